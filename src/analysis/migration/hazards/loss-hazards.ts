import { quoteIdentifier } from '../../format/identifier.ts';
import { generatedName } from '../../format/generated-name.ts';
import type { RuleInfo } from '../../rule/rule.ts';
import { nodesAt, textAt } from '../../sql/tree.ts';
import { isWholeTable } from '../effects/data.ts';
import { shownTable } from '../table-reference.ts';
import { migrationThresholds } from '../thresholds.ts';
import { hazardRule, isLarge, nameOf, type Occurrence } from './hazard.ts';
import { alter, expandSteps, SET_LOCK_TIMEOUT } from './safe-forms.ts';

const M022: RuleInfo = {
  id: 'M022', name: 'rename_breaks_clients', level: 'warning', title: 'Rename breaks the code that is running',
  rationale: 'The old name is gone the moment it commits; code that still uses it fails until all of it is replaced.',
};

export const renameBreaksClients = hazardRule(M022, ['rename_table', 'rename_column', 'set_schema'], ({ effect }) => ({
  title: `${effect.command} on ${nameOf(effect)} breaks code that uses the old name`,
  level: 'warning',
  remedy: REMEDIES[effect.action] ?? '',
  sql: keepOldName(effect),
}));

const REMEDIES: Readonly<Record<string, string>> = {
  rename_table: 'Leave an updatable view under the old name until no code uses it, in the same transaction.',
  rename_column: 'Expand and contract: add the new column, write both, fill it in batches, move the readers, then drop the old one.',
  set_schema: 'Leave an updatable view under the old name until no code uses it, or put both schemas on the search_path first.',
};

function keepOldName(effect: Occurrence['effect']): string[] | null {
  if (effect.action === 'rename_column') return expandColumn(effect);
  if (effect.table === null || effect.table.model?.kind === 'view' || effect.table.model?.kind === 'materialized_view') return null;
  return effect.action === 'rename_table' ? renameWithView(effect) : moveWithView(effect);
}

function moveWithView({ table, subject }: Occurrence['effect']): string[] | null {
  if (table === null || table.schema === null || subject === null) return null;
  const after = `${quoteIdentifier(subject)}.${quoteIdentifier(table.name)}`;
  return ['BEGIN;', "SET LOCAL lock_timeout = '2s';", `${alter(table)} SET SCHEMA ${quoteIdentifier(subject)};`, `CREATE VIEW ${shownTable(table)} AS SELECT * FROM ${after};`, 'COMMIT;'];
}

/** Both columns are kept alike by a trigger while code of either version runs. */
function expandColumn({ table, subject, node }: Occurrence['effect']): string[] | null {
  const type = table?.model?.columns.find(({ name }) => name === subject)?.type;
  const written = textAt(node.body, 'newname');
  if (table === null || subject === null || type === undefined || written === null || table.model?.kind !== 'table') return null;
  return expandSteps(table, { before: subject, after: written, type });
}

function renameWithView(effect: Occurrence['effect']): string[] | null {
  if (effect.table === null || effect.subject === null) return null;
  const schema = effect.table.schema === null ? '' : `${quoteIdentifier(effect.table.schema)}.`;
  const after = `${schema}${quoteIdentifier(effect.subject)}`;
  return [
    'BEGIN;', "SET LOCAL lock_timeout = '2s';", `${alter(effect.table)} RENAME TO ${quoteIdentifier(effect.subject)};`,
    `CREATE VIEW ${shownTable(effect.table)} AS SELECT * FROM ${after};`, 'COMMIT;',
  ];
}

const M023: RuleInfo = {
  id: 'M023', name: 'drop_column_loses_data', level: 'error', title: 'DROP COLUMN loses its values',
  rationale: 'The values cannot be had back without a backup, and code that still names the column fails.',
};

export const dropColumnLoses = hazardRule(M023, ['drop_column'], ({ effect }) => ({
  title: `DROP COLUMN ${quoteIdentifier(effect.subject ?? '')} of ${nameOf(effect)} loses its values`,
  level: 'error',
  evidence: usedBy(effect),
  remedy: 'Stop reading and writing it in the code first, deploy, then drop it with a lock_timeout; keep a backup of the column as long as it may be needed.',
  sql: dropSteps(effect),
}));

/** New code that no longer writes the column must not fail on it while it is still there. */
function dropSteps({ table, subject }: Occurrence['effect']): string[] | null {
  if (table === null || subject === null) return null;
  const column = table.model?.columns.find(({ name }) => name === subject);
  const demands = column !== undefined && !column.nullable && column.default === null && column.identity === null && column.generated === null && !(table.model?.primaryKey?.columns ?? []).includes(subject);
  return [
    SET_LOCK_TIMEOUT,
    ...(demands ? [`${alter(table)} ALTER COLUMN ${quoteIdentifier(subject)} DROP NOT NULL;`] : []),
    `${alter(table)} DROP COLUMN ${quoteIdentifier(subject)};`,
  ];
}

function usedBy(effect: Occurrence['effect']): string[] {
  const { model } = effect.table ?? {};
  const indexes = model?.indexes.filter(({ keys }) => keys.some(({ column }) => column === effect.subject)) ?? [];
  const keys = model?.foreignKeys.filter(({ columns }) => columns.includes(effect.subject ?? '')) ?? [];
  return [
    ...indexes.map(({ name }) => `index ${quoteIdentifier(name)} is dropped with it`),
    ...keys.map(({ name }) => `foreign key ${quoteIdentifier(name)} is dropped with it`),
  ];
}

const M024: RuleInfo = {
  id: 'M024', name: 'drop_table_loses_data', level: 'error', title: 'Rows are lost',
  rationale: 'DROP and TRUNCATE cannot be undone after the commit; CASCADE takes other objects along.',
};

export const dropTableLoses = hazardRule(M024, ['drop_table', 'drop_schema', 'drop_database', 'drop_owned', 'truncate'], ({ effect }) => {
  const lost = effect.others.filter(({ role }) => role === 'dropped' || role === 'partition').map(({ table }) => shownTable(table));
  if (effect.action === 'drop_schema' && lost.length === 0) return null;
  const what = effect.table === null ? quoteIdentifier(effect.subject ?? '') : shownTable(effect.table);
  return {
    title: `${effect.command} ${what} loses its rows`,
    level: 'error',
    evidence: [lost.length === 0 ? null : `also emptied or dropped: ${lost.join(', ')}`, ...referencing(effect)],
    remedy: effect.action === 'drop_table' ? 'Rename it, wait until nobody misses it, then drop it.' : 'Make sure of a backup; where the rows may be needed, move them to another table first.',
    sql: effect.action === 'drop_table' && effect.table !== null ? [SET_LOCK_TIMEOUT, `${alter(effect.table)} RENAME TO ${quoteIdentifier(laterName(effect.table.name))};`] : null,
  };
});

function laterName(name: string): string {
  return generatedName({ table: name, columns: [], suffix: 'to_drop' }, new Set());
}

function referencing(effect: Occurrence['effect']): string[] {
  return (effect.table?.model?.referencedBy ?? []).map((key) => `referenced by foreign key ${quoteIdentifier(key.name)} of ${shownId(key.from)}`);
}

function shownId(id: string): string {
  const dot = id.indexOf('.');
  return `${quoteIdentifier(id.slice(0, dot))}.${quoteIdentifier(id.slice(dot + 1))}`;
}

const M026: RuleInfo = {
  id: 'M026', name: 'change_whole_table', level: 'warning', title: 'Every row is changed in one statement',
  rationale: 'The rows stay locked until the commit, the table grows by a copy of each, and replicas fall behind.',
};

export const changeWholeTable = hazardRule(M026, ['update', 'delete'], (occurrence) => {
  const { effect } = occurrence;
  if (!isWholeTable(effect.node) || effect.table === null) return null;
  return {
    title: `${effect.command} changes every row of ${nameOf(effect)} in one transaction`,
    level: isLarge(effect.table) ? 'warning' : 'info',
    remedy: `In batches of ${migrationThresholds.batchRows} outside the transaction of the migration, with a pause between them${effect.action === 'delete' ? '; run it again until it deletes no row' : ''}.`,
    sql: batches(occurrence),
  };
});

/** By ranges of the key for UPDATE, which must not meet a row twice; until no row is left for DELETE. */
function batches({ facts, step, effect }: Occurrence): string[] | null {
  if (effect.table === null) return null;
  const name = shownTable(effect.table);
  if (effect.action === 'delete') return [`DELETE FROM ${name} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${name} LIMIT ${migrationThresholds.batchRows}));`];
  const key = effect.table.model?.primaryKey?.columns ?? [];
  const [column] = key;
  const hasMore = nodesAt(effect.node.body, 'fromClause').length > 0 || effect.node.body['returningClause'] !== undefined || effect.node.body['whereClause'] !== undefined;
  if (column === undefined || key.length !== 1 || hasMore) return null;
  const sql = `${step.statement.text} WHERE ${quoteIdentifier(column)} > $1 AND ${quoteIdentifier(column)} <= $2;`;
  return facts.parser.parse(sql).ok ? [sql] : null;
}
