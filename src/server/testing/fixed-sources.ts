import type { DatabaseFacts, ExplainedPlan, Migration, Model, Query, Route } from '#contract';
import { column, foreignKey, index, projectFacts, route, table } from '../../analysis/testing/model-factory.ts';
import type { ProjectSources } from '../project/project-sources.ts';

/** A small project in memory: users and their orders, two routes, one measured query, one migration of app `blog`. */
export function fixedSources(parts: Partial<ProjectSources> = {}): ProjectSources {
  return {
    name: 'shop',
    kind: 'project',
    labels: { database: 'shop on 127.0.0.1:5432 as app', openapi: 'openapi.json', migrations: 'migrations' },
    readCatalog: async () => ({ database: fixedDatabase, models: fixedModels, skipped: [] }),
    readQueries: async () => ({ queries: [fixedQuery], skipped: [] }),
    readRoutes: async () => ({ routes: fixedRoutes, skipped: [] }),
    readMigrations: async () => ({ migrations: [fixedMigration], skipped: [] }),
    readConfiguration: async () => ({ configuration: null, skipped: [] }),
    readCatalogChecksum: null,
    explain: async () => fixedPlan,
    warmUp: () => {},
    watch: () => () => {},
    passwords: [],
    close: async () => {},
    ...parts,
  };
}

const databaseFacts = projectFacts().database;
if (databaseFacts === null) throw new Error('projectFacts() is expected to hold a database');
export const fixedDatabase: DatabaseFacts = { ...databaseFacts, name: 'shop' };

export const fixedModels: readonly Model[] = [
  table('orders', {
    displayName: 'Order',
    columns: [column('id', { nullable: false }), column('user_id', { nullable: false }), column('total', { type: 'numeric(14,2)' })],
    foreignKeys: [foreignKey(['user_id'], 'public.users', { name: 'orders_user_id_fkey', onDelete: 'CASCADE' })],
    indexes: [index('orders_total_idx', ['total'])],
  }),
  table('users', {
    displayName: 'User',
    comment: 'People who sign in.',
    columns: [
      column('id', { nullable: false, identity: 'always' }),
      column('email', { type: 'character varying(200)', nullable: false }),
      column('password_hash', { type: 'text' }),
      column('state', { type: 'public.user_state', enumValues: ['active', 'blocked'], default: "'active'::public.user_state" }),
    ],
    uniques: [{ name: 'users_email_key', columns: ['email'], nullsNotDistinct: false, deferrable: false }],
    checks: [{ name: 'users_email_check', definition: "CHECK ((email ~~ '%@%'::text))", columns: ['email'], validated: true }],
  }),
];

export const fixedRoutes: readonly Route[] = [
  route('GET:/api/users', ['bearer'], { operationId: 'listUsers', tags: ['users'], models: [{ model: 'public.users', because: 'path' }] }),
  route('GET:/api/users/{id}', ['bearer']),
];

export const fixedQuery: Query = {
  id: '0123456789ab', sql: 'SELECT * FROM orders WHERE user_id = $1', source: 'pg_stat_statements', calls: 20, totalMs: 4000, meanMs: 200,
  maxMs: 400, rows: 60, sharedBlocksHit: 10, sharedBlocksRead: 5, tempBlocksWritten: 0, operation: 'SELECT', models: ['public.orders'],
};

export const fixedMigration: Migration = {
  id: 'blog/0001_initial', app: 'blog', name: '0001_initial', tool: 'plain_sql',
  up: { path: 'blog/0001_initial.up.sql', text: "COMMENT ON TABLE users IS 'People who sign in.';", sql: true },
  down: null, state: 'applied', appliedAt: '2026-01-02T03:04:05Z', checksum: 'unchanged', transactional: null, dependsOn: [],
};

export const fixedPlan: ExplainedPlan = {
  root: {
    'Node Type': 'Seq Scan', 'Relation Name': 'users', Schema: 'public', Alias: 'users', 'Startup Cost': 0, 'Total Cost': 13.25,
    'Plan Rows': 500, 'Plan Width': 104,
  },
  settings: {}, analyzed: false, parameters: 'none', server: 'PostgreSQL 15.20',
};
