import { createServer, type AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flowActionsResponseSchema, promptPackSchema } from '#contract';
import { startStudio, type RunningStudio } from '#server';
import { run } from './run.ts';
import { fakeIo } from './testing/fake-io.ts';

const home = mkdtempSync(join(tmpdir(), 'aksara-cli-'));
const env = { XDG_CONFIG_HOME: home, HOME: home };
let studio: RunningStudio;

beforeAll(async () => {
  studio = await startStudio({ port: 0, environment: env });
}, 120_000);

afterAll(async () => {
  await studio.close();
  rmSync(home, { recursive: true, force: true });
});

async function aksara(...argv: readonly string[]) {
  const io = fakeIo(env);
  const code = await run(argv, io);
  return { code, out: io.stdout(), err: io.stderr() };
}

function onServer(...argv: readonly string[]) {
  return aksara('ai', 'flows', ...argv, '--server', studio.origin);
}

describe('aksara', () => {
  it('prints version and help, and takes neither for a failure', async () => {
    expect(await aksara('--version')).toEqual({ code: 0, out: '0.1.0\n', err: '' });
    expect(await aksara('--help')).toMatchObject({ code: 0, out: expect.stringContaining('studio') });
  });

  it('takes the plan of a query from a file or from standard input', async () => {
    const file = join(home, 'plan.txt');
    const plan = 'Seq Scan on users  (cost=0.00..9.00 rows=3 width=4) (actual time=0.010..0.020 rows=3 loops=1)\n';
    writeFileSync(file, plan);
    const words = ['query', '--sql', 'SELECT * FROM users', '--action', 'explain_plan', '--plan'];
    const fromFile = await onServer(...words, file);
    expect(fromFile).toMatchObject({ code: 0, out: expect.stringContaining('EXPLAIN pasted by the developer, executed once') });
    const io = fakeIo(env, plan);
    expect(await run(['ai', 'flows', ...words, '-', '--server', studio.origin], io)).toBe(0);
    expect(io.stdout()).toBe(fromFile.out);
    expect(await onServer(...words, join(home, 'missing.txt'))).toMatchObject({ code: 1, err: expect.stringContaining('SOURCE_UNREADABLE') });
    expect(await onServer('query', '--sql', '-', '--action', 'explain_plan', '--plan', '-')).toMatchObject({ code: 2, err: expect.stringContaining('standard input') });
    writeFileSync(file, 'nothing of a plan');
    expect(await onServer(...words, file)).toMatchObject({ code: 1, err: expect.stringContaining('line 1 (nothing of a plan)') });
  });

  it.each([[['nope']], [['studio', '--port', 'x']], [['ai', 'flows', 'model', 'User']], [['ai', 'flows', 'query', '--action', 'explain_plan']]])('answers 2 for %j', async (argv) => {
    const { code, out, err } = await aksara(...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/error: /);
  });

  it('lists the actions as text and as the contract has them', async () => {
    expect((await aksara('ai', 'flows', 'actions')).out).toMatch(/^ {2}explain_model +low +Purpose/m);
    const json = await aksara('ai', 'flows', 'actions', '--format', 'json');
    expect(flowActionsResponseSchema.parse(JSON.parse(json.out)).total).toBe(12);
  });
});

describe('aksara ai flows', () => {
  it.each([
    [['model', 'User', '--action', 'explain_model'], 'Explain this model.'],
    [['route', 'GET:/api/users', '--action', 'review_endpoint'], 'Review this endpoint.'],
    [['query', '--sql', 'SELECT * FROM users', '--action', 'explain_plan'], 'Seq Scan on public.users'],
    [['migration', '--app', 'blog', '--action', 'explain_migration'], 'Explain this migration.'],
    [['diagnostic', '--issue-id', 'd-001', '--action', 'diagnostic_prioritize'], 'd-001'],
  ])('answers the documented command %j', async (argv, text) => {
    const { code, out, err } = await onServer(...argv);
    expect(code).toBe(0);
    expect(out).toContain(text);
    expect(err).toMatch(/^pack [0-9a-f]{12} · ≈ \d+ tokens/);
  });

  it('prints the same pack from a running Studio and from its own reading', async () => {
    const argv = ['model', 'order_items', '--action', 'suggest_constraints', '--format', 'json'];
    const [asked, own] = [await onServer(...argv), await aksara('ai', 'flows', ...argv)];
    expect(own.code).toBe(0);
    expect(promptPackSchema.parse(JSON.parse(own.out)).ok).toBe(true);
    expect(own.out).toBe(asked.out);
  }, 60_000);

  it('reads SQL with quotes, dollars, backticks and newlines from its argument or standard input', async () => {
    const sql = "SELECT '$(id)' AS \"a`b\", $$it's$$\nFROM users";
    const asArgument = await onServer('query', '--sql', sql, '--action', 'explain_plan', '--format', 'json');
    const io = fakeIo(env, sql);
    await run(['ai', 'flows', 'query', '--sql', '-', '--action', 'explain_plan', '--format', 'json', '--server', studio.origin], io);
    expect(JSON.parse(asArgument.out)).toMatchObject({ ok: true, redactions: [{ kind: 'sql-literal', count: 2 }] });
    expect(JSON.parse(io.stdout())).toEqual(JSON.parse(asArgument.out));
  });
});

describe('bad input', () => {
  it.each([
    [['model', 'Usr', '--action', 'explain_model'], 3, 'NOT_FOUND', 'Did you mean User?'],
    [['route', 'GET:/api/usrs', '--action', 'review_endpoint'], 3, 'NOT_FOUND', 'GET /api/users'],
    [['route', '/api/users', '--action', 'review_endpoint'], 2, 'INVALID_REQUEST', 'METHOD:/path'],
    [['migration', '--app', 'blgo', '--action', 'explain_migration'], 3, 'NOT_FOUND', 'blog'],
    [['diagnostic', '--issue-id', 'd-999', '--action', 'diagnostic_prioritize'], 3, 'NOT_FOUND', 'd-999'],
    [['query', '--sql', 'SELEC 1', '--action', 'explain_plan'], 1, 'INVALID_SQL', 'line 1, column 1'],
    [['query', '--sql', '  ', '--action', 'explain_plan'], 2, 'INVALID_REQUEST', 'empty'],
    [['query', '--sql', 'SELECT 1; SELECT 2', '--action', 'explain_plan'], 1, 'INVALID_SQL', '2 statements'],
    [['query', '--sql', 'DROP TABLE users', '--action', 'explain_plan'], 1, 'NOT_PLANNABLE', 'DROP'],
    [['model', 'User', '--action', 'review_endpoint'], 2, 'INVALID_ACTION', 'action for a route'],
  ])('%j ends with %i and %s', async (argv, code, errorCode, text) => {
    const asText = await onServer(...argv);
    expect(asText).toMatchObject({ code, out: '' });
    expect(asText.err).toContain(`[${errorCode}]`);
    expect(asText.err).toContain(text);
    const asJson = await onServer(...argv, '--format', 'json');
    expect(asJson).toMatchObject({ code, err: '' });
    expect(JSON.parse(asJson.out)).toMatchObject({ ok: false, error_code: errorCode });
  });

  it('says which server does not answer', async () => {
    const port = await unusedPort();
    const { code, err } = await aksara('ai', 'flows', 'model', 'User', '--action', 'explain_model', '--server', `http://127.0.0.1:${port}`);
    expect(code).toBe(4);
    expect(err).toContain('SERVER_UNREACHABLE');
  });

  it('says which database does not answer, without its password', async () => {
    const port = await unusedPort();
    const { code, err } = await aksara('ai', 'flows', 'model', 'User', '--action', 'explain_model', '--database-url', `postgres://app:hunter22@127.0.0.1:${port}/shop`);
    expect(code).toBe(4);
    expect(err).toContain('[DATABASE_UNREACHABLE]');
    expect(err).toContain(`127.0.0.1:${port}`);
    expect(err).not.toContain('hunter22');
  });
});

function unusedPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      // A listening TCP server has an address with a port.
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
