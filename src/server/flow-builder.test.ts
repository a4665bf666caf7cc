import { afterEach, describe, expect, it } from 'vitest';
import { FlowError } from '#contract';
import { createFlowBuilder } from './flow-builder.ts';
import { fixedModels, fixedPlan } from './testing/fixed-sources.ts';
import { createTestApp, type TestApp, type TestAppOptions } from './testing/test-app.ts';

let app: TestApp;
let noted: string[] = [];
afterEach(async () => {
  noted = [];
  await app.close();
});

async function open(options: TestAppOptions = {}) {
  app = await createTestApp(options);
  return createFlowBuilder(app.project, app.hub, { note: (packId) => noted.push(packId) });
}
const model = { kind: 'model', body: { action_key: 'explain_model', model_name: 'User' } } as const;
const query = { kind: 'query', body: { action_key: 'explain_plan', sql: 'SELECT * FROM users' } } as const;

describe('a flow builder', () => {
  it('gives the same pack for the same request on the same snapshot', async () => {
    const build = await open();
    expect(await build(model)).toBe(await build(model));
  });

  it('notes each new pack once', async () => {
    const build = await open();
    const [first] = [await build(model), await build(model)];
    await build({ kind: 'model', body: { action_key: 'explain_model', model_name: 'Nobody' } });
    expect(noted).toEqual([first.pack_id]);
  });

  it('builds again when the snapshot changed', async () => {
    let models = fixedModels;
    const build = await open({ sources: { readCatalog: async () => ({ database: null, models, skipped: [] }) } });
    const before = await build(model);
    models = fixedModels.map((entry) => ({ ...entry, comment: 'Another comment.' }));
    await app.project.refresh();
    const after = await build(model);
    expect(after.user_prompt).toContain('Another comment.');
    expect(after.pack_id).not.toBe(before.pack_id);
  });

  it('builds again when the hub names another provider', async () => {
    const build = await open();
    expect(await build(model)).toMatchObject({ provider: 'copy_only' });
    app.hub.saveSecret({ provider: 'openai', api_key: 'sk-canary-0123456789' });
    expect(await build(model)).toMatchObject({ provider: 'openai' });
  });

  it('uses a pasted plan and asks the database for none', async () => {
    const build = await open({ sources: { explain: () => Promise.reject(new Error('must not be asked')) } });
    const pack = await build({ kind: 'query', body: { ...query.body, plan: ' QUERY PLAN\n------------\n Seq Scan on users  (cost=0.00..9.00 rows=3 width=4)\n(1 row)\n' } });
    expect(pack.sections?.find(({ id }) => id === 'plan')).toMatchObject({ source: 'EXPLAIN pasted by the developer, not executed' });
    expect(pack.user_prompt).toContain('Seq Scan on users');
    expect(await build({ kind: 'query', body: { ...query.body, plan: 'no plan' } })).toMatchObject({ ok: false, error_code: 'INVALID_PLAN' });
  });

  it('asks for the plan again when the database could not give it', async () => {
    let isUp = false;
    const gone = new FlowError('DATABASE_UNREACHABLE', 'Nobody answers.');
    const build = await open({ sources: { explain: async () => (isUp ? fixedPlan : Promise.reject(gone)) } });
    expect((await build(query)).omitted).toContainEqual({ part: 'plan', reason: 'Nobody answers.', remedy: null });
    isUp = true;
    expect((await build(query)).omitted?.map(({ part }) => part)).not.toContain('plan');
  });
});
