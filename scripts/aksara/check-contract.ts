import assert from 'node:assert/strict';
import { createStudioClient, readBackendSnapshot, sendFlow } from '#client';
import { projectSnapshotSchema, type FlowRequest } from '#contract';
import { loadSqlParser } from '#sql';
import type { StartedBackend } from './backend.ts';
import type { Tally } from './tally.ts';

/** Every read endpoint and the five flows through our client, and the snapshot they fold into. */
export async function checkContract({ template, origin }: StartedBackend, tally: Tally): Promise<void> {
  const client = createStudioClient({ baseUrl: origin, fetch });
  const reads = [
    'handshake', 'contextSummary', 'health', 'migrationsSummary', 'runtimeInfo', 'runtimeRoutes', 'queries', 'models', 'diagnostics', 'hubStatus', 'hubProviders',
    'hubModels', 'legacyProviders', 'flowActions',
  ] as const;
  for (const name of reads) await tally.check(`${template}: ${name}`, async () => void (await client[name]()));
  // A template may have two models of one name, which the backend answers with status 500.
  const { models } = await client.models();
  const [single] = models.filter(({ name }) => models.filter((other) => other.name === name).length === 1);
  await tally.check(`${template}: one model`, async () => assert.equal((await client.model({ name: single?.name ?? '' })).name, single?.name));
  await tally.check(`${template}: an unknown model is not found`, () => assert.rejects(client.model({ name: 'Nobody' }), { code: 'NOT_FOUND' }));
  const snapshot = await readBackendSnapshot(client, { parser: await loadSqlParser() });
  await tally.check(`${template}: the snapshot fits its schema`, () => assert.ok(projectSnapshotSchema.safeParse(snapshot).success));
  for (const part of ['models', 'routes', 'migrations', 'queries', 'diagnostics'] as const) {
    await tally.check(`${template}: the snapshot has ${part}`, () => assert.ok(snapshot[part].length > 0, JSON.stringify(snapshot.skipped)));
  }
  await tally.check(`${template}: column types are PostgreSQL's`, () => assert.deepEqual(snapshot.models.flatMap(({ columns }) => columns.filter(({ type }) => /^[A-Z]/.test(type))), []));
  const [migration] = snapshot.migrations;
  const flows: readonly FlowRequest[] = [
    { kind: 'model', body: { action_key: 'explain_model', model_name: 'User' } },
    { kind: 'route', body: { action_key: 'review_endpoint', method: 'GET', path: '/health' } },
    { kind: 'query', body: { action_key: 'explain_plan', sql: 'SELECT 1' } },
    { kind: 'migration', body: { action_key: 'explain_migration', app: migration?.app ?? '', name: migration?.name ?? '' } },
    { kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize', issue_payload: { title: 'x', severity: 'info' } } },
  ];
  for (const flow of flows) {
    await tally.check(`${template}: the backend's own ${flow.kind} flow`, async () => {
      const { ok, action_key } = await sendFlow(client, flow);
      assert.deepEqual({ ok, action_key }, { ok: true, action_key: flow.body.action_key });
    });
  }
}
