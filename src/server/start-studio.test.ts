import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { endpoints, projectSnapshotSchema, promptPackSchema } from '#contract';
import { createStudioClient } from '#client';
import { startStudio, type RunningStudio, type StartOptions } from './start-studio.ts';
import { findNativePostgres, type NativeDatabase } from './testing/native-postgres.ts';

const home = mkdtempSync(join(tmpdir(), 'aksara-start-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const environment = { HOME: home };

async function start(options: StartOptions): Promise<RunningStudio> {
  const studio = await startStudio({ port: 0, environment, uiFolder: null, ...options });
  onTestFinished(() => studio.close());
  return studio;
}
const nobody = 'postgres://app:canary-password@127.0.0.1:1/shop';
const clientOf = ({ origin, token }: RunningStudio) => createStudioClient({ baseUrl: origin, fetch, ...(token && { token }) });

describe('a Studio whose database cannot be reached', { timeout: 20_000 }, () => {
  it('starts, says why in the sections, and builds no pack from nothing', async () => {
    const studio = await start({ databaseUrl: nobody });
    const client = clientOf(studio);
    const snapshot = await client.snapshot();
    expect(snapshot.models).toEqual([]);
    expect(snapshot.skipped.find(({ part }) => part === 'models')?.reason).toContain('127.0.0.1:1');
    expect(snapshot.skipped.map(({ part }) => part)).toEqual(expect.arrayContaining(['models', 'queries', 'routes', 'migrations']));
    expect(await client.health()).toMatchObject({ status: 'degraded', database: { connected: false, last_error: expect.stringContaining('127.0.0.1:1') } });
    expect(await client.modelFlow({ action_key: 'explain_model', model_name: 'User' })).toMatchObject({ ok: false, error_code: 'DATABASE_UNREACHABLE' });
    expect(await client.plan({ sql: 'SELECT 1' })).toMatchObject({ provenance: 'unavailable', error_code: 'DATABASE_UNREACHABLE' });
    expect(await client.refresh({})).toMatchObject({ ok: false, snapshot: { stale: false } });
  });

  it('never shows the password of its address', async () => {
    const studio = await start({ databaseUrl: nobody });
    const reads = Object.values(endpoints).filter(({ method }) => method === 'GET');
    const answers = await Promise.all(reads.map(async ({ path }) => (await fetch(studio.origin + path.replace(/:\w+/, 'x'))).text()));
    expect(answers.join('\n')).not.toContain('canary-password');
  });
});

describe('starting', { timeout: 20_000 }, () => {
  it('on a taken port takes the next one and says so', async () => {
    const first = await start({ databaseUrl: nobody });
    const warnings: string[] = [];
    const second = await start({ databaseUrl: nobody, port: first.port, warn: (text) => warnings.push(text) });
    expect(second.port).toBeGreaterThan(first.port);
    expect(warnings).toEqual([`Port ${first.port} is taken; this Studio listens on ${second.port}.`]);
    expect((await fetch(`${second.origin}/studio/health`)).status).toBe(200);
  });

  it('on all interfaces makes a token and warns', async () => {
    const warnings: string[] = [];
    const studio = await start({ databaseUrl: nobody, host: '0.0.0.0', warn: (text) => warnings.push(text) });
    expect(studio.url).toBe(`${studio.origin}/studio/ui/#token=${studio.token}`);
    expect(warnings[0]).toContain('Other machines can reach this Studio');
    expect((await fetch(`http://127.0.0.1:${studio.port}/studio/health`)).status).toBe(401);
    expect((await fetch(`http://127.0.0.1:${studio.port}/studio/health`, { headers: { authorization: `Bearer ${studio.token}` } })).status).toBe(200);
  });

  it('with what is no database URL fails, and leaves nothing listening', async () => {
    const probe = await startStudio({ port: 0, environment, uiFolder: null, databaseUrl: nobody });
    await probe.close();
    await expect(startStudio({ port: probe.port, environment, databaseUrl: 'mysql://x' })).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
    await expect(fetch(`http://127.0.0.1:${probe.port}/`)).rejects.toThrow('fetch failed');
  });

  it('answers what is under way before it closes', async () => {
    const studio = await startStudio({ port: 0, environment, uiFolder: null, databaseUrl: nobody });
    const body = JSON.stringify({ action_key: 'explain_model', model_name: 'User' });
    const asking = request(`${studio.origin}/studio/ai/flows/model`, { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': body.length, expect: '100-continue' } });
    asking.flushHeaders();
    // It has been taken: one that still waits to be accepted is refused when the port closes.
    await once(asking, 'continue');
    const closed = studio.close();
    asking.end(body);
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(200);
    await closed;
  });
});

const postgres = await findNativePostgres();

describe.skipIf('reason' in postgres)('a Studio on a real PostgreSQL', { timeout: 20_000 }, () => {
  const schema = `
    CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE);
    CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint NOT NULL REFERENCES users, total numeric(14,2));
    INSERT INTO users (email) SELECT 'u' || n || '@example.com' FROM generate_series(1, 500) n;
    INSERT INTO orders (user_id, total) SELECT 1 + n % 500, n FROM generate_series(1, 5000) n;
    ANALYZE;`;
  let database: NativeDatabase;
  let folder: string;
  let studio: RunningStudio;

  beforeAll(async () => {
    if ('reason' in postgres) return;
    database = await postgres.create('server', schema);
    folder = mkdtempSync(join(tmpdir(), 'aksara-project-'));
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify({
      openapi: '3.0.3', info: { title: 'Shop', version: '1' }, paths: { '/api/users': { get: { operationId: 'listUsers', responses: { 200: { description: 'Users' } } } } },
    }));
    mkdirSync(join(folder, 'migrations', 'blog'), { recursive: true });
    writeFileSync(join(folder, 'migrations', 'blog', '0001_initial.up.sql'), 'CREATE TABLE posts (id bigint PRIMARY KEY);');
    studio = await startStudio({
      port: 0, environment, uiFolder: null, databaseUrl: database.url, openapi: join(folder, 'openapi.json'), migrations: join(folder, 'migrations'),
    });
  });
  afterAll(async () => {
    await studio.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has the facts of every source', async () => {
    const snapshot = projectSnapshotSchema.parse(await clientOf(studio).snapshot());
    expect(snapshot.models.map(({ id }) => id)).toEqual(['public.orders', 'public.users']);
    expect(snapshot.routes.map(({ id }) => id)).toEqual(['GET:/api/users']);
    expect(snapshot.migrations.map(({ name }) => name)).toHaveLength(1);
    expect(snapshot.diagnostics.length).toBeGreaterThan(0);
  });

  it('answers the documented request, asked as localhost', async () => {
    const response = await fetch(`http://127.0.0.1:${studio.port}/studio/ai/flows/model`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"action_key": "explain_model", "model_name": "User"}',
    });
    const pack = promptPackSchema.parse(await response.json());
    expect(pack).toMatchObject({ ok: true, provider: 'copy_only' });
    expect(pack.user_prompt).toContain('email');
  });

  it('plans a statement and puts the plan into the pack', async () => {
    const client = clientOf(studio);
    const sql = 'SELECT * FROM orders WHERE user_id = 7';
    const plan = await client.plan({ sql });
    expect(plan).toMatchObject({ provenance: 'live', analyze_executed: false });
    expect(plan.estimated_cost).toBeGreaterThan(0);
    const pack = await client.queryFlow({ action_key: 'explain_plan', sql });
    expect(pack.user_prompt).toMatch(/Seq Scan/);
  });

  it('refuses to execute anything but a SELECT, and to plan what has no plan', async () => {
    const client = clientOf(studio);
    expect(await client.plan({ sql: 'DELETE FROM orders', analyze: true })).toMatchObject({ provenance: 'failed', analyze_executed: false });
    expect(await client.plan({ sql: 'CREATE TABLE t (id int)' })).toMatchObject({ error_code: 'NOT_PLANNABLE' });
    expect(await client.plan({ sql: 'SELECT * FROM nowhere' })).toMatchObject({ error_code: 'NOT_PLANNABLE', warnings: [expect.stringContaining('nowhere')] });
    expect(await client.queryFlow({ action_key: 'explain_plan', sql: 'CREATE TABLE t (id int)' })).toMatchObject({ ok: false, error_code: 'NOT_PLANNABLE' });
    expect(await client.plan({ sql: 'SELECT count(*) FROM orders', analyze: true })).toMatchObject({ provenance: 'live', analyze_executed: true });
  });

  it('sees a new table after a refresh', async () => {
    await database.run('CREATE TABLE coupons (id int PRIMARY KEY)');
    const client = clientOf(studio);
    await client.refresh({});
    expect((await client.snapshot()).models.map(({ id }) => id)).toContain('public.coupons');
  });

  it('keeps its last facts when the database goes away', async () => {
    const client = clientOf(studio);
    const before = await client.snapshot();
    await database.drop();
    expect(await client.refresh({})).toMatchObject({ ok: false, snapshot: { stale: true } });
    expect(await client.health()).toMatchObject({ status: 'degraded', snapshot: { stale: true, stale_reason: expect.stringContaining('aksara_server') } });
    expect((await client.snapshot()).models).toEqual(before.models);
    expect(await client.modelFlow({ action_key: 'explain_model', model_name: 'User' })).toMatchObject({ ok: true });
  });
});
