import type { ReactNode } from 'react';
import { CircleCheck, CircleDashed, CircleX, ListChecks, type LucideIcon } from 'lucide-react';
import type { Diagnostic, RuleCheck } from '#contract';
import { DetailSection } from '../../components/detail-section.tsx';
import { PathLink } from '../../components/path-link.tsx';
import { classNames } from '../../components/ui/class-names.ts';
import { DataTable, type DataColumn } from '../../components/ui/data-table.tsx';
import { formatCount, formatPlural } from '../../lib/format.ts';
import { pathOf } from '../../lib/object-path.ts';
import { describeCoverage } from '../../lib/rule-coverage.ts';
import { formatSearch } from '../../lib/url-state.ts';

/** What needs a look first. */
const groups: readonly { readonly outcome: RuleCheck['outcome']; readonly title: string; readonly icon: LucideIcon; readonly text: string }[] = [
  { outcome: 'failed', title: 'Failed', icon: CircleX, text: 'text-bad' },
  { outcome: 'skipped', title: 'Skipped', icon: CircleDashed, text: 'text-warn' },
  { outcome: 'finding', title: 'Found something', icon: ListChecks, text: 'text-soft' },
  { outcome: 'clean', title: 'Clean', icon: CircleCheck, text: 'text-good' },
];

/** What became of every rule: "nothing found" and "not looked at" are two things. */
export function RulesView({ checks, diagnostics }: { readonly checks: readonly RuleCheck[]; readonly diagnostics: readonly Diagnostic[] }) {
  const listed = new Set(diagnostics.map(({ rule }) => rule));
  const rulesets = [...new Set(checks.map(({ ruleset }) => ruleset))].toSorted();
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <header className="flex flex-col gap-1 px-4 pt-3 pb-2">
        <h2 className="pt-0.5 font-semibold">Rules</h2>
        <p className="text-meta text-soft tabular-nums">
          {describeCoverage(checks)} · {rulesets.join(', ')}
        </p>
      </header>
      <div className="flex flex-col gap-6 border-t border-line p-4">
        {groups.map((group) => (
          <OutcomeGroup key={group.outcome} {...group} listed={listed} checks={checks.filter(({ outcome }) => outcome === group.outcome)} />
        ))}
      </div>
    </div>
  );
}

interface OutcomeGroupProps {
  readonly outcome: RuleCheck['outcome'];
  readonly title: string;
  readonly icon: LucideIcon;
  readonly text: string;
  readonly checks: readonly RuleCheck[];
  /** Rules with a finding that is not accepted. */
  readonly listed: ReadonlySet<string>;
}

function OutcomeGroup({ outcome, title, icon: Icon, text, checks, listed }: OutcomeGroupProps) {
  if (checks.length === 0) return null;
  const rule = (check: RuleCheck) => (
    <span className="flex gap-2">
      <Icon aria-hidden size={14} strokeWidth={1.75} className={classNames('mt-0.75 shrink-0', text)} />
      <span className="font-mono text-code">{check.rule}</span>
    </span>
  );
  return (
    <DetailSection title={title} count={checks.length}>
      {outcome === 'clean' ? (
        <RuleGrid checks={checks} rule={rule} />
      ) : (
        <DataTable caption={`Rules: ${title.toLowerCase()}`} columns={[{ key: 'rule', header: 'Rule', cell: rule }, ...columnsOf(outcome, listed)]} rows={checks} rowKey={ruleKey} />
      )}
    </DetailSection>
  );
}

type RuleCell = (check: RuleCheck) => ReactNode;

/** There is nothing to say about a clean rule but its name. */
function RuleGrid({ checks, rule }: { readonly checks: readonly RuleCheck[]; readonly rule: RuleCell }) {
  return (
    <ul aria-label="Rules: clean" className="grid grid-cols-[repeat(auto-fill,minmax(232px,1fr))] gap-x-4 gap-y-1">
      {checks.map((check) => (
        <li key={ruleKey(check)} className="flex gap-2">
          {rule(check)} {nameOf(check)}
        </li>
      ))}
    </ul>
  );
}

function columnsOf(outcome: RuleCheck['outcome'], listed: ReadonlySet<string>): readonly DataColumn<RuleCheck>[] {
  const name: DataColumn<RuleCheck> = { key: 'name', header: 'Looks for', wrap: true, cell: (check) => <span className="block min-w-24 @min-[30rem]:min-w-40 @min-[42rem]:min-w-56">{nameOf(check)}</span> };
  const last: DataColumn<RuleCheck> =
    outcome === 'finding' ? { key: 'findings', header: 'Findings', grow: true, cell: (check) => <FoundLink check={check} accepted={!listed.has(check.rule)} /> } : { key: 'reason', header: 'Why', grow: true, cell: (check) => check.reason ?? 'no reason was given' };
  return [name, last];
}

function nameOf({ name }: RuleCheck): string {
  return name.replaceAll('_', ' ');
}

function ruleKey({ ruleset, rule }: RuleCheck): string {
  return `${ruleset} ${rule}`;
}

/** Leads to what the rule found; when all of it is accepted, to the list in which that stands. */
function FoundLink({ check, accepted }: { readonly check: RuleCheck; readonly accepted: boolean }) {
  return (
    <PathLink to={pathOf('diagnostics') + formatSearch(accepted ? { view: 'accepted', q: check.rule } : { rule: check.rule })} aria-label={`${formatPlural(check.findings, 'finding')} of ${check.rule}`} className="text-accent-text underline decoration-current/40 underline-offset-2 hover:decoration-current">
      {formatCount(check.findings)}
    </PathLink>
  );
}
