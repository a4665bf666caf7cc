import { quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { formatCount, formatPercent } from '../../format/number.ts';
import type { RuleInfo } from '../../rule/rule.ts';
import { numberField } from '../node-fields.ts';
import { modelOf, planFinding } from '../plan-finding.ts';
import { planThresholds } from '../plan-thresholds.ts';
import type { FlatPlanNode } from '../plan-types.ts';
import { measuredRule } from './measured-rule.ts';

const lossy: RuleInfo = {
  id: 'P013', name: 'bitmap_lossy', level: 'warning', title: 'Bitmap that remembers pages, not rows',
  rationale: 'The bitmap does not fit work_mem: every row of those pages is checked again.',
};

export const bitmapLossy = measuredRule(lossy, (facts, node) => {
  if (node.type !== 'Bitmap Heap Scan') return null;
  const [exact, pages] = [numberField(node.node, 'Exact Heap Blocks') ?? 0, numberField(node.node, 'Lossy Heap Blocks') ?? 0];
  const share = exact + pages === 0 ? 0 : pages / (exact + pages);
  const rechecked = Math.round((numberField(node.node, 'Rows Removed by Index Recheck') ?? 0) * (node.loops ?? 0));
  const wasted = rechecked === 0 ? 0 : rechecked / (rechecked + (node.actualRows ?? 0));
  if (share < planThresholds.lossy && wasted < planThresholds.lossy) return null;
  return planFinding(lossy, facts, {
    node,
    level: share > planThresholds.lossyError ? 'error' : 'warning',
    title: `${formatPercent(share)} of the pages are lossy, ${formatPercent(wasted)} of the rows are rechecked in vain`,
    evidence: [`${formatCount(pages)} lossy and ${formatCount(exact)} exact pages, ${formatCount(rechecked)} rows removed by the recheck; threshold ${formatPercent(planThresholds.lossy)}`],
    remedy: 'A more selective index, or more work_mem for this statement.',
  });
});

const fetches: RuleInfo = {
  id: 'P014', name: 'heap_fetches', level: 'warning', title: 'Index-only scan that still reads the table',
  rationale: 'Pages that were changed since the last VACUUM have to be looked up in the table.',
};

export const heapFetches = measuredRule(fetches, (facts, node) => {
  const count = numberField(node.node, 'Heap Fetches') ?? 0;
  const rows = node.actualRows ?? 0;
  if (node.type !== 'Index Only Scan' || rows === 0 || count < planThresholds.heapFetches || count / rows <= planThresholds.heapFetchShare) return null;
  const model = modelOf(facts, node);
  return planFinding(fetches, facts, {
    node,
    level: count / rows > planThresholds.heapFetchShareError ? 'error' : 'warning',
    title: `${formatCount(count)} of ${formatCount(rows)} rows of an index-only scan are fetched from the table`,
    evidence: [`${formatPercent(Math.min(1, count / rows))} heap fetches; thresholds ${formatPercent(planThresholds.heapFetchShare)} and ${formatPercent(planThresholds.heapFetchShareError)}`],
    remedy: 'Vacuum the table; if it happens again, let autovacuum come earlier (also after inserts).',
    sql: model === null ? null : `VACUUM ${quoteName(model)};`,
  });
});

const selectivity: RuleInfo = {
  id: 'P015', name: 'low_selectivity_index', level: 'info', title: 'Index scan over much of a table',
  rationale: 'So many rows are fetched one by one that reading the table in order could be faster.',
};

export const lowSelectivityIndex = measuredRule(selectivity, (facts, node) => {
  const { read, share } = blocks(node);
  if (node.type !== 'Index Scan' || (node.actualRows ?? 0) < planThresholds.lowSelectivityRows || read < planThresholds.coldBlocks || share < planThresholds.coldShare) return null;
  return planFinding(selectivity, facts, {
    node,
    title: `${quoteIdentifier(node.index ?? '')} fetches ${formatCount(node.actualRows ?? 0)} rows from disk`,
    evidence: [`${formatCount(read)} blocks read, ${formatPercent(share)} of all it touched; thresholds ${formatCount(planThresholds.lowSelectivityRows)} rows, ${formatCount(planThresholds.coldBlocks)} blocks, ${formatPercent(planThresholds.coldShare)}`],
    remedy: 'A covering index (INCLUDE) if few columns are read; otherwise check random_page_cost and whether the query needs all these rows.',
  });
}, 'blocks');

const cold: RuleInfo = {
  id: 'P024', name: 'cold_cache', level: 'info', title: 'Read from disk',
  rationale: 'Most blocks were not in memory: the times say as much about the disk as about the plan.',
};

export const coldCache = measuredRule(cold, (facts, root) => {
  const { read, all, share } = blocks(root);
  if (root.path !== '0' || all < planThresholds.coldBlocks || share <= planThresholds.coldShare) return null;
  return planFinding(cold, facts, {
    node: root,
    title: `${formatPercent(share)} of the blocks came from disk`,
    evidence: [`${formatCount(read)} of ${formatCount(all)} blocks read; thresholds ${formatPercent(planThresholds.coldShare)} of ${formatCount(planThresholds.coldBlocks)} blocks`],
    remedy: 'Run it a second time before you judge its times.',
  });
}, 'blocks');

function blocks(node: FlatPlanNode): { read: number; all: number; share: number } {
  const read = numberField(node.node, 'Shared Read Blocks') ?? 0;
  const all = read + (numberField(node.node, 'Shared Hit Blocks') ?? 0);
  return { read, all, share: all === 0 ? 0 : read / all };
}
