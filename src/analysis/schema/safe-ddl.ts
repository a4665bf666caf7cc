import type { Model } from '#contract';
import { quoteColumns, quoteIdentifier, quoteName } from '../format/identifier.ts';
import { generatedName } from '../format/generated-name.ts';
import { constraintNames, takenNames, type SchemaFacts, type TakenNames } from './schema-facts.ts';

/** First line of a remedy that takes a lock which queues others: give up instead of holding everyone behind it. */
export const LOCK_TIMEOUT = "SET lock_timeout = '2s';";

/** `ALTER TABLE public.orders`. */
export function alterTable(model: Model): string {
  return `ALTER ${model.kind === 'foreign_table' ? 'FOREIGN TABLE' : 'TABLE'} ${quoteName(model)}`;
}

/**
 * An index over `columns` made without stopping writes. On a partitioned table: an empty index on the parent, one built concurrently
 * on each partition, then attached. Null when the partitions are not all known.
 */
export function createIndexStatements(facts: SchemaFacts, model: Model, columns: readonly string[]): string[] | null {
  const taken = takenNames(facts, model);
  if (model.kind !== 'partitioned_table') return [concurrentIndex(model, columns, newIndexName(model, columns, taken))];
  const parentIndex = newIndexName(model, columns, taken);
  const attached = partitionIndexes(facts, model, { columns, parentIndex: `${quoteIdentifier(model.schema)}.${quoteIdentifier(parentIndex)}` });
  if (attached === null) return null;
  return [`CREATE INDEX ${quoteIdentifier(parentIndex)} ON ONLY ${quoteName(model)} ${quoteColumns(columns)};`, ...attached];
}

/** A foreign key that is checked for new rows at once and for the old ones without stopping writes. */
export function addForeignKeyStatements(
  model: Model,
  key: { readonly columns: readonly string[]; readonly target: Model; readonly targetColumns: readonly string[] },
): string[] {
  const name = quoteIdentifier(generatedName({ table: model.name, columns: key.columns, suffix: 'fkey' }, constraintNames(model)));
  const definition = `FOREIGN KEY ${quoteColumns(key.columns)} REFERENCES ${quoteName(key.target)} ${quoteColumns(key.targetColumns)}`;
  // NOT VALID is refused on partitioned tables before PostgreSQL 18.
  if (model.kind === 'partitioned_table') return [LOCK_TIMEOUT, `${alterTable(model)} ADD CONSTRAINT ${name} ${definition};`];
  return [
    LOCK_TIMEOUT,
    `${alterTable(model)} ADD CONSTRAINT ${name} ${definition} NOT VALID;`,
    `${alterTable(model)} VALIDATE CONSTRAINT ${name};`,
  ];
}

/** Statements one a line, or null when there are none. */
export function sqlLines(statements: readonly string[] | null): string | null {
  return statements === null || statements.length === 0 ? null : statements.join('\n');
}

function concurrentIndex(model: Model, columns: readonly string[], name: string): string {
  return `CREATE INDEX CONCURRENTLY ${quoteIdentifier(name)} ON ${quoteName(model)} ${quoteColumns(columns)};`;
}

function newIndexName(model: Model, columns: readonly string[], taken: TakenNames): string {
  const name = generatedName({ table: model.name, columns, suffix: 'idx' }, taken);
  taken.add(name);
  return name;
}

function partitionIndexes(
  facts: SchemaFacts,
  parent: Model,
  wanted: { readonly columns: readonly string[]; readonly parentIndex: string },
): string[] | null {
  const partitions = parent.partitions.map(({ model }) => facts.modelById.get(model));
  if (partitions.some((partition) => partition?.kind !== 'table')) return null;
  return partitions.flatMap((partition) => {
    if (partition === undefined) return [];
    const name = newIndexName(partition, wanted.columns, takenNames(facts, partition));
    const index = `${quoteIdentifier(partition.schema)}.${quoteIdentifier(name)}`;
    return [concurrentIndex(partition, wanted.columns, name), `ALTER INDEX ${wanted.parentIndex} ATTACH PARTITION ${index};`];
  });
}
