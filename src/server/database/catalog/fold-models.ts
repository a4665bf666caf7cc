import type { Model } from '#contract';
import { ageBucket } from './age-bucket.ts';
import type { ConstraintRow } from './constraint.sql.ts';
import { toDisplayName } from './display-name.ts';
import { foldColumn } from './fold-column.ts';
import { foldCheck, foldForeignKey, foldIncoming, foldKey, foldUnique, isBookkeeping } from './fold-constraint.ts';
import { foldIndex } from './fold-index.ts';
import { foldGrants, foldPolicy, foldTrigger } from './fold-rules.ts';
import { createStorage } from './fold-storage.ts';
import { byName, compareCodeUnits, groupBy, type Lookup } from './lookup.ts';
import type { RawCatalog } from './raw-catalog.ts';
import type { RelationRow } from './relation.sql.ts';

const KINDS = { r: 'table', p: 'partitioned_table', v: 'view', m: 'materialized_view', f: 'foreign_table' } as const satisfies Record<
  RelationRow['kind'],
  Model['kind']
>;

/** Catalog rows as models, sorted by id. Pure. */
export function foldModels(raw: RawCatalog, lookup: Lookup): Model[] {
  const parts = groupParts(raw, lookup);
  return raw.relations.map((row) => foldModel(row, parts, lookup)).toSorted((a, b) => compareCodeUnits(a.id, b.id));
}

type Parts = ReturnType<typeof groupParts>;

function groupParts(raw: RawCatalog, lookup: Lookup) {
  const constraintsByOid = new Map(raw.constraints.map((row) => [row.oid, row]));
  const own = raw.constraints.filter((row) => row.parent === 0 || !isBookkeeping(row, constraintsByOid));
  return {
    constraints: groupBy(own, (row) => row.relation),
    incoming: groupBy(raw.constraints.filter((row) => row.referenced !== 0 && row.parent === 0), (row) => row.referenced),
    indexes: groupBy(raw.indexes, (row) => row.relation),
    indexFacts: {
      lookup,
      definitions: raw.definitions,
      constraints: new Map(raw.constraints.filter(isBackedByOwnIndex).map((row) => [row.index, row.name])),
      sizes: new Map((raw.sizes ?? []).map((row) => [row.oid, row])),
    },
    triggers: groupBy(raw.triggers, (row) => row.relation),
    policies: groupBy(raw.policies, (row) => row.relation),
    grants: groupBy(raw.grants, (row) => row.relation),
    views: new Map(raw.views.map((row) => [row.oid, row.definition])),
    statistics: statisticsByTable(raw),
    sequences: sequencesByTable(raw),
    children: groupBy(raw.relations.filter((row) => row.parent !== null), (row) => row.parent ?? 0),
    storage: createStorage(raw),
  };
}

function foldModel(row: RelationRow, parts: Parts, lookup: Lookup): Model {
  const id = `${row.schema}.${row.name}`;
  const statistics = parts.statistics.get(id);
  const sequences = parts.sequences.get(row.oid);
  const indexes = parts.indexes.get(row.oid) ?? [];
  return {
    id,
    schema: row.schema,
    name: row.name,
    displayName: toDisplayName(row.name),
    kind: KINDS[row.kind],
    owner: row.owner,
    comment: row.comment,
    columns: lookup.columns(row.oid).map((column) => foldColumn(column, { lookup, statistics, sequences })),
    ...foldConstraints(parts.constraints.get(row.oid) ?? [], lookup),
    referencedBy: (parts.incoming.get(row.oid) ?? [])
      .flatMap((incoming) => foldIncoming(incoming, lookup) ?? [])
      .toSorted((a, b) => compareCodeUnits(a.from, b.from) || byName(a, b)),
    indexes: indexes.map((index) => foldIndex(index, parts.indexFacts)).toSorted(byName),
    triggers: (parts.triggers.get(row.oid) ?? []).map(foldTrigger).toSorted(byName),
    rowSecurity: { enabled: row.row_security, forced: row.row_security_forced },
    policies: (parts.policies.get(row.oid) ?? []).map(foldPolicy).toSorted(byName),
    grants: foldGrants(parts.grants.get(row.oid) ?? []),
    partitionOf: row.parent === null ? null : (lookup.modelId(row.parent) ?? null),
    partitionKey: row.partition_key,
    partitions: (parts.children.get(row.oid) ?? [])
      .map((child) => ({ model: `${child.schema}.${child.name}`, bound: child.bound ?? '' }))
      .toSorted((a, b) => compareCodeUnits(a.model, b.model)),
    definition: parts.views.get(row.oid) ?? null,
    rowEstimate: parts.storage.rowEstimate(row),
    size: parts.storage.size(row),
    activity: foldActivity(row, indexes),
  };
}

function foldConstraints(rows: readonly ConstraintRow[], lookup: Lookup) {
  const ofType = (type: string) => rows.filter((row) => lookup.constraintShape(row).type === type);
  const primary = ofType('p')[0];
  return {
    primaryKey: primary ? foldKey(primary, lookup) : null,
    uniques: ofType('u').map((row) => foldUnique(row, lookup)).toSorted(byName),
    checks: ofType('c').map((row) => foldCheck(row, lookup)).toSorted(byName),
    exclusions: ofType('x').map((row) => ({ name: row.name, definition: row.definition ?? '' })).toSorted(byName),
    foreignKeys: ofType('f').flatMap((row) => foldForeignKey(row, lookup) ?? []).toSorted(byName),
  };
}

function foldActivity(row: RelationRow, indexes: readonly { readonly scans: number }[]): Model['activity'] {
  if (row.kind !== 'r' && row.kind !== 'm') return null;
  return {
    sequentialScans: row.sequential_scans,
    indexScans: indexes.reduce((total, index) => total + index.scans, 0),
    inserted: row.inserted,
    updated: row.updated,
    deleted: row.deleted,
    liveRows: row.live_rows,
    deadRows: row.dead_rows,
    modifiedSinceAnalyze: row.modified_since_analyze,
    analyzedAgo: ageBucket(row.analyzed_age),
  };
}

/** A foreign key names the index of the table it references. */
function isBackedByOwnIndex(row: ConstraintRow): boolean {
  return row.index !== 0 && row.referenced === 0;
}

/** Own statistics come first in the rows; inherited ones only fill what has none. */
function statisticsByTable(raw: RawCatalog) {
  const tables = new Map<string, RawCatalog['columnStatistics'][number]['columns']>();
  for (const row of raw.columnStatistics) {
    const id = `${row.schema}.${row.table}`;
    if (!tables.has(id)) tables.set(id, row.columns);
  }
  return tables;
}

function sequencesByTable(raw: RawCatalog): Map<number, Map<number, string>> {
  const tables = new Map<number, Map<number, string>>();
  for (const row of raw.sequences) {
    if (row.table_oid === null || row.column_number === null) continue;
    const columns = tables.get(row.table_oid) ?? new Map<number, string>();
    tables.set(row.table_oid, columns.set(row.column_number, `${row.schema}.${row.name}`));
  }
  return tables;
}
