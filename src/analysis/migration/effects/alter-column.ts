import { quoteIdentifier } from '../../format/identifier.ts';
import { flagAt, nodeAt, stringsAt, textAt, treeAt, type SqlNode } from '../../sql/tree.ts';
import { effect, irreversible, reversible, type Effect } from '../effect.ts';
import { columnExists, passedOver } from '../existence.ts';
import { partKey } from '../file-state.ts';
import { typeChange, type TypeChange } from '../type-change.ts';
import { parseTypeText, typeText, type TypeText } from '../type-name.ts';
import { relationKey } from '../table-reference.ts';
import { keyedOn, referencedByKeys } from './key-neighbours.ts';
import { provesNotNull } from './not-null-proof.ts';
import type { TableCommand } from './command-context.ts';

/** `ALTER COLUMN … TYPE` (M019–M021). */
export function alterType({ state, table, node, alter }: TableCommand): Effect {
  const name = textAt(node.body, 'name') ?? '';
  const definition = treeAt(node.body, 'def') ?? {};
  const to = typeText(treeAt(definition, 'typeName') ?? {});
  const key = partKey(relationKey(state, table.schema, table.name), name);
  // Of an applied file the snapshot has the type it left behind.
  const inSnapshot = state.phase === 'applied' ? null : (table.model?.columns.find((column) => column.name === name)?.type ?? null);
  const before = state.columnTypes.get(key) ?? inSnapshot;
  state.columnTypes.set(key, to.text);
  const scan = checksOn(state, table, name) ?? rebuiltIndexes(table, { column: name, before, to, collated: treeAt(definition, 'collClause') !== null });
  const change = changeOf(before, to, { using: nodeAt(definition, 'raw_default'), column: name, utcSession: state.utcSession });
  return effect({
    action: 'alter_type',
    command: 'ALTER COLUMN TYPE',
    table,
    lock: 'ACCESS EXCLUSIVE',
    others: change.rewrite === false && before === to.text ? [] : keysOn(state, table, name),
    rewrite: change.rewrite === true ? change.because : null,
    scan: change.rewrite === true ? null : scan,
    fine: change.rewrite === false && scan === null ? `M020: ${change.because}` : null,
    known: change.rewrite !== null,
    note: change.rewrite === true ? null : change.because,
    reversible:
      before !== null && change.lossless
        ? reversible(`${alter} ALTER COLUMN ${quoteIdentifier(name)} TYPE ${before} USING ${quoteIdentifier(name)}::${before};`, 'fails when a value no longer fits the old type')
        : irreversible(before === null ? 'the old type is not known' : 'the old values cannot be told from the new ones'),
    subject: name,
    node,
  });
}

/** Foreign keys over the column are dropped and made anew, on both sides. */
function keysOn(state: TableCommand['state'], table: TableCommand['table'], column: string) {
  return [
    ...referencedByKeys(state, table.model?.foreignKeys.filter(({ columns }) => columns.includes(column)) ?? []),
    ...keyedOn(state, table.model, (columns) => columns.includes(column)),
  ];
}

/** Without a rewrite a plain index is kept, unless its order changes; one over an expression or with a condition is built anew. */
function rebuiltIndexes(table: TableCommand['table'], change: { readonly column: string; readonly before: string | null; readonly to: TypeText; readonly collated: boolean }): string | null {
  const mentions = (text: string | null) => text?.includes(quoteIdentifier(change.column)) === true;
  const plain = change.collated || (change.before !== null && change.before.startsWith('timestamp') && parseTypeText(change.before).base !== change.to.base);
  const rebuilt = (table.model?.indexes ?? []).filter(
    ({ keys, predicate }) => mentions(predicate) || keys.some(({ column, expression }) => mentions(expression) || (plain && column === change.column)),
  );
  return rebuilt.length === 0 ? null : `built anew: ${rebuilt.map(({ name }) => quoteIdentifier(name)).join(', ')}`;
}

/** Checks on the column are made anew for its new type, and looked at row by row. */
function checksOn(state: TableCommand['state'], table: TableCommand['table'], column: string): string | null {
  const prefix = `${relationKey(state, table.schema, table.name)}\n`;
  const added = [...state.constraints].filter(([key, constraint]) => key.startsWith(prefix) && constraint.kind === 'CONSTR_CHECK' && constraint.validated);
  const isChecked =
    table.model?.checks.some((check) => check.validated && check.columns.includes(column)) === true || added.some(([, check]) => check.columns.includes(column));
  return isChecked ? 'the checks on the column are checked again for every row' : null;
}

function changeOf(
  before: string | null,
  to: TypeText,
  how: { readonly using: SqlNode | null; readonly column: string; readonly utcSession: boolean | null },
): TypeChange {
  if (how.using !== null && !isPlainCast(how.using, how.column)) return { rewrite: true, because: 'USING computes each value anew', lossless: false };
  if (before === null) return { rewrite: null, because: 'not known: the type the column has now is not in the snapshot', lossless: false };
  return typeChange(parseTypeText(before), to, how.utcSession);
}

/** `USING column` or `USING column::type`, which is what happens without USING. */
function isPlainCast(node: SqlNode, column: string): boolean {
  const inner = node.kind === 'TypeCast' ? nodeAt(node.body, 'arg') : node;
  return inner?.kind === 'ColumnRef' && stringsAt(inner.body, 'fields').at(-1) === column;
}

/** `SET NOT NULL` (M013): no scan when the column is NOT NULL already or a valid check proves it. */
export function setNotNull({ state, table, node, alter }: TableCommand): Effect {
  const name = textAt(node.body, 'name') ?? '';
  const proof = provesNotNull(state, table, name);
  state.notNull.add(partKey(relationKey(state, table.schema, table.name), name));
  return effect({
    action: 'set_not_null',
    command: 'SET NOT NULL',
    table,
    lock: 'ACCESS EXCLUSIVE',
    scan: proof === null ? 'every row is checked for NULL' : null,
    note: proof,
    reversible: reversible(`${alter} ALTER COLUMN ${quoteIdentifier(name)} DROP NOT NULL;`),
    subject: name,
    node,
  });
}

export function dropNotNull({ state, table, node, alter }: TableCommand): Effect {
  const name = textAt(node.body, 'name') ?? '';
  state.notNull.delete(partKey(relationKey(state, table.schema, table.name), name));
  return effect({
    action: 'drop_not_null', command: 'DROP NOT NULL', table, lock: 'ACCESS EXCLUSIVE', subject: name, node,
    reversible: reversible(`${alter} ALTER COLUMN ${quoteIdentifier(name)} SET NOT NULL;`, 'fails when a row has become NULL since; reads the whole table'),
  });
}

/** `SET DEFAULT` and `DROP DEFAULT`: rows there are stay as they are. */
export function columnDefault({ table, node, alter }: TableCommand): Effect {
  const name = textAt(node.body, 'name') ?? '';
  const drops = node.body['def'] === undefined;
  const before = table.model?.columns.find((column) => column.name === name)?.default ?? null;
  const inverse = before === null ? 'DROP DEFAULT' : `SET DEFAULT ${before}`;
  return effect({
    action: drops ? 'drop_default' : 'set_default',
    command: drops ? 'DROP DEFAULT' : 'SET DEFAULT',
    table,
    lock: 'ACCESS EXCLUSIVE',
    reversible: table.model === null ? reversible(null, 'the old default is not known') : reversible(`${alter} ALTER COLUMN ${quoteIdentifier(name)} ${inverse};`),
    subject: name,
    node,
  });
}

export function dropColumn({ state, table, node }: TableCommand): Effect {
  const name = textAt(node.body, 'name') ?? '';
  if (flagAt(node.body, 'missing_ok') && columnExists(state, table, name) === false) {
    return passedOver({ command: 'DROP COLUMN IF EXISTS', table, lock: 'ACCESS EXCLUSIVE', node, what: `column ${quoteIdentifier(name)}`, exists: false, subject: name });
  }
  const key = partKey(relationKey(state, table.schema, table.name), name);
  state.columnTypes.delete(key);
  state.dropped.add(key);
  return effect({
    action: 'drop_column', command: 'DROP COLUMN', table, lock: 'ACCESS EXCLUSIVE', subject: name, node,
    others: [
      ...referencedByKeys(state, table.model?.foreignKeys.filter(({ columns }) => columns.includes(name)) ?? []),
      ...(textAt(node.body, 'behavior') === 'DROP_CASCADE' ? keyedOn(state, table.model, (columns) => columns.includes(name)) : []),
    ],
    reversible: irreversible('the values of the column are lost'),
  });
}
