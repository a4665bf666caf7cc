import { formatBytes, formatCount } from '../../format/number.ts';
import { found, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { childNodes, isInitPlan, listField, numberField } from '../node-fields.ts';
import { initPlanCost, parentOf, type PlanFacts } from '../plan-facts.ts';
import { planFinding } from '../plan-finding.ts';
import { planThresholds } from '../plan-thresholds.ts';
import type { FlatPlanNode } from '../plan-types.ts';

const wide: RuleInfo = {
  id: 'P021',
  name: 'wide_rows',
  level: 'info',
  title: 'Wide rows',
  rationale: 'Long columns are fetched, sorted and sent although the reader may need few of them.',
};

const sorted: RuleInfo = {
  id: 'P026',
  name: 'sort_under_limit',
  level: 'info',
  title: 'Many rows sorted to return a few',
  rationale: 'An index in the order of the sort could stop after the first rows.',
};

const offset: RuleInfo = {
  id: 'P027',
  name: 'large_offset',
  level: 'warning',
  title: 'Large OFFSET',
  rationale: 'The rows that OFFSET skips are produced and thrown away: each page costs more than the one before.',
};

export const wideRows: Rule<PlanFacts> = {
  ...wide,
  check: (facts) =>
    found(
      facts.nodes
        .filter((node) => isWide(node) && !isWide(parentOf(facts, node)))
        .map((node) =>
          planFinding(wide, facts, {
            node,
            title: `${formatCount(rowsOf(node))} rows of ${formatBytes(node.width ?? 0)} each`,
            evidence: [
              `width ${formatCount(node.width ?? 0)} bytes; threshold ${formatCount(planThresholds.wideBytes)}`,
              `${formatCount(rowsOf(node))} rows; threshold ${formatCount(planThresholds.wideRows)}`,
            ],
            remedy: 'Name the columns that are needed instead of SELECT *, or fetch the long ones for the rows that are shown.',
          }),
        ),
    ),
};

export const sortUnderLimit: Rule<PlanFacts> = {
  ...sorted,
  check: (facts) =>
    found(
      facts.nodes
        .filter((node) => node.type === 'Sort' && node.loops !== 0 && limitAbove(facts, node) !== null)
        .flatMap((node) => {
          const input = inputRows(node);
          if (input < planThresholds.sortedRows) return [];
          const limit = limitAbove(facts, node);
          return planFinding(sorted, facts, {
            node,
            title: `${formatCount(input)} rows are sorted to return ${formatCount(rowsOf(limit))}`,
            evidence: [
              `sort input ${formatCount(input)} rows${node.actualRows === null ? ' (estimate)' : ''}; threshold ${formatCount(planThresholds.sortedRows)}`,
              `sort keys: ${formatCount(listField(node.node, 'Sort Key').length)}`,
            ],
            remedy: 'An index that begins with the equality columns and goes on with the sort keys in their order lets the LIMIT stop early.',
          });
        }),
    ),
};

export const largeOffset: Rule<PlanFacts> = {
  ...offset,
  check: (facts) =>
    found(
      facts.nodes
        .filter(({ type, loops }) => type === 'Limit' && loops !== 0)
        .flatMap((node) => {
          const skipped = skippedRows(facts, node);
          if (skipped < planThresholds.skippedRows) return [];
          return planFinding(offset, facts, {
            node,
            title: `OFFSET throws ${formatCount(skipped)} rows away`,
            evidence: [
              `${formatCount(skipped)} rows skipped${node.actualRows === null ? ' (estimate from the costs)' : ''}; threshold ${formatCount(planThresholds.skippedRows)}`,
              `${formatCount(rowsOf(node))} rows returned`,
            ],
            remedy: 'Page by key: remember the last row shown and ask for those after it (WHERE (sort key, id) > (…) ORDER BY sort key, id LIMIT n).',
          });
        }),
    ),
};

function isWide(node: FlatPlanNode | null): boolean {
  return node !== null && node.loops !== 0 && (node.width ?? 0) >= planThresholds.wideBytes && rowsOf(node) >= planThresholds.wideRows;
}

function rowsOf(node: FlatPlanNode | null): number {
  return node?.actualRows ?? node?.planRows ?? 0;
}

/** Nodes between a LIMIT and its Sort that pass rows on one by one. */
const PASSING: ReadonlySet<string> = new Set(['Gather Merge', 'Subquery Scan', 'Result', 'LockRows', 'ProjectSet', 'Unique']);

function limitAbove(facts: PlanFacts, node: FlatPlanNode): FlatPlanNode | null {
  let above = parentOf(facts, node);
  while (above !== null && PASSING.has(above.type)) above = parentOf(facts, above);
  return above?.type === 'Limit' ? above : null;
}

function inputRows(sort: FlatPlanNode): number {
  const [child] = childNodes(sort.node);
  if (child === undefined) return rowsOf(sort);
  const loops = numberField(child, 'Actual Loops');
  const actual = numberField(child, 'Actual Rows');
  return actual === null || loops === null ? (numberField(child, 'Plan Rows') ?? 0) : Math.round(actual * loops);
}

/** Rows the child gave and the LIMIT did not pass on. Without ANALYZE: the planner adds their share of the child's cost to the start-up cost. */
function skippedRows(facts: PlanFacts, limit: FlatPlanNode): number {
  const child = childNodes(limit.node).find((node) => !isInitPlan(node));
  if (child === undefined) return 0;
  const index = childNodes(limit.node).indexOf(child);
  const below = facts.byPath.get(`${limit.path}.${index}`);
  if (limit.actualRows !== null && below?.actualRows !== undefined && below.actualRows !== null) return below.actualRows - limit.actualRows;
  const [start, end] = [numberField(child, 'Startup Cost') ?? 0, numberField(child, 'Total Cost') ?? 0];
  if (end <= start) return 0;
  const spent = (limit.startupCost ?? 0) - initPlanCost(limit.node) - start;
  return Math.round((Math.max(0, spent) / (end - start)) * (numberField(child, 'Plan Rows') ?? 0));
}
