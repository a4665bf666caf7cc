import { describe, expect, it, onTestFinished } from 'vitest';
import { buildFlow } from '../flow-service.ts';
import { openProject, type OpenProjectOptions } from '../project/open-project.ts';
import { recordedAnswer } from '../testing/backend-answers.ts';
import { startFakeBackend, type FakeBackend } from '../testing/fake-backend.ts';

async function startBackend(): Promise<FakeBackend> {
  const backend = await startFakeBackend();
  onTestFinished(() => backend.close());
  return backend;
}

async function open(options: OpenProjectOptions) {
  const project = await openProject({ ...options, watch: false });
  onTestFinished(() => project.close());
  return project;
}

describe('a project in front of a recorded backend', () => {
  it('has its models, the routes of both, its migrations, queries and issues, under its own name', async () => {
    const { origin } = await startBackend();
    const snapshot = (await open({ aksara: origin })).snapshot();
    expect(snapshot.project).toMatchObject({ name: 'CRM API', kind: 'project', sources: { database: `Aksara backend ${origin}` } });
    expect(snapshot.models.map(({ displayName }) => displayName)).toContain('Deal');
    expect(snapshot.routes.find(({ id }) => id === 'GET:/api/deals/')).toMatchObject({ summary: 'Deals of the document' });
    expect(snapshot.routes.map(({ id }) => id)).toContain('POST:/api/deals/');
    expect(snapshot.migrations.map(({ app }) => app)).toEqual(['auth', 'core', 'default']);
    expect(snapshot.queries.length).toBe(3);
    expect(snapshot.diagnostics.filter(({ rule }) => rule === 'reported').length).toBe(4);
  });

  it('is judged by no schema rule, since code does not tell all that the database holds', async () => {
    const { origin } = await startBackend();
    const { diagnostics } = (await open({ aksara: origin })).snapshot();
    expect(diagnostics.filter(({ object }) => object.kind === 'model')).toEqual([]);
  });

  it('plans through the backend, and executes nothing there', async () => {
    const { origin } = await startBackend();
    const project = await open({ aksara: origin });
    const sql = "SELECT * FROM deals WHERE stage = 'lead'";
    const plan = await project.explain(sql);
    expect(plan.root).toMatchObject({ 'Node Type': 'Seq Scan', 'Relation Name': 'deals', 'Total Cost': 13.25 });
    expect(plan.pasted).toBeUndefined();
    await expect(project.explain(sql, { analyze: true })).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
    const pack = await buildFlow(project, { kind: 'query', body: { action_key: 'explain_plan', sql } });
    expect(pack.user_prompt).toContain('PostgreSQL behind the Aksara backend');
  });

  it('says why a plan could not be made and builds the pack without it', async () => {
    const { origin, answers } = await startBackend();
    const project = await open({ aksara: origin });
    answers.set('/studio/db/plan', (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(recordedAnswer('db-plan-error')));
    const pack = await buildFlow(project, { kind: 'query', body: { action_key: 'explain_plan', sql: 'SELECT 1' } });
    expect(pack.ok).toBe(true);
    expect(JSON.stringify(pack.omitted)).toContain('could not plan');
  });

  it('sends its token and nothing else of ours, and the token is in no pack', async () => {
    const { origin, requests, answers } = await startBackend();
    const token = 'backend-secret-1234';
    answers.set('/studio/diagnostics', (response) => response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'a=b' }).end(JSON.stringify({ issues: [{ kind: 'k', severity: 'error', title: token }] })));
    const project = await open({ aksara: origin, aksaraToken: token });
    await project.refresh();
    expect(requests.filter(({ headers }) => headers.cookie !== undefined)).toEqual([]);
    expect(new Set(requests.map(({ headers }) => headers.authorization))).toEqual(new Set([`Bearer ${token}`, undefined]));
    const pack = await buildFlow(project, { kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize' } });
    expect(pack.ok).toBe(true);
    expect(JSON.stringify(pack)).not.toContain(token);
  });

  it('follows no redirect: where one leads gets no token', async () => {
    const other = await startBackend();
    const { origin, answers } = await startBackend();
    answers.set('/studio/models/inspect/all', (response) => response.writeHead(302, { location: `${other.origin}/studio/models/inspect/all` }).end());
    const project = await open({ aksara: origin, aksaraToken: 't' });
    expect(project.snapshot().models).toEqual([]);
    expect(other.requests).toEqual([]);
  });

  it('keeps what it had and says it is stale while the backend is away, and recovers', async () => {
    const { origin, answers } = await startBackend();
    const project = await open({ aksara: origin });
    answers.set('*', (response) => response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>Oops</h1>'));
    expect(await project.refresh()).toMatchObject({ stale: true, database: { connected: false } });
    expect(project.snapshot().models.length).toBe(5);
    answers.clear();
    expect(await project.refresh()).toMatchObject({ stale: false, database: { connected: true } });
  });

  it('that never answered opens all the same and says how to start it', async () => {
    const project = await open({ aksara: 'http://127.0.0.1:1' });
    expect(project.snapshot().skipped.find(({ part }) => part === 'models')).toMatchObject({ code: 'SERVER_UNREACHABLE', remedy: expect.stringContaining('AKSARA_ENABLE_STUDIO') });
  });

  it.each(['ftp://localhost', 'http://me:secret@localhost:8000', 'http://169.254.169.254/', 'localhost'])('is not opened at %s', async (aksara) => {
    await expect(openProject({ aksara, watch: false })).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
  });
});
