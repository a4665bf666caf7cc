import { formatPercent } from '../../format/number.ts';
import { finding, found, notApplicable, notInSnapshot, type Rule, type RuleInfo } from '../../rule/rule.ts';
import type { SchemaFacts } from '../schema-facts.ts';
import { schemaThresholds } from '../thresholds.ts';

const info: RuleInfo = {
  id: 'D041',
  name: 'cache_hit_low',
  level: 'info',
  title: 'Few blocks are found in memory',
  rationale: 'What is not in the memory of PostgreSQL has to be asked of the system, and often of the disk.',
};

export const cacheHitLow: Rule<SchemaFacts> = {
  ...info,
  check({ database }) {
    if (database === null) return found([]);
    if (database.engine === 'pglite') return notApplicable('the embedded database keeps its files in memory');
    if (database.cacheHit === undefined) return notInSnapshot();
    if (database.cacheHit === null) return notApplicable('too few blocks were read since the counters began');
    const { from, to } = database.cacheHit;
    if (to > schemaThresholds.cacheHit) return found([]);
    return found([
      finding(info, {
        object: { kind: 'database', id: database.name, part: null },
        title: `Less than ${formatShare(to)} of the blocks are found in memory`,
        evidence: [
          `${formatShare(from)} to ${formatShare(to)} of the blocks were found in the memory of PostgreSQL; below ${formatShare(schemaThresholds.cacheHit)} is little`,
          `the counters run since ${database.statisticsAge} ago`,
        ],
        remedy: {
          text: 'Look first for statements that read much (DB Queries, seq_scan_heavy); then raise shared_buffers, commonly to a quarter of the memory of the machine.',
          sql: null,
        },
      }),
    ]);
  },
};

/** 0.985 is `98.5 %`, which `formatPercent` would round. */
function formatShare(share: number): string {
  return share === schemaThresholds.cacheHit ? '98.5 %' : formatPercent(share);
}
