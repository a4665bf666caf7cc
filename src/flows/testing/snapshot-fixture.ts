import type { Column, Diagnostic, Migration, Model, ProjectSnapshot, Query, Route } from '#contract';

/** A column with every fact at rest; `changes` wins. */
export function column(name: string, changes: Partial<Column> = {}): Column {
  return {
    name, type: 'text', nullable: false, default: null, identity: null, generated: null, comment: null, enumValues: null, sequence: null,
    nullFraction: 0, distinct: -1, averageWidth: 8, ...changes,
  };
}

/** An empty table in `public`; `changes` wins. */
export function model(name: string, changes: Partial<Model> = {}): Model {
  return {
    id: `public.${name}`, schema: 'public', name, displayName: name, kind: 'table', owner: 'shop', comment: null,
    columns: [column('id', { type: 'bigint' })], primaryKey: { name: `${name}_pkey`, columns: ['id'] }, uniques: [], checks: [], exclusions: [],
    foreignKeys: [], referencedBy: [], indexes: [], triggers: [], rowSecurity: { enabled: false, forced: false }, policies: [], grants: [],
    partitionOf: null, partitionKey: null, partitions: [], definition: null, rowEstimate: 600000,
    size: { table: 59768832, indexes: 4194304, toast: 0, total: 63963136 },
    activity: { sequentialScans: 10, indexScans: 90, inserted: 50, updated: 50, deleted: 0, liveRows: 600000, deadRows: 0, modifiedSinceAnalyze: 0, analyzedAgo: '< 1 day' },
    ...changes,
  };
}

export function route(method: string, path: string, changes: Partial<Route> = {}): Route {
  return {
    id: `${method}:${path}`, method, path, operationId: null, summary: null, description: null, tags: [], deprecated: false, parameters: [],
    request: null, responses: [], security: null, models: [], source: 'openapi.json', ...changes,
  };
}

export function migration(app: string, name: string, sql: string, changes: Partial<Migration> = {}): Migration {
  return {
    id: `${app}/${name}`, app, name, tool: 'plain_sql', up: { path: `migrations/${app}/${name}.up.sql`, text: sql, sql: true }, down: null,
    state: 'pending', appliedAt: null, checksum: 'unknown', transactional: true, dependsOn: [], ...changes,
  };
}

export function diagnostic(number: number, changes: Partial<Diagnostic> = {}): Diagnostic {
  return {
    id: `D002:public.orders:fk_${number}`, shortId: `d-00${number}`, rule: 'D002', name: 'fk_unindexed', level: 'warning', title: 'foreign key without an index',
    object: { kind: 'model', id: 'public.orders', part: `fk_${number}` }, evidence: ['600,000 rows'],
    remedy: { text: 'Create the index.', sql: 'CREATE INDEX CONCURRENTLY ON public.orders (customer_id);' }, ...changes,
  };
}

export function query(id: string, sql: string, changes: Partial<Query> = {}): Query {
  return {
    id, sql, source: 'pg_stat_statements', calls: 10, totalMs: 100, meanMs: 10, maxMs: 20, rows: 100, sharedBlocksHit: 90, sharedBlocksRead: 10,
    tempBlocksWritten: 0, operation: 'SELECT', models: [], ...changes,
  };
}

export function snapshot(changes: Partial<ProjectSnapshot> = {}): ProjectSnapshot {
  return {
    format: 'aksara-studio/snapshot@1',
    project: { name: 'shop', kind: 'project', sources: { database: 'localhost/shop', openapi: null, migrations: null } },
    database: {
      engine: 'postgresql', version: '15.20', versionNumber: 150020, name: 'shop', role: 'shop', superuser: false, sizeBytes: null, extensions: [],
      schemas: ['public'], plannerSettings: [], sequences: [], definerFunctions: [], statisticsAge: '< 7 days',
    },
    models: [], routes: [], queries: [], migrations: [], diagnostics: [], skipped: [], ...changes,
  };
}
