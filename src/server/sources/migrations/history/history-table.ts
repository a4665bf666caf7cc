import type { Query } from '../../../database/database.ts';

export interface HistoryTable {
  readonly schema: string;
  readonly name: string;
  /** `schema.name`, for messages. */
  readonly label: string;
  /** Quoted, for SQL. */
  readonly sql: string;
  /** Type by column name, as `format_type` prints it. */
  readonly columns: ReadonlyMap<string, string>;
  /** Whether the role may SELECT from it. */
  readonly readable: boolean;
}

const MAX_ROWS = 100_000;

/** Tables of these names in any schema: those in `public` first, then those in a schema that is there for migrations (`supabase_migrations`, `drizzle`). */
export async function findHistoryTables(query: Query, names: readonly string[]): Promise<HistoryTable[]> {
  const rows = await query<RawTable>(FIND_TABLES, [JSON.stringify(names)]);
  const order = (table: HistoryTable) => [names.indexOf(table.name), schemaRank(table.schema)] as const;
  return rows.map(toTable).toSorted((a, b) => {
    const [left, right] = [order(a), order(b)];
    return left[0] - right[0] || left[1] - right[1] || (a.schema < b.schema ? -1 : 1);
  });
}

/** Rows as texts, in the order given (a list of columns of the table). A column the table lacks is null in every row. */
export async function readHistoryRows<Column extends string>(
  query: Query, table: HistoryTable, options: { readonly columns: readonly Column[]; readonly orderBy: string },
): Promise<Readonly<Record<Column, string | null>>[]> {
  const list = options.columns.map((column) => `${columnText(table, column)} AS ${quoted(column)}`).join(', ');
  const orderBy = table.columns.has(options.orderBy) ? `${quoted(options.orderBy)}` : '1';
  return query(`SELECT ${list} FROM ${table.sql} ORDER BY ${orderBy} LIMIT ${MAX_ROWS}`, []);
}

/** Times in ISO 8601; one without a time zone is taken as UTC. */
function columnText(table: HistoryTable, column: string): string {
  const type = table.columns.get(column);
  if (type === undefined) return 'NULL::text';
  if (type.endsWith('with time zone')) return `to_char(${quoted(column)} AT TIME ZONE 'UTC', '${ISO}')`;
  if (type.startsWith('timestamp')) return `to_char(${quoted(column)}, '${ISO}')`;
  return type === 'bytea' ? `encode(${quoted(column)}, 'hex')` : `${quoted(column)}::text`;
}

const ISO = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';

function schemaRank(schema: string): number {
  if (schema === 'public') return 0;
  return /migrat|drizzle/.test(schema) ? 1 : 2;
}

function toTable(row: RawTable): HistoryTable {
  // json_object_agg of two text columns.
  const columns = new Map(Object.entries(JSON.parse(row.columns) as Record<string, string>));
  return {
    schema: row.schema, name: row.name, label: `${row.schema}.${row.name}`, sql: `${quoted(row.schema)}.${quoted(row.name)}`,
    columns, readable: row.readable === 'true',
  };
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const FIND_TABLES = `
  SELECT n.nspname::text AS schema, c.relname::text AS name,
         (pg_catalog.has_table_privilege(c.oid, 'SELECT') AND pg_catalog.has_schema_privilege(n.oid, 'USAGE'))::text AS readable,
         pg_catalog.json_object_agg(a.attname, pg_catalog.format_type(a.atttypid, NULL) ORDER BY a.attnum)::text AS columns
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relkind IN ('r', 'p', 'v') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
    AND c.relname IN (SELECT pg_catalog.json_array_elements_text($1::text::json))
  GROUP BY n.nspname, c.relname, c.oid, n.oid
  ORDER BY n.nspname, c.relname`;

interface RawTable {
  readonly schema: string;
  readonly name: string;
  readonly readable: string;
  readonly columns: string;
}
