import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FlowRequest } from '#contract';
import { buildFlow } from '../flow-service.ts';
import { openProject } from '../project/open-project.ts';
import type { Project } from '../project/project.ts';
import { startFakeBackend } from '../testing/fake-backend.ts';

const migration = `ALTER TABLE deals ADD COLUMN IF NOT EXISTS notes text;
DROP INDEX IF EXISTS ix_deals_stage;
ALTER TABLE deals ENABLE ROW LEVEL SECURITY;
`;

/** A project in front of the recorded backend, with one migration file and no database. */
async function open(): Promise<{ readonly project: Project; readonly origin: string }> {
  const backend = await startFakeBackend();
  onTestFinished(() => backend.close());
  const { origin } = backend;
  const folder = mkdtempSync(join(tmpdir(), 'declared-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'migrations'));
  writeFileSync(join(folder, 'migrations', '0001_notes.sql'), migration);
  const project = await openProject({ aksara: origin, migrations: join(folder, 'migrations'), watch: false });
  onTestFinished(() => project.close());
  return { project, origin };
}

async function build(request: FlowRequest): Promise<{ readonly prompt: string; readonly result: string }> {
  const { project, origin } = await open();
  const pack = await buildFlow(project, request);
  if (!pack.ok) throw new Error(pack.error);
  const atAnyPort = (text: string) => text.replaceAll(origin, 'http://127.0.0.1:8000');
  return { prompt: atAnyPort(pack.user_prompt), result: atAnyPort(pack.result_markdown) };
}

const sql = "SELECT d.title FROM deals d JOIN customers c ON c.id = d.customer_id WHERE d.stage = 'lead' AND d.region = 'eu'";
const requests: readonly FlowRequest[] = [
  { kind: 'model', body: { action_key: 'explain_model', model_name: 'Deal' } },
  { kind: 'model', body: { action_key: 'suggest_constraints', model_name: 'User' } },
  { kind: 'model', body: { action_key: 'refactor_suggestions', model_name: 'Customer' } },
  { kind: 'route', body: { action_key: 'review_endpoint', method: 'GET', path: '/api/deals/' } },
  { kind: 'route', body: { action_key: 'harden_permissions', method: 'GET', path: '/api/deals/' } },
  { kind: 'route', body: { action_key: 'generate_examples', method: 'POST', path: '/api/deals/' } },
  { kind: 'query', body: { action_key: 'explain_plan', sql: 'SELECT * FROM "deals"' } },
  { kind: 'query', body: { action_key: 'suggest_indexes', sql } },
  { kind: 'query', body: { action_key: 'rewrite_suggestions', sql } },
  { kind: 'migration', body: { action_key: 'explain_migration', name: '0001_notes' } },
  { kind: 'migration', body: { action_key: 'safe_rollout_plan', name: '0001_notes' } },
  { kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize' } },
];

describe('packs of a recorded backend without its database', () => {
  it.each(requests.map((request) => [request.body.action_key, request] as const))('%s says what is not known', async (key, request) => {
    const { prompt, result } = await build(request);
    await expect(`${prompt}\n<!-- ======== -->\n\n${result}\n`).toMatchFileSnapshot(`__goldens__/${key}.md`);
    expect(prompt + result).not.toMatch(/row security (?:off|on)|owner (?!not known)[`\w]|catalog\b.*\]$|never analysed|does nothing|pg_stats/m);
  });

  it('name the part that is missing, why, and what makes it known', async () => {
    const { project } = await open();
    for (const request of requests.filter(({ kind }) => kind !== 'diagnostic')) {
      const pack = await buildFlow(project, request);
      const untold = pack.ok ? pack.omitted.filter(({ reason }) => reason === 'not known: the Aksara backend does not tell it') : [];
      const remedy = request.body.action_key === 'generate_examples' ? 'Start with --openapi FILE_OR_URL.' : 'Start with --database-url.';
      expect([request.body.action_key, ...untold.map((entry) => entry.remedy)]).toEqual([request.body.action_key, remedy]);
    }
  });
});
