import { formatBytes, formatCount } from '../../format/number.ts';
import type { RuleInfo } from '../../rule/rule.ts';
import { toFields } from '../explain-entry.ts';
import { numberField, recordsField } from '../node-fields.ts';
import type { PlanFacts } from '../plan-facts.ts';
import { planFinding } from '../plan-finding.ts';
import { planThresholds } from '../plan-thresholds.ts';
import type { FlatPlanNode } from '../plan-types.ts';
import { measuredRule } from './measured-rule.ts';

const sort: RuleInfo = {
  id: 'P005', name: 'sort_spill', level: 'warning', title: 'Sort on disk',
  rationale: 'The rows do not fit work_mem and are sorted in temporary files.',
};

const hash: RuleInfo = {
  id: 'P006', name: 'hash_spill', level: 'warning', title: 'Hash on disk',
  rationale: 'The hash table does not fit work_mem and is worked off in batches through temporary files.',
};

const temporary: RuleInfo = {
  id: 'P007', name: 'temp_io', level: 'warning', title: 'Temporary files',
  rationale: 'Some node writes its rows to disk and reads them back.',
};

export const sortSpill = measuredRule(sort, (facts, node) => {
  const bytes = sortedOnDisk(node) * 1024;
  if (bytes === 0) return null;
  return planFinding(sort, facts, {
    node,
    level: bytes > planThresholds.sortSpillError ? 'error' : 'warning',
    title: `${formatBytes(bytes)} are sorted on disk`,
    evidence: [`${formatBytes(bytes)} on disk; thresholds 0 and ${formatBytes(planThresholds.sortSpillError)}`],
    remedy: 'An index in sort order avoids the sort; fewer or narrower rows make it smaller. In memory it takes about three times what it takes on disk: for this statement alone',
    sql: `SET work_mem = '${megabytes(bytes * 3)}MB';`,
  });
});

export const hashSpill = measuredRule(hash, (facts, node) => {
  if (!spillsHash(node)) return null;
  const batches = numberField(node.node, 'Hash Batches') ?? numberField(node.node, 'HashAgg Batches') ?? 1;
  const memory = (numberField(node.node, 'Peak Memory Usage') ?? 0) * 1024;
  return planFinding(hash, facts, {
    node,
    level: node.type === 'Hash' && batches >= planThresholds.hashBatchesError ? 'error' : 'warning',
    title: `The hash is worked off in ${formatCount(batches)} batches through temporary files`,
    evidence: [`${formatCount(batches)} batches, ${formatBytes(memory)} of memory each; thresholds 1 and ${planThresholds.hashBatchesError} batches`],
    remedy: 'Fewer or narrower rows in the hashed input make it fit; or more memory for this statement alone',
    sql: `SET work_mem = '${megabytes(memory * batches)}MB';`,
  });
});

export const tempIo = measuredRule(temporary, (facts, root) => {
  const written = numberField(root.node, 'Temp Written Blocks') ?? 0;
  if (root.path !== '0' || written === 0 || facts.nodes.some((node) => spillsSort(node) || spillsHash(node))) return null;
  return planFinding(temporary, facts, {
    node: deepestWriter(facts, root),
    title: `${formatCount(written)} blocks are written to temporary files`,
    evidence: [`${formatCount(written)} temporary blocks (${formatBytes(written * 8192)}); threshold 0`],
    remedy: 'A CTE or a materialised input that is too large for work_mem: return fewer rows from it, or let the planner see through it.',
  });
}, 'blocks');

function spillsSort(node: FlatPlanNode): boolean {
  return sortedOnDisk(node) > 0;
}

/** Kilobytes: of a sort and its workers, or of the groups of an incremental sort. */
function sortedOnDisk({ node }: FlatPlanNode): number {
  const sorts = [node, ...recordsField(node, 'Workers')].filter((fields) => fields['Sort Space Type'] === 'Disk').map((fields) => numberIn(fields, 'Sort Space Used'));
  const groups = ['Full-sort Groups', 'Pre-sorted Groups'].flatMap((name) => recordsField(node, name)).map((group) => numberIn(toFields(group['Sort Space Disk']) ?? {}, 'Peak Sort Space Used'));
  return [...sorts, ...groups].reduce((sum, kilobytes) => sum + kilobytes, 0);
}

function numberIn(fields: Readonly<Record<string, unknown>>, name: string): number {
  const value = fields[name];
  return typeof value === 'number' ? value : 0;
}

function spillsHash(node: FlatPlanNode): boolean {
  return (numberField(node.node, 'Hash Batches') ?? 1) > 1 || (numberField(node.node, 'Disk Usage') ?? 0) > 0;
}

/** The node furthest down that still counts temporary blocks: the counts of a node include those below it. */
function deepestWriter(facts: PlanFacts, root: FlatPlanNode): FlatPlanNode {
  const writers = facts.nodes.filter(({ node }) => (numberField(node, 'Temp Written Blocks') ?? 0) > 0);
  return writers.toSorted((left, right) => right.depth - left.depth)[0] ?? root;
}

/** The next power of two, so that small changes of the data do not change the advice. */
function megabytes(bytes: number): number {
  return 2 ** Math.max(2, Math.ceil(Math.log2(Math.max(1, bytes / 1024 ** 2))));
}
