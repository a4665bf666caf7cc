import { quoteIdentifier } from '../../format/identifier.ts';
import type { RuleInfo } from '../../rule/rule.ts';
import { flagAt, nodesAt, stringsAt, treeAt } from '../../sql/tree.ts';
import { has } from '../effects/add-column.ts';
import { shownTable } from '../table-reference.ts';
import { typeText } from '../type-name.ts';
import { hazardRule, nameOf, type HazardDetail, type Occurrence } from './hazard.ts';
import { alter, constraintName, notNullSteps, SET_LOCK_TIMEOUT } from './safe-forms.ts';
import { withWordAfter } from './source-text.ts';

const M001: RuleInfo = {
  id: 'M001', name: 'create_index_blocks_writes', level: 'warning', title: 'CREATE INDEX stops writes',
  rationale: 'The lock is held until the index is built, which takes as long as the table is large.',
};

export const createIndexBlocks = hazardRule(M001, ['create_index'], (occurrence) => {
  const { facts, step, effect } = occurrence;
  if (effect.scan === null) return null;
  const isPartitioned = effect.table?.model?.kind === 'partitioned_table';
  const sql = isPartitioned ? null : withWordAfter(facts.parser, step.statement.text, { after: 'INDEX', word: 'CONCURRENTLY' });
  return {
    title: `CREATE INDEX stops writes to ${nameOf(effect)} until it is built`,
    remedy: isPartitioned
      ? 'On a partitioned table: CREATE INDEX … ON ONLY the parent, CREATE INDEX CONCURRENTLY on each partition, then ATTACH them.'
      : 'Build it CONCURRENTLY in a migration of its own that runs outside a transaction. If it fails, drop the invalid index it leaves before trying again.',
    sql: sql === null ? null : [`${sql};`],
  };
});

const M002: RuleInfo = {
  id: 'M002', name: 'drop_index_blocks_reads', level: 'info', title: 'DROP INDEX stops reads and writes',
  rationale: 'It is short, but it waits behind running queries, and everyone else waits behind it.',
};

export const dropIndexBlocks = hazardRule(M002, ['drop_index'], ({ effect }) => ({
  title: `DROP INDEX ${effect.subject ?? ''} stops reads and writes of ${nameOf(effect)}`,
  remedy: 'Drop it CONCURRENTLY, outside a transaction.',
  sql: effect.table?.model?.kind === 'partitioned_table' ? null : [`DROP INDEX CONCURRENTLY ${flagAt(effect.node.body, 'missing_ok') ? 'IF EXISTS ' : ''}${effect.subject ?? ''};`],
}));

const M003: RuleInfo = {
  id: 'M003', name: 'reindex_blocks', level: 'warning', title: 'REINDEX stops writes, and reads that need the index',
  rationale: 'The index is locked until it is built anew.',
};

export const reindexBlocks = hazardRule(M003, ['reindex'], ({ facts, step, effect }) => {
  const sql = withWordAfter(facts.parser, step.statement.text, { after: effect.table?.name === undefined ? 'DATABASE' : reindexKind(step.statement.text), word: 'CONCURRENTLY' });
  return { title: `REINDEX stops writes to ${nameOf(effect)}`, remedy: 'REINDEX … CONCURRENTLY, outside a transaction.', sql: sql === null ? null : [`${sql};`] };
});

function reindexKind(text: string): string {
  return /^\s*REINDEX\s+(?:\([^)]*\)\s*)?(INDEX|TABLE|SCHEMA|DATABASE|SYSTEM)\b/i.exec(text)?.[1]?.toUpperCase() ?? 'TABLE';
}

const M005: RuleInfo = {
  id: 'M005', name: 'add_unique_builds_index', level: 'error', title: 'UNIQUE or PRIMARY KEY builds its index under an exclusive lock',
  rationale: 'Nobody reads or writes the table until the index is built.',
};

export const addUniqueBlocks = hazardRule(M005, ['add_unique', 'add_primary_key', 'add_column'], (occurrence) => {
  const { effect } = occurrence;
  if (effect.action === 'add_column') return uniqueColumn(occurrence);
  return {
    title: `${effect.command} on ${nameOf(effect)} builds an index while nobody can read the table`,
    remedy: 'Build the unique index CONCURRENTLY outside a transaction, then turn it into the constraint, which takes a moment.',
    sql: uniqueSteps(occurrence),
  };
});

/** `ADD COLUMN … UNIQUE`: the column first, then its index. A key column needs values before it can be one, which M014 and M018 are about. */
function uniqueColumn({ effect }: Occurrence): HazardDetail | null {
  const definition = treeAt(effect.node.body, 'def') ?? {};
  const unique = has(nodesAt(definition, 'constraints'), 'CONSTR_UNIQUE');
  if (effect.table === null || effect.subject === null || !unique) return null;
  const column = quoteIdentifier(effect.subject);
  const name = quoteIdentifier(constraintName(effect.table, [effect.subject], 'key'));
  const steady = effect.rewrite === null && !has(nodesAt(definition, 'constraints'), 'CONSTR_DEFAULT') && effect.table.model?.kind !== 'partitioned_table';
  return {
    title: `ADD COLUMN ${column} … UNIQUE on ${nameOf(effect)} builds an index while nobody can read the table`,
    remedy: 'Add the column alone, build the unique index CONCURRENTLY outside a transaction, then turn it into the constraint.',
    sql: steady
      ? [
          SET_LOCK_TIMEOUT,
          `${alter(effect.table)} ADD COLUMN ${column} ${typeText(treeAt(definition, 'typeName') ?? {}).text};`,
          'RESET lock_timeout;',
          `CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${shownTable(effect.table)} (${column});`,
          SET_LOCK_TIMEOUT,
          `${alter(effect.table)} ADD CONSTRAINT ${name} UNIQUE USING INDEX ${name};`,
        ]
      : null,
  };
}

function uniqueSteps({ effect }: Occurrence): string[] | null {
  const { table, node, subject } = effect;
  const columns = stringsAt(node.body, 'keys');
  if (table === null || columns.length === 0 || table.model?.kind === 'partitioned_table') return null;
  const isPrimary = effect.action === 'add_primary_key';
  const name = quoteIdentifier(subject ?? constraintName(table, isPrimary ? [] : columns, isPrimary ? 'pkey' : 'key'));
  const nullable = isPrimary ? columns.filter((column) => table.model?.columns.find((known) => known.name === column)?.nullable !== false) : [];
  const deferrable = flagAt(node.body, 'deferrable') ? ` DEFERRABLE${flagAt(node.body, 'initdeferred') ? ' INITIALLY DEFERRED' : ''}` : '';
  return [
    `CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${shownTable(table)} (${columns.map(quoteIdentifier).join(', ')})${indexOptions(node.body)};`,
    SET_LOCK_TIMEOUT,
    ...nullable.flatMap((column) => notNullSteps(table, column)),
    `${alter(table)} ADD CONSTRAINT ${name} ${isPrimary ? 'PRIMARY KEY' : 'UNIQUE'} USING INDEX ${name}${deferrable};`,
  ];
}

function indexOptions(body: Occurrence['effect']['node']['body']): string {
  const including = nodesAt(body, 'including').flatMap((node) => stringsAt({ items: [{ [node.kind]: node.body }] }, 'items'));
  const include = including.length === 0 ? '' : ` INCLUDE (${including.map(quoteIdentifier).join(', ')})`;
  return `${include}${flagAt(body, 'nulls_not_distinct') ? ' NULLS NOT DISTINCT' : ''}`;
}

const M006: RuleInfo = {
  id: 'M006', name: 'add_exclusion_builds_index', level: 'error', title: 'EXCLUDE builds its index under an exclusive lock',
  rationale: 'Nobody reads or writes the table until the index is built, and there is no online form.',
};

export const addExclusionBlocks = hazardRule(M006, ['add_exclusion'], ({ effect }) => ({
  title: `ADD EXCLUDE on ${nameOf(effect)} builds an index while nobody can read the table`,
  remedy: 'There is no online form: make a new table with the constraint and swap, or use a maintenance window.',
}));
