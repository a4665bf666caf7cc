import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flowActionsResponseSchema } from '#contract';
import { run } from './run.ts';
import { fakeIo } from './testing/fake-io.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aksara-cli-config-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, config: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(config));
  return path;
}

async function aksara(argv: readonly string[], env: Record<string, string> = {}) {
  const io = fakeIo({ HOME: folder, XDG_CONFIG_HOME: folder, ...env });
  const code = await run(argv, io);
  return { code, out: io.stdout(), err: io.stderr() };
}

const action = { kind: 'route', title: 'Audit', description: 'Who may call it.', risk: 'high', what_it_does: 'a', what_it_cannot_do: 'b', system_prompt: 'You audit.' };

describe('aksara ai flows actions --config', () => {
  it("lists the project's own actions in both forms", async () => {
    const config = write('good.json', { actions: { audit: action } });
    expect(await aksara(['ai', 'flows', 'actions', '--config', config])).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^ {2}audit +high +Who may call it\.$/m) });
    const { out } = await aksara(['ai', 'flows', 'actions', '--format', 'json', '--config', config]);
    expect(flowActionsResponseSchema.parse(JSON.parse(out)).actions.at(-1)).toMatchObject({ action_key: 'audit', kind: 'route', risk: 'high' });
  });

  it('tells what is wrong on standard error, and goes on with the rest', async () => {
    const config = write('mixed.json', { budget: 1, actions: { audit: action, other: { ...action, kind: 'x' } } });
    const { code, out, err } = await aksara(['ai', 'flows', 'actions', '--format', 'json', '--config', config]);
    expect(code).toBe(0);
    expect(flowActionsResponseSchema.parse(JSON.parse(out)).total).toBe(13);
    expect(err.split('\n')).toEqual([
      'aksara: mixed.json: budget must be at least 500. [INVALID_CONFIG]',
      'aksara: mixed.json: actions.other.kind must be one of model, route, query, migration, diagnostic, not "x". [INVALID_CONFIG]',
      '',
    ]);
  });

  it.each([[['ai', 'flows', 'actions']], [['ai', 'flows', 'model', 'User', '--action', 'explain_model']], [['studio', '--no-open', '--port', '0']]])('%j ends with 2 when the file cannot be read', async (argv) => {
    const { code, out, err } = await aksara([...argv, '--config', join(folder, 'gone.json')]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('gone.json does not exist. [INVALID_CONFIG]');
  });
});

describe('the database of a command', () => {
  // Nothing listens on these ports: the error names the one that was asked.
  const url = (port: number): string => `postgres://app@127.0.0.1:${port}/shop`;
  const flow = ['ai', 'flows', 'model', 'User', '--action', 'explain_model'];

  it('is the option, then the configuration, then the environment', async () => {
    const config = ['--config', write('database.json', { databaseUrl: url(2) })];
    const env = { DATABASE_URL: url(3) };
    expect((await aksara([...flow, ...config, '--database-url', url(1)], env)).err).toContain('127.0.0.1:1');
    expect((await aksara([...flow, ...config], env)).err).toContain('127.0.0.1:2');
    expect((await aksara([...flow, '--config', write('empty.json', {})], env)).err).toContain('127.0.0.1:3');
  });
});

it.each(['499', '200001', '8k', ''])('a budget of "%s" is a mistake of usage', async (budget) => {
  const { code, err } = await aksara(['ai', 'flows', 'model', 'User', '--action', 'explain_model', '--budget', budget]);
  expect(code).toBe(2);
  expect(err).toContain('A budget is a whole number from 500 to 200000.');
});
