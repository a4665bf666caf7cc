import type { Model } from '#contract';
import { quoteName } from '../../format/identifier.ts';
import { formatCount, formatCounted, formatPercent } from '../../format/number.ts';
import { finding, found, modelObject, type Rule, type RuleInfo } from '../../rule/rule.ts';
import type { SchemaFacts } from '../schema-facts.ts';
import { schemaThresholds } from '../thresholds.ts';

const scans: RuleInfo = {
  id: 'D016', name: 'seq_scan_heavy', level: 'warning', title: 'Table read from end to end more often than by index',
  rationale: 'Each such read costs the whole table; some query lacks an index it could use.',
};

const stale: RuleInfo = {
  id: 'D017', name: 'stats_stale', level: 'warning', title: 'Planner statistics out of date',
  rationale: 'The planner chooses by what the table looked like before: joins and scans go wrong.',
};

const dead: RuleInfo = {
  id: 'D018', name: 'dead_tuples', level: 'warning', title: 'Many dead rows',
  rationale: 'Scans read them all the same, and the table keeps growing.',
};

export const seqScanHeavy: Rule<SchemaFacts> = {
  ...scans,
  check: (facts) =>
    found(
      facts.models.flatMap((model) => {
        const { activity } = model;
        if (activity === null || activity.liveRows < schemaThresholds.scanRows || activity.sequentialScans <= activity.indexScans) return [];
        if (activity.sequentialScans + activity.indexScans <= schemaThresholds.scans) return [];
        return finding(scans, {
          object: modelObject(model),
          title: `${quoteName(model)} is read from end to end more often than by index`,
          evidence: [`${formatCounted(activity.sequentialScans, 'sequential scan')}, ${formatCounted(activity.indexScans, 'index scan')}`, liveRows(activity.liveRows)],
          remedy: { text: 'Look for the queries on it that filter on a column without an index (DB Queries, suggest_indexes).', sql: null },
        });
      }),
    ),
};

export const statsStale: Rule<SchemaFacts> = {
  ...stale,
  check: (facts) =>
    found(
      facts.models.flatMap((model) => {
        const { activity } = model;
        if (activity === null || activity.liveRows < schemaThresholds.staleRows) return [];
        const share = activity.modifiedSinceAnalyze / activity.liveRows;
        if (activity.analyzedAgo !== 'never' && share <= schemaThresholds.staleShare) return [];
        return finding(stale, {
          object: modelObject(model),
          title: activity.analyzedAgo === 'never' ? `${quoteName(model)} was never analysed` : `${formatPercent(share)} of ${quoteName(model)} changed since it was analysed`,
          evidence: [`changed since the last ANALYZE: ${formatCounted(activity.modifiedSinceAnalyze, 'row')}; analysed: ${activity.analyzedAgo === 'never' ? 'never' : `${activity.analyzedAgo} ago`}`, liveRows(activity.liveRows)],
          remedy: { text: 'Analyse it; if it happens again, let autovacuum analyse it earlier (autovacuum_analyze_scale_factor).', sql: `ANALYZE ${quoteName(model)};` },
        });
      }),
    ),
};

export const deadTuples: Rule<SchemaFacts> = {
  ...dead,
  check: (facts) => found(facts.models.flatMap((model) => describeDead(model) ?? [])),
};

function describeDead(model: Model) {
  const { activity } = model;
  if (activity === null || activity.deadRows <= schemaThresholds.deadRows) return null;
  const share = activity.deadRows / (activity.liveRows + activity.deadRows);
  if (share <= schemaThresholds.deadShare) return null;
  return finding(dead, {
    object: modelObject(model),
    title: `${formatPercent(share)} of the rows of ${quoteName(model)} are dead`,
    evidence: [`${formatCount(activity.deadRows)} dead, ${formatCount(activity.liveRows)} live`],
    remedy: { text: 'Vacuum it; if it does not help, look for a transaction that has been open for long, or a replication slot that holds old rows.', sql: `VACUUM (ANALYZE) ${quoteName(model)};` },
  });
}

function liveRows(rows: number): string {
  return `${formatCounted(rows, 'live row')} (estimate)`;
}
