import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createStudioClient } from '#client';
import { projectSnapshotSchema, type InspectedModel, type ProjectSnapshot, type SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { createProject } from '../project/create-project.ts';
import { openProject } from '../project/open-project.ts';
import type { Project } from '../project/project.ts';
import { json, recordedAnswer, webPage, type BackendAnswer } from '../testing/backend-answers.ts';
import { startFakeBackend } from '../testing/fake-backend.ts';
import { fixedSources } from '../testing/fixed-sources.ts';
import { createBackendFetch } from './backend-fetch.ts';
import { backendSources } from './backend-sources.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const paths = {
  models: '/studio/models/inspect/all', routes: '/studio/runtime/routes', migrations: '/studio/migrations/summary', queries: '/studio/db/queries', diagnostics: '/studio/diagnostics',
} as const;
type Part = keyof typeof paths;

const text = (content: string, headers = {}): BackendAnswer => (response) => response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(content);

/** Routes and migrations come from the backend alone: no document and no folder is given. */
const nothingGiven = { readRoutes: async () => ({ routes: [], skipped: [] }), readMigrations: async () => ({ migrations: [], skipped: [] }) };

/** A project in front of a backend on a real socket that answers some paths in another way. */
async function open(answers: Partial<Record<Part, BackendAnswer>>, { timeoutMs = 5_000, watch = false }: { readonly timeoutMs?: number; readonly watch?: boolean } = {}) {
  const backend = await startFakeBackend();
  onTestFinished(() => backend.close());
  for (const [part, answer] of Object.entries(answers)) backend.answers.set(paths[part as Part], answer); // its keys are parts
  const client = createStudioClient({ baseUrl: backend.origin, fetch: createBackendFetch(), token: 'backend-secret' });
  const own = fixedSources(nothingGiven);
  const sources = backendSources({ backend: { origin: backend.origin, client, token: 'backend-secret' }, parser, own, given: { database: false, openapi: false, migrations: false }, timeoutMs });
  const project = await createProject({ sources, parser, watch, lookEveryMs: 20 });
  onTestFinished(() => project.close());
  return { project, backend };
}

const counts = ({ models, routes, migrations, queries, diagnostics }: ProjectSnapshot) => ({
  models: models.length, routes: routes.length, migrations: migrations.length, queries: queries.length, diagnostics: diagnostics.filter(({ rule }) => rule === 'reported').length,
});
let whole: ReturnType<typeof counts>;
beforeAll(async () => {
  const backend = await startFakeBackend();
  const client = createStudioClient({ baseUrl: backend.origin, fetch: createBackendFetch() });
  const project = await createProject({ sources: backendSources({ backend: { origin: backend.origin, client, token: null }, parser, own: fixedSources(nothingGiven), given: { database: false, openapi: false, migrations: false } }), parser, watch: false });
  whole = counts(project.snapshot());
  await project.close();
  await backend.close();
});

const saidOf = (project: Project, part: string) => project.snapshot().skipped.filter((entry) => entry.part === part);
const recordedModels = () => (JSON.parse(recordedAnswer('models-inspect-all')) as { readonly models: readonly InspectedModel[] }).models;

describe('a backend whose models are not to be had says why, and keeps all else', () => {
  it.each<[string, BackendAnswer, string, string, string]>([
    ['a web page', webPage(200), 'RUNTIME_ERROR', 'answered with a web page where JSON was expected', 'AKSARA_ENABLE_STUDIO'],
    ['404 as a web page', webPage(404), 'NOT_FOUND', 'status 404', 'AKSARA_ENABLE_STUDIO'],
    ['401', webPage(401), 'UNAUTHORIZED', 'status 401', '--aksara-token'],
    ['403', webPage(403), 'FORBIDDEN', 'status 403', '--aksara-token'],
    ['500 as a web page', webPage(500), 'RUNTIME_ERROR', 'status 500', 'log of the backend'],
    ['500 with a detail', (response) => void response.writeHead(500).end('{"detail": "no such table: deals"}'), 'RUNTIME_ERROR', 'no such table: deals', 'log of the backend'],
    ['502 of a proxy', webPage(502), 'RUNTIME_ERROR', 'status 502', 'log of the backend'],
    ['nothing at all', () => {}, 'SERVER_UNREACHABLE', 'within 0.4 s', '--aksara'],
    ['an answer that hangs', (response) => void response.writeHead(200).write('{"models": ['), 'SERVER_UNREACHABLE', 'within 0.4 s', '--aksara'],
    ['a closed connection', (response) => void response.destroy(), 'SERVER_UNREACHABLE', 'It does not answer', '--aksara'],
    ['a connection that closes within', (response) => void response.writeHead(200, { 'content-length': '1000' }).write('{', () => response.destroy()), 'SERVER_UNREACHABLE', 'ended while the answer', '--aksara'],
    ['half of its JSON', text('{"models": ['), 'RUNTIME_ERROR', 'no JSON', 'log of the backend'],
    ['another shape', json({ models: 7 }), 'RUNTIME_ERROR', 'does not fit the contract at models', 'log of the backend'],
    ['a list where an object is', json([]), 'RUNTIME_ERROR', 'does not fit the contract', 'log of the backend'],
    ['100,000 levels', text(`{"models": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`), 'RUNTIME_ERROR', 'does not fit the contract', 'log of the backend'],
    ['a redirect', (response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/studio?token=x' }).end(), 'SERVER_UNREACHABLE', 'a redirect to http://127.0.0.1:1, which is not followed', '--aksara'],
    ['40 MiB', text(`{"models": [], "more": "${'x'.repeat(40 * 1024 ** 2)}"}`), 'PAYLOAD_TOO_LARGE', 'larger than 32 MiB', '--aksara'],
    ['a compression bomb', (response) => void response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb), 'PAYLOAD_TOO_LARGE', 'larger than 32 MiB', '--aksara'],
    ['broken compression', text('no gzip', { 'content-encoding': 'gzip' }), 'SERVER_UNREACHABLE', 'ended while the answer', '--aksara'],
  ])('%s', async (_, answer, code, reason, remedy) => {
    const isSilent = reason.startsWith('within');
    const { project } = await open({ models: answer }, { timeoutMs: isSilent ? 400 : 20_000 });
    const [said] = saidOf(project, 'models');
    expect(said).toMatchObject({ code, reason: expect.stringContaining(reason), remedy: expect.stringContaining(remedy) });
    expect(said?.reason).toMatch(/^The Aksara backend did not give its models/);
    expect(JSON.stringify(project.snapshot())).not.toContain('backend-secret');
    expect(counts(project.snapshot())).toEqual({ ...whole, models: 0 });
    expect(projectSnapshotSchema.safeParse(project.snapshot()).error).toBeUndefined();
    expect(project.state().database).toMatchObject({ connected: false, lastError: said?.reason });
  });

  it.each(['routes', 'migrations', 'queries', 'diagnostics'] as const)('and so it is with its %s', async (part) => {
    const { project } = await open({ [part]: webPage(500) });
    expect(saidOf(project, part)).toContainEqual(expect.objectContaining({ code: 'RUNTIME_ERROR', reason: expect.stringContaining(`did not give its ${part}`) }));
    expect(counts(project.snapshot())).toEqual({ ...whole, [part]: 0 });
  });
});

/** 300 MiB of spaces in 300 KiB. */
const bomb = gzipSync(Buffer.alloc(300 * 1024 ** 2, ' '));

describe('a backend of another version', () => {
  it('may send fields that are not known, and leave out or make null what is optional', async () => {
    const bare = recordedModels().map(({ name, table_name, fields }, index) => ({
      name, table_name, relationships: [], constraints: [], added: { since: 9 }, app_label: null, ai_description: null, num_fields: null, comments: null,
      fields: fields.map((field) => (index % 2 === 0 ? { name: field.name, nullable: null, primary_key: null, max_length: null } : { name: field.name, more: [] })),
    }));
    const { project } = await open({ models: json({ models: bare, total_count: null }) });
    expect(counts(project.snapshot())).toEqual(whole);
    expect(saidOf(project, 'models').filter(({ reason }) => reason.includes('Of its models'))).toEqual([]);
    expect(project.snapshot().models.every(({ columns }) => columns.length > 0)).toBe(true);
  });

  it('loses one entry of a wrong shape, not the others, and says which', async () => {
    const [first, ...others] = recordedModels();
    const models = [first, { ...first, table_name: 7 }, { ...first, table_name: 'half', fields: [{ name: 'id' }, { field_type: 'String' }] }, 'model', null, ...others];
    const { project } = await open({
      models: json({ models }),
      routes: json([...(JSON.parse(recordedAnswer('runtime-routes')) as unknown[]), { path: 1 }, { methods: ['GET'] }]),
      diagnostics: json({ issues: [{ kind: 'k', severity: 'error', title: ['no text'] }, { kind: 'k', severity: 'error', title: 'told' }] }),
    });
    expect(counts(project.snapshot())).toEqual({ ...whole, diagnostics: 1 });
    expect(saidOf(project, 'models').map(({ reason }) => reason)).toContain(
      'Of its models the Aksara backend gives, 4 entries do not fit and are left out: models.1, models.2, models.3, ….',
    );
    expect(saidOf(project, 'routes').some(({ reason }) => reason.includes('2 entries do not fit and are left out'))).toBe(true);
    expect(saidOf(project, 'diagnostics').map(({ reason }) => reason)).toContain('Of its diagnostics the Aksara backend gives, 1 entry does not fit and is left out: issues.0.');
  });

  it('keeps an entry of which an optional value is of another type, and says which value is not read', async () => {
    const models = recordedModels().map((model, index) => (index === 2 ? { ...model, ai_description: 7, fields: model.fields.map((field) => ({ ...field, max_length: 'long' })) } : model));
    const { project } = await open({ models: json({ models }) });
    expect(counts(project.snapshot())).toEqual(whole);
    expect(saidOf(project, 'models').map(({ reason }) => reason)).toContainEqual(expect.stringMatching(/values are of another type and count as not told: models\.2\./));
  });

  it('is read in part where its lists and texts are gigantic', async () => {
    const [first] = recordedModels();
    const many = Array.from({ length: 30_000 }, (_, index) => ({ name: `M${index}`, table_name: `t${index}`, fields: [{ name: 'id' }], relationships: [{ field_name: 'id', kind: 'fk', target_table: 't0' }], constraints: [] }));
    const { project } = await open({ models: json({ models: [{ ...first, name: 'x'.repeat(5 * 1024 ** 2) }, ...many] }) });
    const { models } = project.snapshot();
    expect(models).toHaveLength(10_000);
    expect(Math.max(...models.map(({ displayName }) => displayName.length))).toBeLessThan(21_000);
    const reasons = saidOf(project, 'models').map(({ reason }) => reason);
    expect(reasons).toContain('Of its models the Aksara backend gives, models has 30001 entries, of which the first 10000 are read.');
    expect(reasons).toContainEqual(expect.stringContaining('models.0.name has 5242880 characters'));
  });
});

describe('a backend that is started again', () => {
  it('with another schema is followed without a refresh being asked for', async () => {
    const { project, backend } = await open({}, { watch: true });
    const changed = new Promise<void>((resolve) => void project.subscribe(() => resolve()));
    backend.answers.set(paths.models, json({ models: recordedModels().slice(0, 2) }));
    backend.answers.set('/studio/handshake', json({ ...JSON.parse(recordedAnswer('handshake')), checksums: { schema_checksum: 'another' } }));
    project.touch();
    await changed;
    expect(counts(project.snapshot())).toEqual({ ...whole, models: 2 });
    expect(project.state()).toMatchObject({ stale: false, database: { connected: true } });
  });

  it('in between is said to be away, and what it gave stays', async () => {
    const { project, backend } = await open({}, { watch: true });
    const next = () => new Promise<void>((resolve) => void project.subscribe(() => resolve()));
    backend.answers.set('*', (response) => response.destroy());
    project.touch();
    await next();
    expect(project.state()).toMatchObject({ stale: true, staleReason: expect.stringContaining('did not give its handshake. It does not answer'), database: { connected: false } });
    expect(counts(project.snapshot())).toEqual(whole);
    backend.answers.clear();
    await next();
    expect(project.state()).toMatchObject({ stale: false, staleReason: null, database: { connected: true } });
  });

  it('and hangs is waited for once, not by each part anew', async () => {
    const backend = await startFakeBackend();
    onTestFinished(() => backend.close());
    backend.answers.set('*', () => {});
    // Each part on its own would take longer than this test may.
    const project = await openProject({ aksara: backend.origin, watch: false });
    onTestFinished(() => project.close());
    const said = project.snapshot().skipped.filter(({ code }) => code === 'SERVER_UNREACHABLE').map(({ part }) => part);
    expect(new Set(said)).toEqual(new Set(['models', 'routes', 'migrations', 'queries', 'diagnostics']));
    backend.answers.clear();
    expect(await project.refresh()).toMatchObject({ stale: false, database: { connected: true } });
    expect(project.snapshot().models).toHaveLength(whole.models);
  });
});
