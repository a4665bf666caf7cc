import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints, type EndpointName } from '#contract';
import { fakeKey, startFakeProvider, type FakeProvider } from '../testing/fake-provider.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let fake: FakeProvider;
beforeAll(async () => {
  fake = await startFakeProvider({ key: fakeKey });
  app = await createTestApp({ environment: fake.environment.openai });
});
afterAll(async () => {
  await app.close();
  await fake.close();
});

const context = { model_name: 'User' };
const posted: readonly (readonly [EndpointName, string, unknown, string])[] = [
  ['modelFlow', 'flow-model', { action_key: 'explain_model', model_name: 'User' }, ''],
  ['routeFlow', 'flow-route', { action_key: 'review_endpoint', method: 'GET', path: '/api/users' }, ''],
  ['queryFlow', 'flow-query', { action_key: 'explain_plan', sql: 'SELECT 1' }, ''],
  ['migrationFlow', 'flow-migration', { action_key: 'explain_migration', app: 'blog' }, ''],
  ['diagnosticFlow', 'flow-diagnostic', { action_key: 'diagnostic_prioritize', issue_id: 'd-001' }, ''],
  ['modelFlow', 'flow-model-invalid-action', { action_key: 'nope', model_name: 'User' }, 'INVALID_ACTION'],
  ['runFlow', 'run-ok', { flow_type: 'model', action_key: 'explain_model', context }, ''],
  ['runFlow', 'run-invalid-flow-type', { flow_type: 'nope', action_key: 'explain_model', context }, 'INVALID_FLOW_TYPE'],
  ['runFlow', 'run-unknown-provider', { flow_type: 'model', action_key: 'explain_model', context, provider_override: 'nope' }, ''],
  ['hubTest', 'ai-hub-test', { provider: 'openai' }, ''],
  ['hubTest', 'ai-hub-test-unknown', { provider: 'nope' }, 'UNKNOWN_PROVIDER'],
  ['plan', 'db-plan', { sql: 'SELECT * FROM users' }, ''],
];

/** Objects whose keys are data, not fields: what a flow was asked about, what a provider answered. */
const open = new Set(['.result_json', '.prompt_pack.result_json', '.execution.raw']);

describe('an answer to a POST has every field of the recorded one, of the same type, null only where the record is', () => {
  it.each(posted)('%s as %s', async (endpoint, file, body, code) => {
    const response = await app.post(endpoints[endpoint].path, body);
    expect(response.status).toBe(200);
    const answer = (await response.json()) as Readonly<Record<string, unknown>>; // each of these is an object
    expect(endpoints[endpoint].response.safeParse(answer).error).toBeUndefined();
    expect(differences(recordedAnswer(file), answer, '')).toEqual([]);
    expect(answer['error_code'] ?? '').toBe(code);
  });
});

const read: readonly (readonly [string, string])[] = [
  ['/studio/ai/flows/actions', 'flows-actions'], ['/studio/ai-hub/status', 'ai-hub-status'], ['/studio/ai-hub/providers', 'ai-hub-providers'],
  ['/studio/ai-hub/models', 'ai-hub-models'], ['/studio/models/inspect/all', 'models-inspect-all'], ['/studio/runtime/routes', 'runtime-routes'],
  ['/studio/migrations/summary', 'migrations-summary'], ['/studio/db/queries', 'db-queries'], ['/studio/diagnostics', 'diagnostics'], ['/studio/health', 'health'],
];

/**
 * Null here where the reference has a value, because there is none to tell: no embeddings, no pool, no single
 * request behind statistics; which modes a model that a provider lists is fit for is not told either.
 */
const untold = new Set([
  '.defaults.embeddings_model: string, not null', '.recent_batches[].status_code: number, not null',
  '.models[].mode: missing',
  '.database.pool_size: number, not null', '.database.pool_available: number, not null',
]);

describe('an answer to a GET as well', () => {
  it.each(read)('%s', async (path, file) => {
    const answer: unknown = await (await app.get(path)).json();
    expect(differences(recordedAnswer(file), answer, '').filter((found) => !untold.has(found))).toEqual([]);
  });
});

describe('the comparison', () => {
  it.each([
    [{ a: 1 }, {}, ['.a: missing']],
    [{ a: 1 }, { a: '1' }, ['.a: number, not string']],
    [{ a: 1 }, { a: null }, ['.a: number, not null']],
    [{ a: [] }, { a: {} }, ['.a: array, not object']],
    [{ a: [{ b: 1 }] }, { a: [{ b: 1 }, {}] }, ['.a[].b: missing']],
    [{ a: null }, { a: 7, b: 1 }, []],
  ])('of %j with %j finds %j', (recorded, answer, found) => {
    expect(differences(recorded, answer, '')).toEqual(found);
  });
});

function recordedAnswer(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../contract/fixtures/aksara/${file}.json`, import.meta.url), 'utf8'));
}

/** What `answer` lacks or has otherwise; a null in any item of a recorded list allows null in every item. */
function differences(recorded: unknown, answer: unknown, at: string): readonly string[] {
  if (recorded === null || open.has(at)) return [];
  if (typeName(recorded) !== typeName(answer)) return [`${at}: ${typeName(recorded)}, not ${typeName(answer)}`];
  if (Array.isArray(recorded) && Array.isArray(answer)) {
    const common = commonItem(recorded);
    return [...new Set(answer.flatMap((item) => differences(common, item, `${at}[]`)))];
  }
  if (typeName(recorded) !== 'object') return [];
  const [wanted, given] = [Object.entries(recorded as object), new Map(Object.entries(answer as object))]; // both are objects here
  return wanted.flatMap(([key, value]) => (given.has(key) ? differences(value, given.get(key), `${at}.${key}`) : [`${at}.${key}: missing`]));
}

/** One item for all of a list: a field that is null, or of another type, in some is null here. */
function commonItem(items: readonly unknown[]): unknown {
  const [first = null, ...others] = items;
  if (others.some((item) => typeName(item) !== typeName(first))) return null;
  if (typeName(first) !== 'object') return first;
  const objects = items as readonly Readonly<Record<string, unknown>>[]; // all of the type of the first
  return Object.fromEntries(Object.keys(first as object).map((key) => [key, commonItem(objects.map((item) => item[key] ?? null))]));
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
