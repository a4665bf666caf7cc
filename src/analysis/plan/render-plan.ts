import type { ExplainedPlan, PlanNode } from '#contract';
import { quoteIdentifier } from '../format/identifier.ts';
import { formatBytes, formatCount, formatDuration } from '../format/number.ts';
import { childNodes, flagField, listField, numberField, textField, wordsField } from './node-fields.ts';
import { nodeTitle } from './node-title.ts';

/**
 * The plan as one canonical line a node: title, costs, actual totals (all loops), then conditions and keys. Conditions pass through
 * `maskExpression`, which replaces their literals.
 */
export function renderPlan(plan: ExplainedPlan, maskExpression: (sql: string) => string): string[] {
  return renderNode(plan.root, 0, (sql) => maskExpression(sql).replaceAll(/\s+/g, ' ').trim());
}

function renderNode(node: PlanNode, depth: number, mask: (sql: string) => string): string[] {
  const lead = depth === 0 ? '' : `${'  '.repeat(depth)}-> `;
  const details = [...conditions(node, mask), ...facts(node)].join('; ');
  const line = `${lead}${subplanPart(node)}${nodeTitle(node)}${estimatePart(node)}${actualPart(node)}${details === '' ? '' : `  ${details}`}`;
  return [line, ...childNodes(node).flatMap((child) => renderNode(child, depth + 1, mask))];
}

/** `InitPlan 1 (returns $0)`, `SubPlan 2`, `CTE recent`: where a subquery's plan begins. */
function subplanPart(node: PlanNode): string {
  const name = textField(node, 'Subplan Name');
  if (name === null) return '';
  const cte = /^CTE (.*)$/s.exec(name)?.[1];
  if (cte !== undefined) return `CTE ${quoteIdentifier(cte)}: `;
  return /^[\w ()$,.]+$/.test(name) ? `${name}: ` : `${quoteIdentifier(name)}: `;
}

function estimatePart(node: PlanNode): string {
  const [startup, total] = [numberField(node, 'Startup Cost'), numberField(node, 'Total Cost')];
  const parts = [
    startup === null || total === null ? null : `cost=${startup.toFixed(2)}..${total.toFixed(2)}`,
    field(node, 'Plan Rows', 'rows'),
    field(node, 'Plan Width', 'width'),
  ].filter((part) => part !== null);
  return parts.length === 0 ? '' : `  (${parts.join(' ')})`;
}

function field(node: PlanNode, name: string, label: string): string | null {
  const value = numberField(node, name);
  return value === null ? null : `${label}=${value}`;
}

function actualPart(node: PlanNode): string {
  const loops = numberField(node, 'Actual Loops');
  if (loops === null) return '';
  if (loops === 0) return ' (never executed)';
  const time = numberField(node, 'Actual Total Time');
  const rows = numberField(node, 'Actual Rows') ?? 0;
  const parts = [time === null ? null : `${formatDuration(time * loops)}`, `${formatCount(rows * loops)} rows`, `${formatCount(loops)} loops`];
  return ` (actual, all loops: ${parts.filter((part) => part !== null).join(', ')})`;
}

/** Fields that hold SQL expressions, with what they are called here. */
const EXPRESSIONS: readonly (readonly [field: string, label: string])[] = [
  ['Index Cond', 'index cond'], ['Recheck Cond', 'recheck'], ['Hash Cond', 'on'], ['Merge Cond', 'on'], ['TID Cond', 'tid cond'],
  ['Join Filter', 'join filter'], ['Filter', 'filter'], ['One-Time Filter', 'one-time filter'], ['Run Condition', 'run condition'],
  ['Conflict Filter', 'conflict filter'], ['Order By', 'order by'], ['Sort Key', 'sort key'], ['Presorted Key', 'presorted'],
  ['Group Key', 'group key'], ['Cache Key', 'cache key'], ['Function Call', 'call'], ['Table Function Call', 'call'], ['Repeatable Seed', 'seed'],
];

function conditions(node: PlanNode, mask: (sql: string) => string): string[] {
  return EXPRESSIONS.flatMap(([name, label]) => {
    const values = listField(node, name);
    return values.length === 0 ? [] : [`${label} ${values.map(mask).join(', ')}`];
  });
}

/** Numbers that explain a node, with their label; zero is left out. */
const COUNTS: readonly (readonly [field: string, label: string])[] = [
  ['Rows Removed by Filter', 'removed by filter'], ['Rows Removed by Join Filter', 'removed by join filter'],
  ['Rows Removed by Index Recheck', 'removed by recheck'], ['Heap Fetches', 'heap fetches'], ['Exact Heap Blocks', 'exact blocks'],
  ['Lossy Heap Blocks', 'lossy blocks'], ['Subplans Removed', 'subplans removed'], ['Shared Hit Blocks', 'blocks hit'],
  ['Shared Read Blocks', 'blocks read'], ['Temp Read Blocks', 'temp blocks read'], ['Temp Written Blocks', 'temp blocks written'],
];

/** Counts that PostgreSQL gives per loop; the others are totals. */
const PER_LOOP: ReadonlySet<string> = new Set(['Rows Removed by Filter', 'Rows Removed by Join Filter', 'Rows Removed by Index Recheck']);

function facts(node: PlanNode): string[] {
  const loops = numberField(node, 'Actual Loops') ?? 1;
  const counts = COUNTS.flatMap(([name, label]) => {
    const value = (numberField(node, name) ?? 0) * (PER_LOOP.has(name) ? loops : 1);
    return value === 0 ? [] : [`${label} ${formatCount(value)}`];
  });
  return [...counts, ...sortFacts(node), ...hashFacts(node), ...workerFacts(node), ...(flagField(node, 'Inner Unique') ? ['inner unique'] : [])];
}

function sortFacts(node: PlanNode): string[] {
  const method = wordsField(node, 'Sort Method');
  const kilobytes = numberField(node, 'Sort Space Used');
  if (method === null || kilobytes === null) return [];
  return [`${method}, ${textField(node, 'Sort Space Type') === 'Disk' ? 'disk' : 'memory'} ${formatBytes(kilobytes * 1024)}`];
}

function hashFacts(node: PlanNode): string[] {
  const batches = numberField(node, 'Hash Batches') ?? numberField(node, 'HashAgg Batches');
  const disk = numberField(node, 'Disk Usage') ?? 0;
  return [
    ...(batches !== null && batches > 1 ? [`batches ${formatCount(batches)}`] : []),
    ...(disk > 0 ? [`disk ${formatBytes(disk * 1024)}`] : []),
  ];
}

function workerFacts(node: PlanNode): string[] {
  const planned = numberField(node, 'Workers Planned');
  if (planned === null) return [];
  const launched = numberField(node, 'Workers Launched');
  return [launched === null ? `workers planned ${planned}` : `workers launched ${launched} of ${planned}`];
}
