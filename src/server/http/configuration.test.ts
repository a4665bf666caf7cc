import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlowError, flowActionsResponseSchema, projectSnapshotSchema, promptPackSchema, runResponseSchema, type ProjectConfiguration } from '#contract';
import { buildPack } from '#flows';
import type { ConfigurationFacts } from '../project/project-sources.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';

const configuration: ProjectConfiguration = {
  file: 'aksara.config.ts', detail: 'structure', budget: 900, redact: [],
  suppressions: [{ rule: 'D002', object: 'Order', reason: 'small table', until: null }],
  actions: [
    {
      action_key: 'audit', kind: 'model', title: 'Audit', description: 'Who sees what.', risk: 'high', what_it_does: 'Reads.', what_it_cannot_do: 'Write.',
      recommended_next: [], system_prompt: 'You audit.', task: null, sections: { include: ['columns'], exclude: [] },
    },
  ],
};
const problem = { part: 'configuration', reason: 'aksara.config.ts: budget must be at least 500.', remedy: 'Correct it.', code: 'INVALID_CONFIG' } as const;
const request = { action_key: 'audit', model_name: 'User' };

let app: TestApp;
let says: () => Promise<ConfigurationFacts>;
beforeAll(async () => {
  says = async () => ({ configuration, skipped: [problem] });
  app = await createTestApp({ sources: { readConfiguration: () => says() } });
});
afterAll(() => app.close());

async function actionKeys(): Promise<readonly string[]> {
  return flowActionsResponseSchema.parse(await (await app.get('/studio/ai/flows/actions')).json()).actions.map(({ action_key }) => action_key);
}

describe("a project's configuration", () => {
  it('adds its actions to the list, and none of their prompts', async () => {
    const text = await (await app.get('/studio/ai/flows/actions')).text();
    expect(flowActionsResponseSchema.parse(JSON.parse(text))).toMatchObject({ total: 13 });
    expect((await actionKeys()).at(-1)).toBe('audit');
    expect(text).not.toContain('You audit');
  });

  it('makes packs of them, the same from the endpoint, a run and the snapshot in another host', async () => {
    const pack = promptPackSchema.parse(await (await app.post('/studio/ai/flows/model', request)).json());
    expect(pack).toMatchObject({ ok: true, risk: 'high', detail: 'structure', sections: [{ id: 'columns' }, { id: 'not-included' }] });
    const run = await app.post('/studio/ai/flows/run', { flow_type: 'model', action_key: 'audit', context: { model_name: 'User' } });
    expect(runResponseSchema.parse(await run.json()).prompt_pack).toEqual(pack);
    const snapshot = projectSnapshotSchema.parse(await (await app.get('/studio/snapshot')).json());
    const elsewhere = buildPack({ kind: 'model', body: request }, snapshot, { plan: null, provider: 'copy_only', model: '' }, { parser: app.project.parser });
    expect(JSON.parse(JSON.stringify(elsewhere))).toEqual(pack);
  });

  it('accepts findings, which packs show with their reason', async () => {
    const snapshot = app.project.snapshot();
    expect(snapshot.diagnostics.map(({ rule, object }) => `${rule} ${object.id}`)).not.toContain('D002 public.orders');
    expect(snapshot.accepted).toMatchObject([{ finding: { rule: 'D002' }, reason: 'small table', source: 'aksara.config.ts' }]);
    const ranking = promptPackSchema.parse(await (await app.post('/studio/ai/flows/diagnostic', { action_key: 'diagnostic_prioritize' })).json());
    expect(ranking.user_prompt).toContain('accepted without end: `small table` (aksara.config.ts)');
    expect(ranking.accepted).toHaveLength(1);
  });

  it('tells its mistakes in the snapshot and in no prompt', async () => {
    expect(app.project.snapshot().skipped).toContainEqual(problem);
    const pack = promptPackSchema.parse(await (await app.post('/studio/ai/flows/model', request)).json());
    expect(JSON.stringify(pack)).not.toContain('at least 500');
  });

  it.each([[499], [200_001], [1.5], ['900']])('lets no request ask for a budget of %j', async (budget) => {
    const answer = await app.post('/studio/ai/flows/model', { ...request, budget });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error_code: 'INVALID_REQUEST', error: expect.stringContaining('budget') });
  });

  it('is followed; while its file is broken, what it said last holds', async () => {
    says = () => Promise.reject(new FlowError('INVALID_CONFIG', 'aksara.config.ts cannot be read: ParseError.'));
    expect(await app.project.refresh()).toMatchObject({ stale: true, staleReason: 'aksara.config.ts cannot be read: ParseError.' });
    expect(await actionKeys()).toContain('audit');
    says = async () => ({ configuration: null, skipped: [] });
    expect(await app.project.refresh()).toMatchObject({ stale: false });
    expect(await actionKeys()).not.toContain('audit');
    expect(app.project.snapshot().configuration).toBeUndefined();
  });
});

it('a configuration that is broken from the start is skipped with its code', async () => {
  const broken = await createTestApp({ sources: { readConfiguration: () => Promise.reject(new FlowError('INVALID_CONFIG', 'It does not parse.')) } });
  expect(broken.project.snapshot().skipped).toContainEqual({ part: 'configuration', reason: 'It does not parse.', remedy: null, code: 'INVALID_CONFIG' });
  expect(await (await broken.post('/studio/ai/flows/model', { action_key: 'explain_model', model_name: 'User' })).json()).toMatchObject({ ok: true });
  await broken.close();
});
