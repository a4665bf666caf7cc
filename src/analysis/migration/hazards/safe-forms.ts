import { generatedName } from '../../format/generated-name.ts';
import { quoteColumns, quoteIdentifier, quoteLiteral } from '../../format/identifier.ts';
import { nodesAt, stringsAt, textAt, treeAt, type SqlNode, type Tree } from '../../sql/tree.ts';
import { constraintNames } from '../../schema/schema-facts.ts';
import { shownTable, type TableReference } from '../table-reference.ts';
import { migrationThresholds } from '../thresholds.ts';

export const SET_LOCK_TIMEOUT = "SET lock_timeout = '2s';";

/** `ALTER TABLE public.orders`. */
export function alter(table: TableReference): string {
  return `ALTER TABLE ${shownTable(table)}`;
}

/** A constraint name the table does not have yet. */
export function constraintName(table: TableReference, columns: readonly string[], suffix: string): string {
  const taken = table.model === null ? new Set<string>() : new Set([...constraintNames(table.model), ...table.model.indexes.map(({ name }) => name)]);
  return generatedName({ table: table.name, columns, suffix }, taken);
}

/** NOT NULL without a scan under an exclusive lock: the check is validated while reads and writes go on, then SET NOT NULL relies on it. */
export function notNullSteps(table: TableReference, column: string): string[] {
  const name = quoteIdentifier(constraintName(table, [column], 'not_null'));
  const shown = quoteIdentifier(column);
  return [
    SET_LOCK_TIMEOUT,
    `${alter(table)} ADD CONSTRAINT ${name} CHECK (${shown} IS NOT NULL) NOT VALID;`,
    `${alter(table)} VALIDATE CONSTRAINT ${name};`,
    `${alter(table)} ALTER COLUMN ${shown} SET NOT NULL;`,
    `${alter(table)} DROP CONSTRAINT ${name};`,
  ];
}

/** One batch of a backfill; run again until it changes no row. */
export function batchedUpdate(table: TableReference, assignment: string, condition: string): string {
  const name = shownTable(table);
  return `UPDATE ${name} SET ${assignment} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${name} WHERE ${condition} LIMIT ${migrationThresholds.batchRows}));`;
}

/** New column, kept in step by a trigger, filled in batches, then put in the place of the old one. */
export function swapColumn(table: TableReference, column: string, { type, using }: { readonly type: string; readonly using: string | null }): string[] {
  const columns = new Set(table.model?.columns.map(({ name }) => name));
  const next = quoteIdentifier(generatedName({ table: column, columns: [], suffix: 'new' }, columns));
  const old = quoteIdentifier(column);
  const sync = quoteIdentifier(generatedName({ table: table.name, columns: [column], suffix: 'sync' }, new Set()));
  const schema = table.schema === null ? '' : `${quoteIdentifier(table.schema)}.`;
  const value = using === null ? `${old}::${type}` : `(${using})`;
  const body = quoteLiteral(`BEGIN NEW.${next} := ${using === null ? `NEW.${old}::${type}` : `(SELECT ${using} FROM (SELECT NEW.*) AS ${quoteIdentifier(table.name)})`}; RETURN NEW; END`);
  return [
    SET_LOCK_TIMEOUT,
    `${alter(table)} ADD COLUMN ${next} ${type};`,
    `CREATE FUNCTION ${schema}${sync}() RETURNS trigger LANGUAGE plpgsql AS ${body};`,
    `CREATE TRIGGER ${sync} BEFORE INSERT OR UPDATE ON ${shownTable(table)} FOR EACH ROW EXECUTE FUNCTION ${schema}${sync}();`,
    batchedUpdate(table, `${next} = ${value}`, `${next} IS NULL AND ${value} IS NOT NULL`),
    'BEGIN;',
    `DROP TRIGGER ${sync} ON ${shownTable(table)};`,
    `${alter(table)} DROP COLUMN ${old};`,
    `${alter(table)} RENAME COLUMN ${next} TO ${old};`,
    'COMMIT;',
    `DROP FUNCTION ${schema}${sync}();`,
  ];
}

/** Expand: a second column under the new name; whichever of the two a statement writes, the other follows. */
export function expandSteps(table: TableReference, column: { readonly before: string; readonly after: string; readonly type: string }): string[] {
  const [old, next] = [quoteIdentifier(column.before), quoteIdentifier(column.after)];
  const sync = quoteIdentifier(generatedName({ table: table.name, columns: [column.before], suffix: 'sync' }, new Set()));
  const schema = table.schema === null ? '' : `${quoteIdentifier(table.schema)}.`;
  const onInsert = `NEW.${next} := coalesce(NEW.${next}, NEW.${old}); NEW.${old} := NEW.${next};`;
  const onUpdate = `IF NEW.${next} IS DISTINCT FROM OLD.${next} THEN NEW.${old} := NEW.${next}; ELSE NEW.${next} := NEW.${old}; END IF;`;
  const body = quoteLiteral(`BEGIN IF TG_OP = 'INSERT' THEN ${onInsert} ELSE ${onUpdate} END IF; RETURN NEW; END`);
  return [
    SET_LOCK_TIMEOUT,
    `${alter(table)} ADD COLUMN ${next} ${column.type};`,
    `CREATE FUNCTION ${schema}${sync}() RETURNS trigger LANGUAGE plpgsql AS ${body};`,
    `CREATE TRIGGER ${sync} BEFORE INSERT OR UPDATE ON ${shownTable(table)} FOR EACH ROW EXECUTE FUNCTION ${schema}${sync}();`,
    batchedUpdate(table, `${next} = ${old}`, `${next} IS NULL AND ${old} IS NOT NULL`),
  ];
}

const ACTIONS: Readonly<Record<string, string>> = { r: 'RESTRICT', c: 'CASCADE', n: 'SET NULL', d: 'SET DEFAULT' };

/** `FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE`, from the parser's node. */
export function foreignKeyText(constraint: SqlNode, parent: TableReference, columns: readonly string[]): string {
  const { body } = constraint;
  const referenced = stringsAt(body, 'pk_attrs');
  const actions = [['ON UPDATE', ACTIONS[textAt(body, 'fk_upd_action') ?? '']], ['ON DELETE', ACTIONS[textAt(body, 'fk_del_action') ?? '']]];
  return [
    `FOREIGN KEY ${quoteColumns(columns)} REFERENCES ${shownTable(parent)}${referenced.length === 0 ? '' : ` ${quoteColumns(referenced)}`}`,
    ...(textAt(body, 'fk_matchtype') === 'f' ? ['MATCH FULL'] : []),
    ...actions.flatMap(([words, action]) => (action === undefined ? [] : [`${words} ${action}`])),
    ...(body['deferrable'] === true ? [body['initdeferred'] === true ? 'DEFERRABLE INITIALLY DEFERRED' : 'DEFERRABLE'] : []),
  ].join(' ');
}

/** An expression of literals and function calls as SQL; null for anything else. */
export function expressionText(node: SqlNode | null): string | null {
  if (node?.kind === 'FuncCall') {
    const parts = nodesAt(node.body, 'args').map(expressionText);
    const name = stringsAt(node.body, 'funcname').map(quoteIdentifier).join('.');
    return parts.includes(null) ? null : `${name}(${parts.join(', ')})`;
  }
  if (node?.kind === 'A_Const') return constantText(node.body);
  return null;
}

function constantText(body: Tree): string | null {
  const text = treeAt(body, 'sval');
  if (text !== null) return quoteLiteral(textAt(text, 'sval') ?? '');
  const integer = treeAt(body, 'ival');
  return integer === null ? null : String(integer['ival'] ?? 0);
}
