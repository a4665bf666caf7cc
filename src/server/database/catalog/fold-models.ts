import type { Model } from '#contract';
import { ageBucket } from './age-bucket.ts';
import type { ModelParts } from './catalog-parts.ts';
import { toDisplayName } from './display-name.ts';
import type { ModelConstraints } from './fold-constraint.ts';
import { foldGrants, foldPolicy, foldTrigger } from './fold-rules.ts';
import { createStorage } from './fold-storage.ts';
import { byName, compareCodeUnits, groupBy } from './lookup.ts';
import type { RelationRow } from './relation.sql.ts';

const KINDS = { r: 'table', p: 'partitioned_table', v: 'view', m: 'materialized_view', f: 'foreign_table' } as const satisfies Record<
  RelationRow['kind'],
  Model['kind']
>;
const NO_CONSTRAINTS: ModelConstraints = { primaryKey: null, uniques: [], checks: [], exclusions: [], foreignKeys: [] };

/** Everything read about relations as models, sorted by id. Pure. */
export function foldModels(parts: ModelParts): Model[] {
  const groups = groupParts(parts);
  return parts.relations.map((row) => foldModel(row, parts, groups)).toSorted((a, b) => compareCodeUnits(a.id, b.id));
}

type Groups = ReturnType<typeof groupParts>;

function groupParts(parts: ModelParts) {
  return {
    triggers: groupBy(parts.triggers, (row) => row.relation),
    policies: groupBy(parts.policies, (row) => row.relation),
    grants: groupBy(parts.grants, (row) => row.relation),
    views: new Map(parts.views.map((row) => [row.oid, row.definition])),
    viewReads: parts.viewReads === null ? null : new Map(parts.viewReads.map((row) => [row.oid, row.relations])),
    children: groupBy(parts.relations.filter((row) => row.parent !== null), (row) => row.parent ?? 0),
    storage: createStorage(parts),
  };
}

function foldModel(row: RelationRow, parts: ModelParts, groups: Groups): Model {
  const indexes = parts.indexes.get(row.oid) ?? [];
  return {
    id: `${row.schema}.${row.name}`,
    schema: row.schema,
    name: row.name,
    displayName: toDisplayName(row.name),
    kind: KINDS[row.kind],
    owner: row.owner,
    comment: row.comment,
    columns: parts.columns.get(row.oid) ?? [],
    ...(parts.constraints.get(row.oid) ?? NO_CONSTRAINTS),
    referencedBy: parts.incoming.get(row.oid) ?? [],
    indexes,
    triggers: groups.triggers.get(row.oid)?.map(foldTrigger).toSorted(byName) ?? [],
    rowSecurity: { enabled: row.row_security, forced: row.row_security_forced },
    policies: groups.policies.get(row.oid)?.map(foldPolicy).toSorted(byName) ?? [],
    grants: foldGrants(groups.grants.get(row.oid) ?? []),
    partitionOf: row.parent === null ? null : (parts.lookup.modelId(row.parent) ?? null),
    partitionKey: row.partition_key,
    partitions: foldPartitions(groups.children.get(row.oid) ?? []),
    definition: groups.views.get(row.oid) ?? null,
    ...foldView(row, parts, groups),
    rowEstimate: groups.storage.rowEstimate(row),
    size: groups.storage.size(row),
    activity: foldActivity(row, indexes),
  };
}

function foldView({ oid, kind, invoker, owner_bypasses: bypasses }: RelationRow, { lookup }: ModelParts, { viewReads }: Groups): Pick<Model, 'view'> {
  if (kind !== 'v' || viewReads === null) return {};
  const reads = (viewReads.get(oid) ?? []).flatMap((relation) => lookup.modelId(relation) ?? []).toSorted(compareCodeUnits);
  return { view: { reads, invoker: invoker === true, ownerBypassesRowSecurity: bypasses === true } };
}

function foldPartitions(children: readonly RelationRow[]): Model['partitions'] {
  return children
    .map((child) => ({ model: `${child.schema}.${child.name}`, bound: child.bound ?? '' }))
    .toSorted((a, b) => compareCodeUnits(a.model, b.model));
}

function foldActivity(row: RelationRow, indexes: Model['indexes']): Model['activity'] {
  if (row.kind !== 'r' && row.kind !== 'm') return null;
  return {
    sequentialScans: row.sequential_scans,
    indexScans: indexes.reduce((total, index) => total + (index.scans ?? 0), 0),
    inserted: row.inserted,
    updated: row.updated,
    deleted: row.deleted,
    liveRows: row.live_rows,
    deadRows: row.dead_rows,
    modifiedSinceAnalyze: row.modified_since_analyze,
    analyzedAgo: ageBucket(row.analyzed_age),
  };
}
