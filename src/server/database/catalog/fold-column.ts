import type { Column } from '#contract';
import type { ColumnRow } from './column.sql.ts';
import type { Lookup } from './lookup.ts';

export interface ColumnFacts {
  readonly lookup: Lookup;
  /** `[null_frac, n_distinct, avg_width]` by column name. */
  readonly statistics: Readonly<Record<string, readonly [number, number, number]>> | undefined;
  /** `schema.sequence` by column number. */
  readonly sequences: ReadonlyMap<number, string> | undefined;
}

export function foldColumn(row: ColumnRow, { lookup, statistics, sequences }: ColumnFacts): Column {
  const shape = lookup.columnShape(row);
  const measured = statistics && Object.hasOwn(statistics, row.name) ? statistics[row.name] : undefined;
  return {
    name: row.name,
    type: shape.type,
    nullable: !shape.notNull && !isNotNullDomain(shape.typeOid, lookup),
    default: shape.isGenerated || shape.identity !== null ? null : row.expression,
    identity: shape.identity,
    generated: shape.isGenerated ? row.expression : null,
    comment: row.comment,
    enumValues: enumLabels(shape.typeOid, lookup),
    sequence: sequences?.get(row.number) ?? null,
    nullFraction: measured?.[0] ?? null,
    distinct: measured?.[1] ?? null,
    averageWidth: measured?.[2] ?? null,
  };
}

/** Domains and arrays lead to their base; the server lets them nest without cycles. */
function enumLabels(oid: number, lookup: Lookup): readonly string[] | null {
  const type = lookup.type(oid);
  if (!type) return null;
  return type.labels ?? enumLabels(type.base, lookup);
}

function isNotNullDomain(oid: number, lookup: Lookup): boolean {
  const type = lookup.type(oid);
  return type !== undefined && (type.not_null || isNotNullDomain(type.base, lookup));
}
