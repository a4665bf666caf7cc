import { createHash } from 'node:crypto';
import { queryTables } from '#analysis';
import type { Model, Query, SqlParser, SqlStatement } from '#contract';
import { compareCodeUnits, groupBy } from '../catalog/lookup.ts';
import { tablesNamed, type TableName } from '../sql-tree.ts';
import type { StatementRow } from './statements.sql.ts';

const KEPT = 500;
const ID_LENGTH = 12;

const OPERATIONS: Readonly<Record<string, string>> = {
  SelectStmt: 'SELECT', InsertStmt: 'INSERT', UpdateStmt: 'UPDATE', DeleteStmt: 'DELETE', MergeStmt: 'MERGE',
};

/** Rows of pg_stat_statements as queries, the most expensive first; utility statements and those on system catalogs are left out. */
export function foldQueries(rows: readonly StatementRow[], models: readonly Model[], parser: SqlParser): Query[] {
  const byName = groupBy(models, (model) => model.name);
  const merged = new Map<string, Query>();
  for (const row of rows) {
    const described = describe(row.query, { byName, parser });
    if (!described) continue;
    const query = toQuery(row, described);
    const other = merged.get(query.id);
    merged.set(query.id, other ? merge(other, query) : query);
  }
  return [...merged.values()].toSorted((a, b) => (b.totalMs ?? 0) - (a.totalMs ?? 0) || compareCodeUnits(a.id, b.id)).slice(0, KEPT);
}

interface Described {
  readonly id: string;
  readonly operation: string;
  readonly models: readonly string[];
}

interface Context {
  readonly byName: ReadonlyMap<string, readonly Model[]>;
  readonly parser: SqlParser;
}

/** Null: not a statement of the application. */
function describe(sql: string, { byName, parser }: Context): Described | null {
  const result = parser.parse(sql);
  const fingerprint = parser.fingerprint(sql);
  if (!result.ok || fingerprint === null) return describeUnparsed(sql);
  const statement = result.statements[0];
  const operation = statement ? OPERATIONS[statement.node] : undefined;
  if (!statement || !operation) return null;
  const tables = tablesNamed(statement);
  if (tables.length > 0 && tables.every(isSystemTable)) return null;
  return { id: fingerprint.slice(0, ID_LENGTH), operation, models: modelsOf(statement, tables, byName) };
}

/** Only the models of the names in it are looked through: there may be thousands. */
function modelsOf(statement: SqlStatement, tables: readonly TableName[], byName: Context['byName']): string[] {
  const { read, written } = queryTables(statement, tables.flatMap(({ name }) => byName.get(name) ?? []));
  return [...new Set([...read, ...written])].toSorted(compareCodeUnits);
}

function isSystemTable({ schema, name }: TableName): boolean {
  return schema === 'pg_catalog' || schema === 'information_schema' || (schema === null && name.startsWith('pg_'));
}

/** Normalising can break syntax: INTERVAL '1 day' becomes INTERVAL $1, and SAVEPOINT part becomes SAVEPOINT $1. */
function describeUnparsed(sql: string): Described | null {
  const operation = /^\s*(\w+)/.exec(sql)?.[1]?.toUpperCase() ?? '';
  return Object.values(OPERATIONS).includes(operation) ? { id: digest(sql), operation, models: [] } : null;
}

function digest(sql: string): string {
  return createHash('sha256').update(sql).digest('hex').slice(0, ID_LENGTH);
}

function toQuery(row: StatementRow, { id, operation, models }: Described): Query {
  return {
    id,
    sql: row.query,
    source: 'pg_stat_statements',
    calls: row.calls,
    totalMs: row.total_ms,
    meanMs: row.calls > 0 ? row.total_ms / row.calls : null,
    maxMs: row.max_ms,
    rows: row.rows,
    sharedBlocksHit: row.shared_blks_hit,
    sharedBlocksRead: row.shared_blks_read,
    tempBlocksWritten: row.temp_blks_written,
    operation,
    models,
  };
}

/** The same statement run by several roles, or written differently; keeps the text that comes first. */
function merge(a: Query, b: Query): Query {
  const calls = sum(a.calls, b.calls);
  const totalMs = sum(a.totalMs, b.totalMs);
  return {
    ...a,
    calls,
    totalMs,
    meanMs: calls > 0 ? totalMs / calls : null,
    maxMs: Math.max(a.maxMs ?? 0, b.maxMs ?? 0),
    rows: sum(a.rows, b.rows),
    sharedBlocksHit: sum(a.sharedBlocksHit, b.sharedBlocksHit),
    sharedBlocksRead: sum(a.sharedBlocksRead, b.sharedBlocksRead),
    tempBlocksWritten: sum(a.tempBlocksWritten, b.tempBlocksWritten),
  };
}

function sum(a: number | null, b: number | null): number {
  return (a ?? 0) + (b ?? 0);
}
