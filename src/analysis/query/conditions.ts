import { literalOf, nodeAt, nodesAt, textAt, type SqlNode } from '../sql/tree.ts';
import { columnsIn, noteFunctions, operatorName, plainColumn, readSubquery } from './expressions.ts';
import type { Clause, JoinKind, PatternUse } from './query-shape.ts';
import type { Origin, Reading, Scope } from './reading.ts';
import { shownName } from './table-use-builder.ts';

/** Where a condition stands: its clause, inside an OR, under a NOT, and which join it belongs to. */
export interface ConditionPlace {
  readonly clause: Clause;
  readonly join: JoinKind;
  readonly inOr: boolean;
  readonly negated: boolean;
}

/** Reads a WHERE, ON or HAVING condition and notes what it asks of each column. */
export function readCondition(reading: Reading, scope: Scope, condition: SqlNode, place: ConditionPlace): void {
  switch (condition.kind) {
    case 'BoolExpr':
      readBoolean(reading, scope, condition, place);
      break;
    case 'A_Expr':
      readComparison(reading, scope, condition, place);
      break;
    case 'NullTest':
      readNullTest(reading, scope, condition, place);
      break;
    case 'SubLink':
      readSubqueryCondition(reading, scope, condition, place);
      break;
    case 'ColumnRef':
      // A boolean column by itself: `WHERE active`, `WHERE NOT deleted`.
      note(plainColumn(reading, scope, condition)?.origin, place, ({ use, column }) => use.equality.add(column));
      break;
    case 'BooleanTest':
      note(plainColumn(reading, scope, nodeAt(condition.body, 'arg'))?.origin, place, ({ use, column }) =>
        use.otherConditions.push({ column, operator: booleanTest(condition) }),
      );
      break;
    default:
      noteFunctions(reading, scope, { node: condition, clause: place.clause });
  }
}

function readBoolean(reading: Reading, scope: Scope, node: SqlNode, place: ConditionPlace): void {
  const operator = textAt(node.body, 'boolop');
  // NOT (a OR b) is an AND of two NOTs, and the other way round.
  const isOr = operator === (place.negated ? 'AND_EXPR' : 'OR_EXPR');
  const inner = operator === 'NOT_EXPR' ? { ...place, negated: !place.negated } : { ...place, inOr: place.inOr || isOr };
  for (const argument of nodesAt(node.body, 'args')) readCondition(reading, scope, argument, inner);
}

function readComparison(reading: Reading, scope: Scope, node: SqlNode, place: ConditionPlace): void {
  const kind = textAt(node.body, 'kind') ?? '';
  const left = nodeAt(node.body, 'lexpr');
  const right = node.body['rexpr'];
  if (PATTERN_KINDS.has(kind)) return readPattern(reading, scope, node, place);
  if (kind === 'AEXPR_OP' || kind === 'AEXPR_NOT_DISTINCT') return readOperator(reading, scope, node, place);
  if (left?.kind === 'RowExpr') {
    for (const column of nodesAt(left.body, 'args')) readComparison(reading, scope, { ...node, body: { ...node.body, lexpr: { [column.kind]: column.body } } }, place);
    return;
  }
  const column = plainColumn(reading, scope, left)?.origin ?? null;
  columnsIn(reading, scope, right);
  if (column === null) return left === null ? undefined : noteFunctions(reading, scope, { node: left, clause: place.clause });
  note(column, place, ({ use, column: name }) => {
    const negated = (operatorName(node) === '<>') !== place.negated;
    if (kind === 'AEXPR_IN' || isListOf(kind, operatorName(node))) use.lists.push({ column: name, items: itemCount(node), negated });
    else if (kind.startsWith('AEXPR_BETWEEN') && !place.negated) use.range.add(name);
    else use.otherConditions.push({ column: name, operator: OTHER_KINDS[kind] ?? `${operatorName(node)} ${kind === 'AEXPR_OP_ALL' ? 'ALL' : 'ANY'}` });
  });
}

const OTHER_KINDS: Readonly<Record<string, string>> = {
  AEXPR_DISTINCT: 'IS DISTINCT FROM', AEXPR_BETWEEN: 'NOT BETWEEN', AEXPR_BETWEEN_SYM: 'NOT BETWEEN', AEXPR_NOT_BETWEEN: 'NOT BETWEEN',
  AEXPR_NOT_BETWEEN_SYM: 'NOT BETWEEN',
};

/** `= ANY (…)` and `<> ALL (…)` are IN and NOT IN. */
function isListOf(kind: string, operator: string): boolean {
  return (kind === 'AEXPR_OP_ANY' && operator === '=') || (kind === 'AEXPR_OP_ALL' && operator === '<>');
}

function itemCount(node: SqlNode): number | null {
  const list = nodeAt(node.body, 'rexpr');
  if (list?.kind === 'List') return nodesAt(list.body, 'items').length;
  return list?.kind === 'A_ArrayExpr' ? nodesAt(list.body, 'elements').length : null;
}

const EQUALS = '=';
const RANGES: ReadonlySet<string> = new Set(['<', '>', '<=', '>=']);
/** Operators behind LIKE and ILIKE, which EXPLAIN writes, and those of regular expressions. */
const PATTERN_OPERATORS: Readonly<Record<string, PatternUse['operator']>> = {
  '~~': 'LIKE', '!~~': 'NOT LIKE', '~~*': 'ILIKE', '!~~*': 'NOT ILIKE', '~': '~', '!~': '!~', '~*': '~*', '!~*': '!~*',
};

function readOperator(reading: Reading, scope: Scope, node: SqlNode, place: ConditionPlace): void {
  const operator = operatorName(node);
  const [left, right] = [nodeAt(node.body, 'lexpr'), nodeAt(node.body, 'rexpr')];
  if (left?.kind === 'RowExpr' && right?.kind === 'RowExpr') return readRows(reading, scope, node, place);
  if (operator in PATTERN_OPERATORS) return readPattern(reading, scope, node, place);
  const sides = [left, right].map((side) => (side === null ? null : plainColumn(reading, scope, side)));
  const [first, second] = sides;
  if (first && second && first.origin.use !== second.origin.use) {
    const kind = first.outer || second.outer ? 'correlated' : place.join;
    noteJoin(first.origin, second.origin, { operator, kind });
    noteJoin(second.origin, first.origin, { operator: MIRRORED[operator] ?? operator, kind });
    return;
  }
  readSide(reading, scope, { side: first?.origin ?? null, node: left, other: right, operator }, place);
  readSide(reading, scope, { side: second?.origin ?? null, node: right, other: left, operator: MIRRORED[operator] ?? operator }, place);
}

const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

interface Side {
  readonly side: Origin | null;
  readonly node: SqlNode | null;
  readonly other: SqlNode | null;
  readonly operator: string;
}

/** One side of a comparison with something that is no plain column of another table. */
function readSide(reading: Reading, scope: Scope, { side, node, other, operator }: Side, place: ConditionPlace): void {
  if (side === null) {
    if (node !== null && node.kind !== 'ColumnRef') noteFunctions(reading, scope, { node, clause: place.clause });
    return;
  }
  const partners = other === null ? [] : columnsIn(reading, scope, other);
  const partner = partners.find((origin) => origin.use !== side.use);
  if (partner !== undefined) return noteJoin(side, partner, { operator, kind: place.join });
  note(side, place, ({ use, column }) => {
    // Compared with itself (`a.x < a.y`): no index finds such rows.
    if (partners.length > 0 || place.negated) use.otherConditions.push({ column, operator: place.negated ? `NOT ${operator}` : operator });
    else if (operator === EQUALS) use.equality.add(column);
    else if (RANGES.has(operator)) use.range.add(column);
    else use.otherConditions.push({ column, operator });
  });
}

/** `(a, b) = (1, 2)` and the keyset form `(a, b) > (1, 2)`, column by column. */
function readRows(reading: Reading, scope: Scope, node: SqlNode, place: ConditionPlace): void {
  const [left, right] = ['lexpr', 'rexpr'].map((side) => nodesAt(nodeAt(node.body, side)?.body ?? {}, 'args'));
  (left ?? []).forEach((first, position) => {
    const second = right?.[position];
    if (second === undefined) return;
    readOperator(reading, scope, { kind: 'A_Expr', body: { ...node.body, lexpr: wrap(first), rexpr: wrap(second) } }, place);
  });
}

function wrap(node: SqlNode): Record<string, unknown> {
  return { [node.kind]: node.body };
}

function noteJoin(side: Origin, other: Origin, how: { readonly operator: string; readonly kind: JoinKind }): void {
  side.use.joins.push({ column: side.column, with: shownName(other.use), otherColumn: other.column, operator: how.operator, kind: how.kind });
}

const PATTERN_KINDS: ReadonlySet<string> = new Set(['AEXPR_LIKE', 'AEXPR_ILIKE', 'AEXPR_SIMILAR']);

function readPattern(reading: Reading, scope: Scope, node: SqlNode, place: ConditionPlace): void {
  const left = nodeAt(node.body, 'lexpr');
  const column = plainColumn(reading, scope, left)?.origin;
  const pattern = nodeAt(node.body, 'rexpr');
  columnsIn(reading, scope, pattern === null ? null : wrap(pattern));
  if (column === undefined) {
    if (left !== null) noteFunctions(reading, scope, { node: left, clause: place.clause });
    return;
  }
  const operator = patternOperator(node, place.negated);
  note(column, place, ({ use, column: name }) => use.patterns.push({ column: name, operator, leadingWildcard: leadingWildcard(node, pattern) }));
}

const OPPOSITE: Readonly<Record<PatternUse['operator'], PatternUse['operator']>> = {
  LIKE: 'NOT LIKE', 'NOT LIKE': 'LIKE', ILIKE: 'NOT ILIKE', 'NOT ILIKE': 'ILIKE', 'SIMILAR TO': 'NOT SIMILAR TO', 'NOT SIMILAR TO': 'SIMILAR TO',
  '~': '!~', '!~': '~', '~*': '!~*', '!~*': '~*',
};

function patternOperator(node: SqlNode, negated: boolean): PatternUse['operator'] {
  const operator = operatorName(node);
  const similar = operator.startsWith('!') ? 'NOT SIMILAR TO' : 'SIMILAR TO';
  const written = textAt(node.body, 'kind') === 'AEXPR_SIMILAR' ? similar : (PATTERN_OPERATORS[operator] ?? 'LIKE');
  return negated ? OPPOSITE[written] : written;
}

function leadingWildcard(node: SqlNode, pattern: SqlNode | null): boolean | null {
  const isSimilar = textAt(node.body, 'kind') === 'AEXPR_SIMILAR';
  const value = isSimilar ? (nodesAt(pattern?.body ?? {}, 'args')[0] ?? null) : pattern;
  const text = literalOf(value?.kind === 'TypeCast' ? nodeAt(value.body, 'arg') : value);
  if (text === null) return null;
  const isRegular = !isSimilar && ['~', '~*', '!~', '!~*'].includes(operatorName(node));
  return isRegular ? !text.startsWith('^') : /^[%_[(]/.test(text);
}

function readNullTest(reading: Reading, scope: Scope, node: SqlNode, place: ConditionPlace): void {
  const argument = nodeAt(node.body, 'arg');
  const column = plainColumn(reading, scope, argument)?.origin;
  const isNull = (textAt(node.body, 'nulltesttype') === 'IS_NULL') !== place.negated;
  if (column === undefined && argument !== null) return noteFunctions(reading, scope, { node: argument, clause: place.clause });
  note(column, place, ({ use, column: name }) => use.nullTests.push({ column: name, isNull }));
}

function readSubqueryCondition(reading: Reading, scope: Scope, node: SqlNode, place: ConditionPlace): void {
  const tested = nodeAt(node.body, 'testexpr');
  const columns = tested?.kind === 'RowExpr' ? nodesAt(tested.body, 'args') : [tested];
  const outer = columns.map((column) => plainColumn(reading, scope, column)?.origin ?? null);
  const output = readSubquery(reading, scope, node, place.negated);
  const inner = [...(output?.columns?.values() ?? [])];
  outer.forEach((side, position) => {
    const other = inner[position] ?? null;
    if (side === null) {
      const column = columns[position];
      if (column && column.kind !== 'ColumnRef') noteFunctions(reading, scope, { node: column, clause: place.clause });
    } else if (other !== null) {
      const operator = nodesAt(node.body, 'operName').length === 0 ? EQUALS : operatorOf(node);
      const kind = place.negated ? 'anti' : 'semi';
      noteJoin(side, other, { operator, kind });
      noteJoin(other, side, { operator: MIRRORED[operator] ?? operator, kind });
    } else {
      side.use.lists.push({ column: side.column, items: null, negated: place.negated });
    }
  });
}

function operatorOf(node: SqlNode): string {
  return operatorName({ kind: 'A_Expr', body: { name: node.body['operName'] } });
}

function booleanTest(node: SqlNode): string {
  return (textAt(node.body, 'booltesttype') ?? 'IS_TRUE').replaceAll('_', ' ');
}

/** A condition of HAVING is about groups: the column is looked at, but no index helps. */
function note(column: Origin | null | undefined, place: ConditionPlace, add: (origin: Origin) => void): void {
  if (column === null || column === undefined) return;
  add(column);
  if (place.inOr) column.use.alternatives.add(column.column);
}

