import type { Column, ForeignKey, IndexDefinition, IndexKey, Model, Policy, ProjectSnapshot, Route } from '#contract';

/** Facts for tests: everything a table needs, with only what the test is about spelled out. */
export function table(name: string, parts: Partial<Model> = {}): Model {
  const schema = parts.schema ?? 'public';
  return {
    id: `${schema}.${name}`, schema, name, displayName: name, kind: 'table', owner: 'app_owner', comment: null,
    columns: [column('id', { nullable: false })],
    primaryKey: { name: `${name}_pkey`, columns: ['id'] },
    uniques: [], checks: [], exclusions: [], foreignKeys: [], referencedBy: [], indexes: [], triggers: [],
    rowSecurity: { enabled: false, forced: false }, policies: [], grants: [],
    partitionOf: null, partitionKey: null, partitions: [], definition: null, rowEstimate: 600_000,
    size: { table: 57 * 1024 ** 2, indexes: 42 * 1024 ** 2, toast: 0, total: 99 * 1024 ** 2 },
    activity: null,
    ...parts,
  };
}

export function column(name: string, parts: Partial<Column> = {}): Column {
  return {
    name, type: 'bigint', nullable: true, default: null, identity: null, generated: null, comment: null, enumValues: null,
    sequence: null, nullFraction: null, distinct: null, averageWidth: null,
    ...parts,
  };
}

export function index(name: string, columns: readonly string[], parts: Partial<IndexDefinition> = {}): IndexDefinition {
  return {
    name, definition: '', method: 'btree', keys: columns.map((key) => indexKey(key)), include: [], unique: false, primary: false,
    valid: true, building: false, predicate: null, constraint: null, sizeBytes: 8 * 1024 ** 2, scans: 12,
    ...parts,
  };
}

export function indexKey(name: string, parts: Partial<IndexKey> = {}): IndexKey {
  return { column: name, expression: null, descending: false, nullsFirst: false, operatorClass: 'int8_ops', collation: null, ...parts };
}

export function foreignKey(columns: readonly string[], references: string, parts: Partial<ForeignKey> = {}): ForeignKey {
  return {
    name: `${columns.join('_')}_fkey`, columns, references, referencedColumns: ['id'], onUpdate: 'NO ACTION', onDelete: 'NO ACTION',
    validated: true, deferrable: false,
    ...parts,
  };
}

export function policy(name: string, parts: Partial<Policy> = {}): Policy {
  return { name, permissive: true, command: 'ALL', roles: ['public'], using: '(user_id = 1)', check: null, ...parts };
}

export function route(id: string, security: readonly string[] | null, parts: Partial<Route> = {}): Route {
  const [method = '', path = ''] = id.split(/:(.*)/s);
  return {
    id, method, path, operationId: null, summary: null, description: null, tags: [], deprecated: false, parameters: [], request: null,
    responses: [], security: security === null ? null : security.map((scheme) => [{ scheme, type: 'http', scopes: [] }]),
    models: [], source: 'openapi.json',
    ...parts,
  };
}

export function projectFacts(parts: Partial<ProjectSnapshot> = {}): Omit<ProjectSnapshot, 'diagnostics'> {
  return {
    format: 'aksara-studio/snapshot@1',
    project: { name: 'test', kind: 'project', sources: { database: null, openapi: null, migrations: null } },
    database: {
      engine: 'postgresql', version: '15.20', versionNumber: 150_020, name: 'test', role: 'app', superuser: false, sizeBytes: null,
      extensions: [{ name: 'pg_stat_statements', version: '1.10', defaultVersion: '1.10' }], schemas: ['public'], plannerSettings: [], sequences: [], definerFunctions: [], statisticsAge: '30 days or more',
    },
    models: [], routes: [], queries: [], migrations: [], skipped: [],
    ...parts,
  };
}
