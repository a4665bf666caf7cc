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
  const measured = statistics && Object.hasOwn(statistics, row.name) ? statistics[row.name] : undefined;
  return {
    name: row.name,
    type: row.type,
    nullable: !row.not_null && !isNotNullDomain(row.type_oid, lookup),
    default: row.generated === '' && row.identity === '' ? row.expression : null,
    identity: foldIdentity(row.identity),
    generated: row.generated === '' ? null : row.expression,
    comment: row.comment,
    enumValues: enumLabels(row.type_oid, lookup),
    sequence: sequences?.get(row.number) ?? null,
    nullFraction: measured?.[0] ?? null,
    distinct: measured?.[1] ?? null,
    averageWidth: measured?.[2] ?? null,
  };
}

function foldIdentity(identity: ColumnRow['identity']): Column['identity'] {
  if (identity === '') return null;
  return identity === 'a' ? 'always' : 'by_default';
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
