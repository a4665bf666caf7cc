import { describe, expect, it, onTestFinished } from 'vitest';
import { promptPackSchema, type FlowRequest } from '#contract';
import { loadSqlParser } from '#sql';
import { createProject } from '../project/create-project.ts';
import { openProject, type OpenProjectOptions } from '../project/open-project.ts';
import { fixedSources } from '../testing/fixed-sources.ts';
import { replay, json, recordedAnswer, webPage, type BackendAnswer } from '../testing/backend-answers.ts';
import { startFakeBackend } from '../testing/fake-backend.ts';
import { buildBackendFlow, type BackendFlowOptions } from './backend-flow.ts';

async function start(options: OpenProjectOptions = {}) {
  const backend = await startFakeBackend();
  onTestFinished(() => backend.close());
  const project = await openProject({ ...options, aksara: backend.origin, watch: false });
  onTestFinished(() => project.close());
  const asked = () => backend.requests.filter(({ path }) => path.startsWith('/studio/ai/'));
  return { ...backend, project, asked, build: (request: FlowRequest, changes: Partial<BackendFlowOptions> = {}) => buildBackendFlow(project, request, { keys: [], ...changes }) };
}

const model = { kind: 'model', body: { action_key: 'explain_model', model_name: 'public.deals' } } as const;
const modelFlow = '/studio/ai/flows/model';

describe('the pack of a recorded backend', () => {
  it.each<[FlowRequest, unknown]>([
    [model, { action_key: 'explain_model', model_name: 'Deal' }],
    [{ kind: 'route', body: { action_key: 'review_endpoint', method: 'post', path: '/api/deals' } }, { action_key: 'review_endpoint', method: 'POST', path: '/api/deals/' }],
    [{ kind: 'query', body: { action_key: 'explain_plan', sql: "SELECT 'Ann'" } }, { action_key: 'explain_plan', sql: "SELECT '?'" }],
    [{ kind: 'migration', body: { action_key: 'explain_migration', app: 'default' } }, { action_key: 'explain_migration', app: 'default', name: '20261122_100217_auto' }],
    [
      { kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize', issue_id: 'd-001', detail: 'structure' } },
      { action_key: 'diagnostic_prioritize', issue_payload: { category: expect.any(String), severity: 'warning', title: expect.stringMatching(/^(?!The backend)[^`]+$/), message: expect.any(String), hint: expect.any(String) } },
    ],
  ])('answers %j in its own terms', async (request, sent) => {
    const { build, asked, origin } = await start();
    const pack = await build(request);
    expect(pack).toMatchObject({ ok: true, backend: origin, action_key: request.body.action_key });
    expect(promptPackSchema.parse(pack)).toEqual(pack);
    expect(asked().map(({ path, body }) => [path, body])).toEqual([[`/studio/ai/flows/${request.kind}`, sent]]);
  });

  it('gives an issue of the backend back in the words it came in', async () => {
    const { build, asked, project } = await start();
    const { issues } = JSON.parse(recordedAnswer('diagnostics')) as { issues: readonly { kind: string; title: string; message: string }[] }; // as recorded
    // One names a variable behind "secret:", which is masked like a value.
    const readable = issues.filter(({ title }) => !title.includes('secret: '));
    for (const { shortId } of project.snapshot().diagnostics.filter(({ rule }) => rule === 'reported')) await build({ kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize', issue_id: shortId } });
    const told = asked().map(({ body }) => (body as { issue_payload: Readonly<Record<string, string>> }).issue_payload); // what was just sent
    expect(told.map(({ category, title, message }) => ({ category, title, message }))).toEqual(expect.arrayContaining(readable.map(({ kind, title, message }) => ({ category: kind, title, message }))));
  });

  it('counts what was masked before it was asked, and hides the keys of this machine', async () => {
    const { build, answers } = await start({ aksaraToken: 'backend-secret-1234' });
    answers.set('/studio/ai/flows/query', json({ ...JSON.parse(recordedAnswer('flow-query')), user_prompt: 'x\n\nSELECT backend-secret-1234 and provider-key-1234' }));
    const pack = await build({ kind: 'query', body: { action_key: 'explain_plan', sql: "SELECT 'a', 'b'" } }, { keys: ['provider-key-1234'] });
    expect(pack.user_prompt).toBe('x\n\nSELECT ‹secret:database-password:1› and ‹secret:provider-key:1›');
    expect(pack.redactions).toEqual([{ kind: 'sql-literal', count: 2 }, { kind: 'secret:database-password', count: 1 }, { kind: 'secret:provider-key', count: 1 }]);
  });

  it('is not asked about what this project does not hold', async () => {
    const { build, asked } = await start();
    expect(await build({ kind: 'model', body: { action_key: 'explain_model', model_name: 'Dael' } })).toMatchObject({ ok: false, error_code: 'NOT_FOUND', suggestions: ['Deal'] });
    expect(asked()).toEqual([]);
  });

  it('takes fields that nobody knows for nothing', async () => {
    const { build, answers } = await start();
    const known = await build(model);
    answers.set(modelFlow, json({ ...JSON.parse(recordedAnswer('flow-model')), pack_id: 'x', added: { deep: [1] } }));
    expect(await build(model)).toEqual(known);
  });
});

describe('a backend that gives no pack', () => {
  const recorded = JSON.parse(recordedAnswer('flow-model')) as Record<string, unknown>; // an object
  it.each<[string, BackendAnswer, string, string]>([
    ['401', webPage(401), 'UNAUTHORIZED', 'AKSARA_BACKEND_TOKEN'],
    ['403', json({ detail: 'Origin not allowed' }, 403), 'FORBIDDEN', 'AKSARA_BACKEND_TOKEN'],
    ['404', webPage(404), 'NOT_FOUND', 'AKSARA_ENABLE_STUDIO'],
    ['500', json({ detail: 'boom' }, 500), 'RUNTIME_ERROR', 'log of the backend'],
    ['a web page', webPage(200), 'RUNTIME_ERROR', 'AKSARA_ENABLE_STUDIO'],
    ['nothing at all', () => {}, 'SERVER_UNREACHABLE', '--aksara'],
    ['a cut body', (response) => void response.writeHead(200, { 'content-length': '1000' }).write('{"ok":', () => response.destroy()), 'SERVER_UNREACHABLE', '--aksara'],
    ['an endless body', endless, 'PAYLOAD_TOO_LARGE', '--aksara'],
    ['a pack without one of its fields', json({ ...recorded, what_it_does: undefined }), 'RUNTIME_ERROR', 'backend'],
    ['a pack with a field of another type', json({ ...recorded, what_it_does: 7 }), 'RUNTIME_ERROR', 'backend'],
    ['a hub that is not configured', replay('flow-hub-not-configured'), 'AI_HUB_NOT_CONFIGURED', '/studio/ui'],
    ['an action it does not know', replay('flow-model-invalid-action'), 'INVALID_ACTION', 'our own pack'],
    ['an error in the place of facts', replay('flow-model-missing'), 'NOT_FOUND', 'Our own pack'],
  ])('but %s is told with what to do next', async (_, fault, code, remedy) => {
    const { build, answers } = await start();
    answers.set(modelFlow, fault);
    const pack = await build(model, { timeoutMs: code === 'PAYLOAD_TOO_LARGE' ? 10_000 : 700 });
    expect(pack).toMatchObject({ ok: false, action_key: 'explain_model', error_code: code, user_prompt: '', remedy: expect.stringContaining(remedy) });
    expect(pack.error).toContain('Aksara backend');
    expect(promptPackSchema.safeParse(pack).error).toBeUndefined();
  });

  it('what it says in an error is bounded, and no secret in it is shown', async () => {
    const { build, answers } = await start({ aksaraToken: 'backend-secret-1234' });
    answers.set(modelFlow, json({ detail: `\u202eno: backend-secret-1234 ${'x'.repeat(2_000_000)}` }, 403));
    const { error } = await build(model);
    expect(error).toContain('\\u{202E}no: ‹secret:database-password:1› xxx');
    expect(error?.length).toBeLessThan(1_100);
  });

  it('is left alone when nobody waits any more', async () => {
    const { build, answers } = await start();
    const reader = new AbortController();
    answers.set(modelFlow, () => reader.abort());
    await expect(build(model, { signal: reader.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('that is not there at all says how to give one', async () => {
    const project = await createProject({ sources: fixedSources(), parser: await loadSqlParser(), watch: false });
    onTestFinished(() => project.close());
    expect(await buildBackendFlow(project, model, { keys: [] })).toMatchObject({ ok: false, error_code: 'NOT_FOUND', remedy: 'Start with: aksara studio --aksara http://localhost:8000' });
  });
});

function endless(response: Parameters<BackendAnswer>[0]): void {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{"user_prompt": "');
  const more = () => {
    while (!response.destroyed && response.write('x'.repeat(1024 ** 2)));
  };
  response.on('drain', more);
  more();
}
