import type { AcceptedRisk, Column, Diagnostic, IndexDefinition, Migration, Model, ProjectSnapshot, Query, Route, RuleCheck } from '#contract';

/** A snapshot without anything in it; give the parts a test is about. */
export function aSnapshot(parts: Partial<ProjectSnapshot> = {}): ProjectSnapshot {
  return {
    format: 'aksara-studio/snapshot@1',
    project: { name: 'shop', kind: 'project', sources: { database: 'postgres://127.0.0.1/shop', openapi: 'openapi.json', migrations: 'migrations' } },
    database: null,
    models: [],
    routes: [],
    queries: [],
    migrations: [],
    diagnostics: [],
    skipped: [],
    ...parts,
  };
}

/** An empty table named by its id, such as `public.orders`. */
export function aModel(id: string, parts: Partial<Model> = {}): Model {
  const [schema = 'public', name = id] = splitOnce(id);
  return {
    id,
    schema,
    name,
    displayName: name,
    kind: 'table',
    owner: 'app',
    comment: null,
    columns: [],
    primaryKey: null,
    uniques: [],
    checks: [],
    exclusions: [],
    foreignKeys: [],
    referencedBy: [],
    indexes: [],
    triggers: [],
    rowSecurity: { enabled: false, forced: false },
    policies: [],
    grants: [],
    partitionOf: null,
    partitionKey: null,
    partitions: [],
    definition: null,
    rowEstimate: null,
    size: null,
    activity: null,
    ...parts,
  };
}

export function aColumn(name: string, type: string, parts: Partial<Column> = {}): Column {
  return {
    name,
    type,
    nullable: false,
    default: null,
    identity: null,
    generated: null,
    comment: null,
    enumValues: null,
    sequence: null,
    nullFraction: null,
    distinct: null,
    averageWidth: null,
    ...parts,
  };
}

export function anIndex(name: string, columns: readonly string[], parts: Partial<IndexDefinition> = {}): IndexDefinition {
  return {
    name,
    definition: `CREATE INDEX ${name} ON public.t USING btree (${columns.join(', ')})`,
    method: 'btree',
    keys: columns.map((column) => ({
      column,
      expression: null,
      descending: false,
      nullsFirst: false,
      operatorClass: 'int8_ops',
      collation: null,
    })),
    include: [],
    unique: false,
    primary: false,
    valid: true,
    building: false,
    predicate: null,
    constraint: null,
    sizeBytes: null,
    scans: null,
    ...parts,
  };
}

export function aRoute(method: string, path: string, parts: Partial<Route> = {}): Route {
  return {
    id: `${method}:${path}`,
    method,
    path,
    operationId: null,
    summary: null,
    description: null,
    tags: [],
    deprecated: false,
    parameters: [],
    request: null,
    responses: [],
    security: null,
    models: [],
    source: `openapi.json#/paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}`,
    ...parts,
  };
}

export function aQuery(id: string, sql: string, parts: Partial<Query> = {}): Query {
  return {
    id,
    sql,
    source: 'pg_stat_statements',
    calls: null,
    totalMs: null,
    meanMs: null,
    maxMs: null,
    rows: null,
    sharedBlocksHit: null,
    sharedBlocksRead: null,
    tempBlocksWritten: null,
    operation: 'SELECT',
    models: [],
    ...parts,
  };
}

/** A plain SQL migration that adds nothing, named by its id, such as `blog/0001_init`. */
export function aMigration(id: string, parts: Partial<Migration> = {}): Migration {
  const [app = 'default', name = id] = splitOnce(id, '/');
  return {
    id,
    app,
    name,
    tool: 'plain_sql',
    up: { path: `migrations/${id}.sql`, text: 'SELECT 1;', sql: true },
    down: null,
    state: 'applied',
    appliedAt: null,
    checksum: 'unknown',
    transactional: null,
    dependsOn: [],
    ...parts,
  };
}

export function aDiagnostic(shortId: string, parts: Partial<Diagnostic> = {}): Diagnostic {
  return {
    id: `D002:public.orders:${shortId}`,
    shortId,
    rule: 'D002',
    name: 'fk_unindexed',
    level: 'warning',
    title: 'Foreign key without an index',
    object: { kind: 'model', id: 'public.orders', part: null },
    evidence: [],
    remedy: null,
    ...parts,
  };
}

/** A rule that looked and found nothing. */
export function aRuleCheck(rule: string, parts: Partial<RuleCheck> = {}): RuleCheck {
  return { rule, name: 'fk_unindexed', ruleset: 'schema@1', outcome: 'clean', findings: 0, reason: null, ...parts };
}

export function anAcceptedRisk(id: string, parts: Partial<AcceptedRisk> = {}): AcceptedRisk {
  const { shortId: _, ...finding } = aDiagnostic('d-000', { id });
  return { finding, reason: 'read once a year', until: '2027-01-31', source: 'aksara.config.ts', ...parts };
}

function splitOnce(id: string, separator = '.'): string[] {
  const at = id.indexOf(separator);
  return at === -1 ? [] : [id.slice(0, at), id.slice(at + separator.length)];
}
