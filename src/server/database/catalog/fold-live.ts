import { schemaThresholds } from '#analysis';
import { sessionAges, type CacheHit, type Freezing, type SessionGroup } from '#contract';
import type { FreezingRow, SessionRow } from './live.sql.ts';
import { compareCodeUnits, groupBy } from './lookup.ts';
import type { ActivityRow } from './server.sql.ts';

/** Sessions that are past the threshold of their state, alike ones together. Others come and go with each reading and are left out. */
export function foldSessions(rows: readonly SessionRow[]): SessionGroup[] {
  const groups = groupBy(rows.flatMap((row) => toGroup(row) ?? []), (group) => JSON.stringify(group));
  return [...groups]
    .toSorted(([a], [b]) => compareCodeUnits(a, b))
    .flatMap(([, [first, ...others]]) => (first === undefined ? [] : [{ ...first, count: countStep(1 + others.length) }]));
}

export function foldFreezing([first, ...others]: readonly FreezingRow[]): Freezing | undefined {
  if (first === undefined) return undefined;
  const relations = [first, ...others].flatMap(({ relation, age }) => (relation === null || age === null ? [] : [{ relation, age: roundedAge(age) }]));
  return { limit: first.limit, relations: relations.toSorted((a, b) => b.age - a.age || compareCodeUnits(a.relation, b.relation)) };
}

/** Edges of the steps of the hit rate. */
const HIT_STEPS = [0, 0.5, 0.8, 0.9, 0.95, schemaThresholds.cacheHit, 1] as const;

/** The step the hit rate is in; null when too few blocks were asked for. */
export function foldCacheHit({ blocks_hit: hit, blocks_read: read }: Pick<ActivityRow, 'blocks_hit' | 'blocks_read'>): CacheHit | null {
  if (hit + read <= schemaThresholds.cacheBlocks) return null;
  const rate = hit / (hit + read);
  const step = HIT_STEPS.findLastIndex((edge, index) => edge <= rate && index < HIT_STEPS.length - 1);
  return { from: HIT_STEPS[step] ?? 0, to: HIT_STEPS[step + 1] ?? 1 };
}

function toGroup(row: SessionRow): Omit<SessionGroup, 'count'> | null {
  const { role, blocked_seconds: blocked, seconds, idle } = row;
  const session = { role, application: safeApplication(row.application), blockers: [] };
  if (blocked !== null && blocked > schemaThresholds.blockedSeconds) {
    return { state: 'blocked', ...session, atLeast: ageStep(blocked), blockers: toBlockers(row.blockers ?? []) };
  }
  const limit = idle ? schemaThresholds.idleSeconds : schemaThresholds.activeSeconds;
  if (seconds === null || seconds <= limit) return null;
  return { state: idle ? 'idle_in_transaction' : 'active', ...session, atLeast: ageStep(seconds) };
}

const AGE_SECONDS: Readonly<Record<SessionGroup['atLeast'], number>> = { '5 seconds': 5, '1 minute': 60, '5 minutes': 300, '1 hour': 3_600, '1 day': 86_400 };

function ageStep(seconds: number): SessionGroup['atLeast'] {
  return sessionAges.findLast((age) => AGE_SECONDS[age] <= seconds) ?? '5 seconds';
}

function countStep(count: number): SessionGroup['count'] {
  if (count === 1) return '1';
  if (count <= 5) return '2 to 5';
  return count <= 20 ? '6 to 20' : 'more than 20';
}

/** Clients may put anything there: only what reads like the name of a program is kept. */
function safeApplication(name: string): string | null {
  return /^[A-Za-z][A-Za-z ._-]{0,30}$/.test(name) ? name : null;
}

function toBlockers(blockers: NonNullable<SessionRow['blockers']>): SessionGroup['blockers'] {
  const distinct = new Map(blockers.map(({ role, state }) => [JSON.stringify([role, state]), { role, state }]));
  return [...distinct].toSorted(([a], [b]) => compareCodeUnits(a, b)).map(([, blocker]) => blocker);
}

/** Transactions go on all the time; a step is 100 million of the two billion there are. */
function roundedAge(age: number): number {
  return Math.floor(age / 100_000_000) * 100_000_000;
}
