import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { parseSnapshot, promptPackSchema, type PromptPack } from '#contract';
import { main } from '../../e2e/start-studio.ts';
import type { StartedBackend } from './backend.ts';
import type { Tally } from './tally.ts';

const run = promisify(execFile);

/** The flow commands and `aksara snapshot` in front of the crm backend, with and without its database. */
export async function checkCommands({ origin, databaseUrl, migrations }: StartedBackend, tally: Tally): Promise<void> {
  const aksara = async (...args: readonly string[]) => (await run(process.execPath, [main, ...args, '--aksara', origin], { env: { PATH: process.env['PATH'] }, maxBuffer: 64 * 1024 ** 2 })).stdout;
  const pack = async (...args: readonly string[]) => promptPackSchema.parse(JSON.parse(await aksara('ai', 'flows', ...args, '--format', 'json')));
  await tally.check('crm: aksara snapshot --aksara', async () => assert.ok(parseSnapshot(await aksara('snapshot')).models.some(({ displayName }) => displayName === 'Deal')));
  const flows: readonly (readonly [readonly string[], string])[] = [
    [['model', 'Deal', '--action', 'explain_model'], 'numeric(12,2)'],
    [['route', 'GET:/api/deals/', '--action', 'review_endpoint'], '/api/deals/'],
    [['query', '--sql', 'SELECT * FROM deals', '--action', 'explain_plan'], 'Seq Scan'],
    [['migration', '--app', 'default', '--action', 'explain_migration'], 'auto'],
    [['diagnostic', '--action', 'diagnostic_prioritize'], 'reported security_warning'],
  ];
  for (const [args, fact] of flows) {
    await tally.check(`crm: aksara ai flows ${args[0]} --aksara`, async () => assert.ok((await pack(...args)).user_prompt.includes(fact), `no ${fact} in the pack`));
  }
  for (const [args] of flows.filter(([[kind]]) => kind !== 'diagnostic')) await tally.check(`crm: aksara ai flows ${args[0]} --backend-pack`, async () => checkBackendPack(await pack(...args, '--backend-pack'), origin));
  await tally.check('crm: aksara ai flows diagnostic --backend-pack', async () => {
    const told = await pack('diagnostic', '--issue-id', 'd-001', '--action', 'diagnostic_prioritize', '--backend-pack');
    checkBackendPack(told, origin);
    assert.match(told.user_prompt, /^Severity: (error|warning|info)$/m);
  });
  await tally.check('crm: the catalog fills what the backend lacks', async () => {
    const { user_prompt } = await pack('model', 'Deal', '--action', 'explain_model', '--database-url', databaseUrl);
    assert.ok(user_prompt.includes('deals_pkey') && user_prompt.includes('known as Deal'));
  });
  await tally.check('crm: the folder fills the text of migrations', async () => {
    const { user_prompt } = await pack('migration', '--app', 'default', '--action', 'explain_migration', '--migrations', migrations);
    assert.ok(user_prompt.includes('class Migration'));
  });
}

/** As the backend built it, about the object that was meant. */
function checkBackendPack({ backend, pack_id, user_prompt }: PromptPack, origin: string): void {
  assert.deepEqual({ backend, pack_id }, { backend: origin, pack_id: undefined });
  assert.match(user_prompt, /Deal|deals|auto|Diagnostic Issue/);
}
