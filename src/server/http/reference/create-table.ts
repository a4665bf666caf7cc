import { quoteColumns, quoteIdentifier, quoteName, quoteQualified } from '#analysis';
import type { Column, ForeignKey, Model } from '#contract';

/** The DDL that would make this table or view, from catalog facts; indexes, triggers and policies are statements of their own. */
export function createTableSql(model: Model): string {
  if (model.kind === 'view') return `CREATE VIEW ${quoteName(model)} AS\n${model.definition ?? ''}`;
  if (model.kind === 'materialized_view') return `CREATE MATERIALIZED VIEW ${quoteName(model)} AS\n${model.definition ?? ''}`;
  const parts = [...model.columns.map(columnSql), ...constraints(model)].map((part) => `    ${part}`);
  const partitioned = model.partitionKey === null ? '' : ` PARTITION BY ${model.partitionKey}`;
  const kind = model.kind === 'foreign_table' ? 'FOREIGN TABLE' : 'TABLE';
  return `CREATE ${kind} ${quoteName(model)} (\n${parts.join(',\n')}\n)${partitioned};`;
}

function columnSql(column: Column): string {
  const identity = column.identity === null ? null : `GENERATED ${column.identity === 'always' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY`;
  const value = column.generated === null ? null : `GENERATED ALWAYS AS (${column.generated}) STORED`;
  const byDefault = column.default === null ? null : `DEFAULT ${column.default}`;
  return [quoteIdentifier(column.name), column.type, column.nullable ? null : 'NOT NULL', byDefault, identity, value].filter((part) => part !== null).join(' ');
}

function constraints(model: Model): readonly string[] {
  const { primaryKey, uniques, checks, exclusions, foreignKeys } = model;
  return [
    ...(primaryKey === null ? [] : [named(primaryKey.name, `PRIMARY KEY ${quoteColumns(primaryKey.columns)}`)]),
    ...uniques.map((unique) => named(unique.name, `UNIQUE${unique.nullsNotDistinct ? ' NULLS NOT DISTINCT' : ''} ${quoteColumns(unique.columns)}`)),
    ...checks.map((check) => named(check.name, check.definition)),
    ...exclusions.map((exclusion) => named(exclusion.name, exclusion.definition)),
    ...foreignKeys.map((key) => named(key.name, foreignKeySql(key))),
  ];
}

function foreignKeySql(key: ForeignKey): string {
  const target = `${quoteQualified(key.references)} ${quoteColumns(key.referencedColumns)}`;
  return `FOREIGN KEY ${quoteColumns(key.columns)} REFERENCES ${target} ON UPDATE ${key.onUpdate} ON DELETE ${key.onDelete}`;
}

function named(name: string, definition: string): string {
  return `CONSTRAINT ${quoteIdentifier(name)} ${definition}`;
}
