import type { Finding, FindingLevel } from '#contract';
import { formatBytes, formatCounted } from '../../format/number.ts';
import { finding, type Rule, type RuleInfo } from '../../rule/rule.ts';
import type { Action, Effect } from '../effect.ts';
import type { MigrationFacts, MigrationStep } from '../migration-facts.ts';
import type { LockMode } from '../migration-report.ts';
import { shownTable, type TableReference } from '../table-reference.ts';
import { blockedBy } from '../lock-modes.ts';
import { SET_LOCK_TIMEOUT } from './safe-forms.ts';
import { migrationThresholds } from '../thresholds.ts';

/** One command of the migration with its statement. */
export interface Occurrence {
  readonly facts: MigrationFacts;
  readonly step: MigrationStep;
  readonly effect: Effect;
}

export interface HazardDetail {
  readonly title: string;
  /** True when it is about the whole statement, not one command on one table: then the evidence names the tables that were there before. */
  readonly wholeStatement?: boolean;
  readonly evidence?: readonly (string | null)[];
  readonly remedy: string;
  readonly sql?: readonly string[] | null;
  readonly level?: FindingLevel;
}

/** A rule that looks at every command of some kinds; tables the file itself makes carry no lock hazard. */
export function hazardRule(info: RuleInfo, actions: readonly Action[], describe: (occurrence: Occurrence) => HazardDetail | null): Rule<MigrationFacts> {
  return {
    ...info,
    check: (facts) => ({
      findings: facts.steps.flatMap((step) =>
        step.effects
          .filter((effect) => actions.includes(effect.action) && effect.table?.isNew !== true)
          .flatMap((effect) => {
            const detail = describe({ facts, step, effect });
            return detail === null ? [] : hazard(info, { facts, step, effect }, detail);
          }),
      ),
      skipped: [],
    }),
  };
}

export function hazard(info: RuleInfo, { facts, step, effect }: Occurrence, detail: HazardDetail): Finding {
  const { statement } = step;
  const whole = detail.wholeStatement === true;
  const part = whole || effect.subject === null || step.effects.length === 1 ? String(statement.number) : `${statement.number}:${effect.subject}`;
  return {
    ...finding(info, {
      object: { kind: 'migration', id: facts.migrationId, part: String(statement.number) },
      level: detail.level ?? levelOf(effect),
      title: detail.title,
      evidence: [
        `statement ${statement.number}, line ${statement.line}: ${whole ? statement.command : effect.command}`,
        lockEvidence(whole ? statement : effect),
        ...(detail.evidence ?? []),
        ...(whole ? [] : [sizeEvidence(effect.table)]),
      ],
      remedy: { text: detail.remedy, sql: detail.sql == null || detail.sql.length === 0 ? null : withoutRepeatedTimeout(detail.sql).join('\n') },
    }),
    id: `${info.id}:${facts.migrationId}:${part}`,
  };
}

const STOPS_WRITES: ReadonlySet<LockMode | 'none' | null> = new Set(['SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE']);

/** The level rule of rules/migrations.md, without data loss and broken clients, which the rules say themselves. */
export function levelOf(effect: Effect): FindingLevel {
  const heavy = effect.rewrite !== null || effect.scan !== null;
  if (effect.lock === 'ACCESS EXCLUSIVE' && heavy && isLarge(effect.table)) return 'error';
  return STOPS_WRITES.has(effect.lock) && heavy ? 'warning' : 'info';
}

/** From the threshold on, or not known. */
export function isLarge(table: TableReference | null): boolean {
  const rows = table?.model?.rowEstimate ?? null;
  return rows === null || rows >= migrationThresholds.largeRows;
}

/** `public.orders`, or `the table` when the statement names none. */
export function nameOf(effect: Effect): string {
  return effect.table === null ? 'the table' : shownTable(effect.table);
}

function lockEvidence(effect: Pick<Effect, 'lock' | 'rewrite' | 'scan'>): string | null {
  if (effect.lock === null || effect.lock === 'none') return null;
  const work = [effect.rewrite === null ? null : `rewrite: ${effect.rewrite}`, effect.scan === null ? null : `scan: ${effect.scan}`].filter((part) => part !== null);
  const blocked = blockedBy(effect.lock).map((what) => BLOCKED[what]);
  return [`takes ${effect.lock}, which blocks ${blocked.join(', ')}`, ...work].join('; ');
}

const BLOCKED = { reads: 'reads', writes: 'writes', ddl: 'schema changes' } as const;

/** Steps put together from several forms set the limit once. */
function withoutRepeatedTimeout(sql: readonly string[]): string[] {
  return sql.filter((line, index) => line !== SET_LOCK_TIMEOUT || !isSetBefore(sql, index));
}

function isSetBefore(sql: readonly string[], index: number): boolean {
  const before = sql.slice(0, index);
  return before.lastIndexOf(SET_LOCK_TIMEOUT) > before.lastIndexOf('RESET lock_timeout;');
}

export function sizeEvidence(table: TableReference | null): string | null {
  if (table === null) return null;
  const rows = table.model?.rowEstimate ?? null;
  if (table.model === null) return `${shownTable(table)} is not in the snapshot: size not known`;
  const size = table.model.size === null ? '' : `, table ${formatBytes(table.model.size.table + table.model.size.toast)}, ${formatCounted(table.model.indexes.length, 'index', 'indexes')} ${formatBytes(table.model.size.indexes)}`;
  return `${shownTable(table)}: ${rows === null ? 'row count not known' : `${formatCounted(rows, 'row')} (estimate)`}${size}`;
}
