import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints, type EndpointName } from '#contract';
import { createTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ environment: { OPENAI_API_KEY: 'sk-test-0123456789' } });
});
afterAll(() => app.close());

const answeredByGet: readonly (readonly [EndpointName, string, string])[] = [
  ['handshake', '/studio/handshake', 'handshake'],
  ['contextSummary', '/studio/context/summary', 'context-summary'],
  ['health', '/studio/health', 'health'],
  ['migrationsSummary', '/studio/migrations/summary', 'migrations-summary'],
  ['runtimeInfo', '/studio/runtime/info', 'runtime-info'],
  ['runtimeRoutes', '/studio/runtime/routes', 'runtime-routes'],
  ['queries', '/studio/db/queries', 'db-queries'],
  ['queryBatch', '/studio/db/queries/pg_stat_statements', 'db-queries-batch'],
  ['models', '/studio/models/inspect/all', 'models-inspect-all'],
  ['model', '/studio/models/inspect/Order', 'models-inspect-deal'],
  ['diagnostics', '/studio/diagnostics', 'diagnostics'],
  ['hubStatus', '/studio/ai-hub/status', 'ai-hub-status'],
  ['hubProviders', '/studio/ai-hub/providers', 'ai-hub-providers'],
  ['hubModels', '/studio/ai-hub/models', 'ai-hub-models'],
  ['legacyProviders', '/studio/ai/hub/providers', 'ai-hub-providers-legacy'],
  ['flowActions', '/studio/ai/flows/actions', 'flows-actions'],
];

/** Objects whose keys are data (endpoint names, free facts), not fields. */
const openObjects = new Set(['.endpoints', '.issues[].meta']);

describe('every answer has the fields of the recorded one, with their types', () => {
  it.each(answeredByGet)('%s', async (endpoint, path, file) => {
    const response = await app.get(path);
    expect(response.status).toBe(200);
    const answer: unknown = await response.json();
    expect(endpoints[endpoint].response.safeParse(answer).error).toBeUndefined();
    const recorded: unknown = JSON.parse(readFileSync(new URL(`../../contract/fixtures/aksara/${file}.json`, import.meta.url), 'utf8'));
    expect(missingFields(recorded, answer, '')).toEqual([]);
  });
});

/** Fields of `recorded` that `answer` lacks or has with another type; null fits everywhere. */
function missingFields(recorded: unknown, answer: unknown, at: string): string[] {
  if (recorded === null || answer === null || openObjects.has(at)) return [];
  if (typeof recorded !== typeof answer || Array.isArray(recorded) !== Array.isArray(answer)) return [`${at}: ${typeof recorded}, not ${typeof answer}`];
  if (Array.isArray(recorded) && Array.isArray(answer)) return answer.flatMap((item) => missingFields(recorded[0] ?? null, item, `${at}[]`));
  if (typeof recorded !== 'object') return [];
  const [wanted, given] = [Object.entries(recorded), new Map(Object.entries(answer as object))]; // both are objects here
  return wanted.flatMap(([key, value]) => (given.has(key) ? missingFields(value, given.get(key), `${at}.${key}`) : [`${at}.${key}: missing`]));
}

describe('a model', () => {
  it.each(['User', 'user', 'users', 'public.users'])('is found as %s', async (name) => {
    expect(await (await app.get(`/studio/models/inspect/${name}`)).json()).toMatchObject({ name: 'User', table_name: 'users', id: 'public.users' });
  });

  it('tells its columns, keys and the statement that makes it', async () => {
    const answer = (await (await app.get('/studio/models/inspect/orders')).json()) as Record<string, unknown>;
    expect(answer).toMatchObject({ num_fields: 3, num_relationships: 1, pk_field: 'id', pk_type: 'bigint', app_label: 'public' });
    expect(answer['relationships']).toEqual([expect.objectContaining({ field_name: 'user_id', target_model: 'User', target_table: 'users', on_delete: 'CASCADE' })]);
    expect(answer['create_table_sql']).toBe(
      [
        'CREATE TABLE public.orders (',
        '    id bigint NOT NULL,',
        '    user_id bigint NOT NULL,',
        '    total numeric(14,2),',
        '    CONSTRAINT orders_pkey PRIMARY KEY (id),',
        '    CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users (id) ON UPDATE NO ACTION ON DELETE CASCADE',
        ');',
      ].join('\n'),
    );
  });

  it('made again from that statement is a table PostgreSQL can parse', async () => {
    const { models } = endpoints.models.response.parse(await (await app.get('/studio/models/inspect/all')).json());
    for (const { create_table_sql } of models) expect(app.project.parser.parse(create_table_sql ?? '')).toMatchObject({ ok: true });
  });

  it('that does not exist is a JSON 404 with near names', async () => {
    const response = await app.get('/studio/models/inspect/Userr');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ ok: false, error_code: 'NOT_FOUND', error: expect.stringContaining('Userr'), suggestions: expect.arrayContaining(['User']) });
  });
});

describe('queries', () => {
  it('of pg_stat_statements are one batch, with mean times and their calls', async () => {
    const answer = endpoints.queryBatch.response.parse(await (await app.get('/studio/db/queries/pg_stat_statements')).json());
    expect(answer).toMatchObject({ total_queries: 1, slow_queries: 1, total_duration_ms: 4000 });
    expect(answer.queries[0]).toMatchObject({ duration_ms: 200, calls: 20, table: 'orders', is_slow: true, id: '0123456789ab' });
  });

  it('that could not be read are said to be disabled', async () => {
    const skipped = [{ part: 'queries', reason: 'pg_stat_statements is not installed', remedy: 'CREATE EXTENSION pg_stat_statements;' }];
    const without = await createTestApp({ sources: { readQueries: async () => ({ queries: [], skipped }) } });
    expect(await (await without.get('/studio/db/queries')).json()).toMatchObject({ enabled: false, recent_batches: [], top_slow_queries: [] });
    await without.close();
  });

  it('of an unknown batch are a 404', async () => {
    expect((await app.get('/studio/db/queries/nope')).status).toBe(404);
  });
});

describe('diagnostics', () => {
  it('carry our ids beside the fields of the reference', async () => {
    const { issues } = endpoints.diagnostics.response.parse(await (await app.get('/studio/diagnostics')).json());
    expect(issues[0]).toMatchObject({ short_id: 'd-001', id: expect.any(String), rule: expect.stringMatching(/^D\d{3}$/), severity: expect.any(String) });
  });
});

describe('a path that is no endpoint', () => {
  it('names the nearest ones', async () => {
    const response = await app.get('/studio/helth');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ ok: false, error_code: 'NOT_FOUND', suggestions: expect.arrayContaining(['/studio/health']) });
  });

  it.each([['/studio/ai/flows/model', 'POST'], ['/studio/health', 'GET, HEAD'], ['/studio/models/inspect/x', 'GET, HEAD']])('%s asked with another method says which it takes', async (path, allow) => {
    const response = await app.raw(path, { method: allow === 'POST' ? 'GET' : 'DELETE' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
    expect(await response.json()).toMatchObject({ ok: false, error_code: 'INVALID_REQUEST' });
  });
});
