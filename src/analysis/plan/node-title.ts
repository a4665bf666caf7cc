import type { PlanNode } from '#contract';
import { quoteIdentifier, quoteQualified } from '../format/identifier.ts';
import { flagField, relationOf, textField, wordsField } from './node-fields.ts';

/** The node as text EXPLAIN names it: `Parallel Seq Scan on public.orders o`, `Hash Left Join`, `Index Scan using i on t`. */
export function nodeTitle(node: PlanNode): string {
  const parallel = flagField(node, 'Parallel Aware') ? 'Parallel ' : '';
  const partial = wordsField(node, 'Partial Mode');
  const mode = partial === null || partial === 'Simple' ? '' : `${partial} `;
  return `${mode}${parallel}${operation(node)}${indexPart(node)}${subjectPart(node)}`;
}

function operation(node: PlanNode): string {
  const type = wordsField(node, 'Node Type') ?? 'Unknown node';
  const join = wordsField(node, 'Join Type');
  if (join !== null && join !== 'Inner') return type === 'Nested Loop' ? `Nested Loop ${join} Join` : type.replace(/ ?Join$/, ` ${join} Join`);
  const strategy = textField(node, 'Strategy');
  if (type === 'Aggregate') return AGGREGATES[strategy ?? ''] ?? type;
  if (type === 'SetOp') return `${strategy === 'Hashed' ? 'HashSetOp' : 'SetOp'} ${wordsField(node, 'Command') ?? ''}`.trim();
  const provider = wordsField(node, 'Custom Plan Provider');
  if (provider !== null) return `${type} (${provider})`;
  if (type === 'ModifyTable') return wordsField(node, 'Operation') ?? type;
  return textField(node, 'Scan Direction') === 'Backward' ? `${type} Backward` : type;
}

const AGGREGATES: Readonly<Record<string, string>> = { Plain: 'Aggregate', Sorted: 'GroupAggregate', Hashed: 'HashAggregate', Mixed: 'MixedAggregate' };

function indexPart(node: PlanNode): string {
  const index = textField(node, 'Index Name');
  if (index === null) return '';
  return textField(node, 'Node Type') === 'Bitmap Index Scan' ? ` on ${quoteIdentifier(index)}` : ` using ${quoteIdentifier(index)}`;
}

function subjectPart(node: PlanNode): string {
  const relation = relationOf(node);
  const alias = textField(node, 'Alias');
  if (relation !== null) {
    const shown = textField(node, 'Schema') === null ? quoteIdentifier(relation) : quoteQualified(relation);
    return ` on ${shown}${alias === null || alias === textField(node, 'Relation Name') ? '' : ` ${quoteIdentifier(alias)}`}`;
  }
  const other = textField(node, 'CTE Name') ?? textField(node, 'Function Name') ?? textField(node, 'Tuplestore Name') ?? alias;
  return other === null ? '' : ` on ${quoteIdentifier(other)}`;
}
