import type { AcceptedRisk, Finding, ObjectKind, ProjectSnapshot } from '#contract';
import { section, type SectionDraft } from '../pack/section.ts';
import { bullets, fenced } from '../text/block.ts';
import { inline, line } from '../text/fence.ts';
import { toVisibleLine } from '../text/visible.ts';

const LEVELS: readonly string[] = ['error', 'warning', 'info'];

/** Worst first, then by id; each id once. */
export function rankFindings(findings: readonly Finding[]): readonly Finding[] {
  const unique = new Map(findings.map((finding) => [finding.id, finding]));
  return [...unique.values()].toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || (a.id < b.id ? -1 : 1));
}

/** One line a finding. */
export function findingLine(finding: Finding): string {
  const evidence = finding.evidence.length === 0 ? '' : `: ${finding.evidence.map(line).join('; ')}`;
  return `${finding.level} ${finding.rule} ${line(finding.name)}: ${line(finding.title)}${evidence}`;
}

export function findingsSection(findings: readonly Finding[], ruleset: string): SectionDraft | null {
  const left = findings.length - mostFindings;
  const lines = findings.slice(0, mostFindings).map(findingLine);
  return section('findings', 'Findings', `rules ${ruleset}`, lines.length === 0 ? [] : [bullets(left > 0 ? [...lines, `… ${left} more findings`] : lines)]);
}

/** More than a pack lists: what comes after them is of the lowest rank, and nobody reads that far. */
export const mostFindings = 500;

/** Accepted risks of the whole project that are about one of these objects. */
export function acceptedOf(kind: ObjectKind, ids: readonly string[], { accepted = [] }: Pick<ProjectSnapshot, 'accepted'>): readonly AcceptedRisk[] {
  return accepted.filter(({ finding: { object } }) => object.kind === kind && ids.includes(object.id));
}

/** What somebody decided to live with: the finding, the reason, the last day and where it is written. */
export function acceptedSection(accepted: readonly AcceptedRisk[]): SectionDraft | null {
  return section('accepted', 'Accepted risks', 'comments and configuration of the project; not judged by the rules', accepted.length === 0 ? [] : [bullets(accepted.map(acceptedLine))]);
}

/** One accepted risk on one line: the finding, the reason, the last day and where it is written. */
export function acceptedLine({ finding, reason, until, source }: AcceptedRisk): string {
  return `${findingLine(finding)} — accepted ${until === null ? 'without end' : `until ${until}`}: ${inline(reason)} (${inline(source)})`;
}

/** The remedies' SQL in one fence, each under the rule it belongs to. */
export function remediesSection(findings: readonly Finding[]): SectionDraft | null {
  const withSql = findings.filter(({ remedy }) => remedy?.sql != null).slice(0, mostFindings);
  const text = withSql.map(({ rule, remedy }) => `-- ${rule}: ${toVisibleLine(remedy?.text ?? '')}\n${remedy?.sql ?? ''}`).join('\n\n');
  return section('remedies', 'Remedies', 'rules; not run', withSql.length === 0 ? [] : [fenced('sql', text)]);
}
