import { createShapeReader, isTrue, shapeSql } from './shape.ts';
import { FIRST_USER_OID, isUserSchema, MARKER, unlessLocked } from './sql-text.ts';

/**
 * A DEFAULT holds no column references, so it is printed without its table (`0`), which spares the server opening each one;
 * the expression of a generated column does.
 */
export function columnsSql(locked: readonly number[]): string {
  return `
SELECT ${MARKER} a.attrelid AS relation, a.attnum AS number, a.attname AS name,
  ${shapeSql('a.atttypid', 'a.attcollation', 'a.attnotnull', 'a.attidentity', 'a.attgenerated', 'format_type(a.atttypid, a.atttypmod)')} AS shape,
  CASE WHEN a.attgenerated = '' THEN pg_get_expr(f.adbin, 0) ELSE ${unlessLocked('pg_get_expr(f.adbin, f.adrelid)', 'f.adrelid', locked)} END AS expression,
  d.description AS comment
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
WHERE a.attrelid >= ${FIRST_USER_OID} AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
ORDER BY a.attrelid, a.attnum`;
}

export interface ColumnRow {
  readonly relation: number;
  readonly number: number;
  readonly name: string;
  /** For `readColumnShape`. */
  readonly shape: string;
  readonly expression: string | null;
  readonly comment: string | null;
}

export interface ColumnShape {
  readonly typeOid: number;
  readonly collation: number;
  readonly notNull: boolean;
  readonly identity: 'always' | 'by_default' | null;
  readonly isGenerated: boolean;
  readonly type: string;
}

export function createColumnShapeReader(): (text: string) => ColumnShape {
  return createShapeReader(6, ([typeOid, collation, notNull, identity, generated, type]) => ({
    typeOid: Number(typeOid),
    collation: Number(collation),
    notNull: isTrue(notNull),
    identity: IDENTITIES[identity ?? ''] ?? null,
    isGenerated: generated !== '', // `s` stored, `v` virtual (18)
    type: type ?? '',
  }));
}

const IDENTITIES: Readonly<Record<string, ColumnShape['identity']>> = { a: 'always', d: 'by_default' };

/** One row a table: `[null_frac, n_distinct, avg_width]` by column name. A partitioned table has inherited statistics only. */
export const COLUMN_STATISTICS_SQL = `
SELECT ${MARKER} s.schemaname AS schema, s.tablename AS table,
  json_object_agg(s.attname, json_build_array(s.null_frac, s.n_distinct, s.avg_width)) AS columns
FROM pg_stats s
WHERE ${isUserSchema('s.schemaname')}
GROUP BY s.schemaname, s.tablename, s.inherited
ORDER BY s.schemaname COLLATE "C", s.tablename COLLATE "C", s.inherited`;

export interface ColumnStatisticsRow {
  readonly schema: string;
  readonly table: string;
  readonly columns: Readonly<Record<string, readonly [number, number, number]>>;
}

/** Enums with their labels, and what leads to them: domains, and arrays over either. */
export const TYPES_SQL = `
SELECT ${MARKER} t.oid, t.typnotnull AS not_null,
  CASE t.typtype WHEN 'd' THEN t.typbasetype WHEN 'e' THEN 0 ELSE t.typelem END AS base, l.labels
FROM pg_type t
LEFT JOIN pg_type b ON b.oid = t.typelem
LEFT JOIN (SELECT e.enumtypid, array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels FROM pg_enum e GROUP BY e.enumtypid) l
  ON l.enumtypid = t.oid
WHERE t.oid >= ${FIRST_USER_OID} AND (t.typtype IN ('e', 'd') OR b.typtype IN ('e', 'd'))
ORDER BY t.oid`;

export interface TypeRow {
  readonly oid: number;
  readonly not_null: boolean;
  /** Element or base type; 0 for an enum. */
  readonly base: number;
  readonly labels: readonly string[] | null;
}
