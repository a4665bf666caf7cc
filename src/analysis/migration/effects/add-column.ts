import { quoteIdentifier } from '../../format/identifier.ts';
import { flagAt, nodeAt, nodesAt, textAt, treeAt, type SqlNode, type Tree } from '../../sql/tree.ts';
import { effect, losesData, type Effect, type OtherTable } from '../effect.ts';
import { columnExists, passedOver } from '../existence.ts';
import { partKey } from '../file-state.ts';
import { relationKey, tableAt } from '../table-reference.ts';
import { typeText, type TypeText } from '../type-name.ts';
import { volatilityOf } from '../volatility.ts';
import type { TableCommand } from './command-context.ts';

/** `ADD COLUMN`: whether it rewrites depends on the default, identity and generated expression (M014–M018). */
export function addColumn({ state, table, node, alter }: TableCommand): Effect {
  const definition = treeAt(node.body, 'def') ?? {};
  const name = textAt(definition, 'colname') ?? '';
  const type = typeText(treeAt(definition, 'typeName') ?? {});
  const constraints = nodesAt(definition, 'constraints');
  if (flagAt(node.body, 'missing_ok') && columnExists(state, table, name) === true) {
    return passedOver({ command: 'ADD COLUMN IF NOT EXISTS', table, lock: 'ACCESS EXCLUSIVE', node, what: `column ${quoteIdentifier(name)}`, exists: true, subject: name });
  }
  const relation = relationKey(state, table.schema, table.name);
  state.columnTypes.set(partKey(relation, name), type.text);
  const writing = writingOf(state, type, constraints);
  return effect({
    action: 'add_column',
    command: 'ADD COLUMN',
    table,
    lock: 'ACCESS EXCLUSIVE',
    others: referencedTables(constraints, (relationTree) => tableAt(state, relationTree)),
    rewrite: writing.rewrite,
    scan: writing.rewrite === null ? scanOf(constraints) : null,
    known: writing.known,
    note: writing.note,
    fine: writing.rewrite === null && writing.known && scanOf(constraints) === null && !table.isNew ? fineWords(constraints) : null,
    reversible: losesData(`${alter} DROP COLUMN ${quoteIdentifier(name)};`, 'what was written to the column since is lost'),
    subject: name,
    node,
  });
}

interface Writing {
  readonly rewrite: string | null;
  readonly known: boolean;
  readonly note: string | null;
}

const NO_REWRITE: Writing = { rewrite: null, known: true, note: null };

/** A domain with checks is checked row by row, by writing the table anew; which types are domains the snapshot does not say. */
function writingOf(state: TableCommand['state'], type: TypeText, constraints: readonly SqlNode[]): Writing {
  const writing = rewriteOf(type.base, constraints);
  if (writing.rewrite !== null || !writing.known || type.builtIn || isSerial(type.base) || EXTENSION_TYPES.has(type.base.replace(/^.*\./, ''))) return writing;
  const isEnum = state.enums.has(type.base) || state.all.some(({ columns }) => columns.some((column) => column.enumValues !== null && column.type.replace(/^.*\./, '') === type.base.replace(/^.*\./, '')));
  return isEnum ? writing : { rewrite: null, known: false, note: `if ${type.base} is a domain with a check or NOT NULL, every row is written anew` };
}

const EXTENSION_TYPES: ReadonlySet<string> = new Set(['citext', 'hstore', 'ltree', 'geometry', 'geography', 'vector', 'halfvec', 'cube', 'isbn']);

function rewriteOf(type: string, constraints: readonly SqlNode[]): Writing {
  if (isSerial(type)) return { ...NO_REWRITE, rewrite: 'each row gets a number of its own from the sequence' };
  if (has(constraints, 'CONSTR_IDENTITY')) return { ...NO_REWRITE, rewrite: 'each row gets a number of its own from the identity sequence' };
  const generated = find(constraints, 'CONSTR_GENERATED');
  // Virtual columns (PostgreSQL 18) are computed when they are read.
  if (generated !== undefined) return textAt(generated.body, 'generated_kind') === 'v' ? NO_REWRITE : { ...NO_REWRITE, rewrite: 'the generated value of each row is computed and stored' };
  const expression = find(constraints, 'CONSTR_DEFAULT')?.body['raw_expr'];
  const volatility = volatilityOf(expression);
  if (volatility.kind === 'volatile') return { ...NO_REWRITE, rewrite: `${volatility.function}() gives each row a value of its own` };
  if (volatility.kind === 'steady') return NO_REWRITE;
  return { rewrite: null, known: false, note: `whether rows are rewritten depends on ${quoteIdentifier(volatility.function ?? '')}(): not known to be stable` };
}

/** Column constraints that are checked for the rows there are. Without a default the new column is null everywhere, which needs no look. */
function scanOf(constraints: readonly SqlNode[]): string | null {
  if (has(constraints, 'CONSTR_UNIQUE') || has(constraints, 'CONSTR_PRIMARY')) return 'the index of the constraint is built';
  if (has(constraints, 'CONSTR_CHECK')) return 'every row is checked';
  const hasDefault = has(constraints, 'CONSTR_DEFAULT');
  if (has(constraints, 'CONSTR_NOTNULL') && !hasDefault) return 'every row is checked for NULL';
  return has(constraints, 'CONSTR_FOREIGN') && hasDefault ? 'every row is looked up in the referenced table' : null;
}

function fineWords(constraints: readonly SqlNode[]): string | null {
  if (constraints.some(({ body }) => textAt(body, 'contype') === 'CONSTR_FOREIGN')) return null;
  return has(constraints, 'CONSTR_DEFAULT') ? 'M015: the default is the same for every row and kept in the catalog' : 'M015: without a default no row is touched';
}

/** Tables that REFERENCES of a column or table definition locks. */
export function referencedTables(constraints: readonly SqlNode[], toTable: (relation: Tree | null) => OtherTable['table'] | null): OtherTable[] {
  return constraints.flatMap((constraint) => {
    const table = textAt(constraint.body, 'contype') === 'CONSTR_FOREIGN' ? toTable(treeAt(constraint.body, 'pktable')) : null;
    return table === null ? [] : [{ table, role: 'referenced' as const, lock: 'SHARE ROW EXCLUSIVE' as const }];
  });
}

export function isSerial(type: string): boolean {
  return /^(small|big)?serial[248]?$/.test(type);
}

function find(constraints: readonly SqlNode[], kind: string): SqlNode | undefined {
  return constraints.find(({ body }) => textAt(body, 'contype') === kind);
}

export function has(constraints: readonly SqlNode[], kind: string): boolean {
  return find(constraints, kind) !== undefined;
}

/** The default expression of a column definition. */
export function defaultOf(definition: Tree): SqlNode | null {
  const constraint = find(nodesAt(definition, 'constraints'), 'CONSTR_DEFAULT');
  return constraint === undefined ? null : nodeAt(constraint.body, 'raw_expr');
}
