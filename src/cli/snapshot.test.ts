import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectSnapshotSchema } from '#contract';
import { snapshotText, startStudio, type RunningStudio } from '#server';
import { run } from './run.ts';
import { fakeIo } from './testing/fake-io.ts';

const home = mkdtempSync(join(tmpdir(), 'aksara-snapshot-'));
const env = { XDG_CONFIG_HOME: home, XDG_STATE_HOME: home, HOME: home };
const file = join(home, 'project.json');

async function aksara(...argv: readonly string[]) {
  const io = fakeIo(env);
  const code = await run(argv, io);
  return { code, out: io.stdout(), err: io.stderr() };
}

/** Opening the embedded database takes its time, so it is opened once. */
let studio: RunningStudio;
const copy = join(home, 'copy.json');

beforeAll(async () => {
  studio = await startStudio({ port: 0, environment: env });
  writeFileSync(file, snapshotText(studio.project, []).text);
}, 120_000);
afterAll(async () => {
  await studio.close();
  rmSync(home, { recursive: true, force: true });
});

describe('aksara snapshot', () => {
  it('writes the snapshot of the contract, for its owner only', async () => {
    const written = await aksara('snapshot', '--snapshot', file, '--out', copy);
    expect(written).toMatchObject({ code: 0, out: '', err: expect.stringMatching(/^\d+ models, \d+ routes, \d+ queries, \d+ migrations/) });
    expect(projectSnapshotSchema.parse(JSON.parse(readFileSync(copy, 'utf8'))).project.name).toBe('Sample shop');
    expect(statSync(copy).mode & 0o777).toBe(0o600);
  });

  it('writes what it read as it was, to standard output too', async () => {
    const again = (await aksara('snapshot', '--snapshot', file)).out;
    expect(again === readFileSync(file, 'utf8')).toBe(true); // a difference is too long to be shown
  });

  it('says why there is nothing to write', async () => {
    const { code, err } = await aksara('snapshot', '--database-url', 'postgres://nobody@127.0.0.1:1/none');
    expect(code).toBe(4);
    expect(err).toContain('[DATABASE_UNREACHABLE]');
  });

  it('says why it cannot write', async () => {
    const answer = await aksara('snapshot', '--snapshot', file, '--out', join(home, 'no', 'such', 'folder.json'));
    expect(answer).toMatchObject({ code: 1, err: expect.stringContaining('cannot be written to') });
  });
});

describe('--snapshot', () => {
  it.each([
    ['model', 'User', '--action', 'explain_model'],
    ['route', 'GET:/api/users', '--action', 'review_endpoint'],
    ['migration', '--app', 'blog', '--action', 'explain_migration'],
    ['diagnostic', '--issue-id', 'd-001', '--action', 'diagnostic_prioritize'],
  ])('gives the %s pack of the project it was made of', async (...flow) => {
    const [stored, live] = [await aksara('ai', 'flows', ...flow, '--snapshot', file), await aksara('ai', 'flows', ...flow, '--server', studio.origin)];
    expect(stored.code).toBe(0);
    expect(stored.out).toBe(live.out);
  });

  it('builds a query pack without a plan, and says why there is none', async () => {
    const { code, out } = await aksara('ai', 'flows', 'query', '--sql', 'SELECT * FROM users', '--action', 'explain_plan', '--snapshot', file);
    expect(code).toBe(0);
    expect(out).toContain('There is no database behind the snapshot project.json');
  });

  it('serves the whole Studio', async () => {
    const stored = await startStudio({ port: 0, environment: env, snapshot: file });
    try {
      const served = projectSnapshotSchema.parse(await (await fetch(`${stored.origin}/studio/snapshot`)).json());
      expect(served).toEqual(JSON.parse(readFileSync(file, 'utf8')));
    } finally {
      await stored.close();
    }
  });

  it.each([
    ['a missing file', null, 3, '[NOT_FOUND]'],
    ['half a file', '{"format": "aksara-studio/snapshot@1", "models": [', 1, 'is cut off'],
    ['a newer format', '{"format": "aksara-studio/snapshot@9"}', 1, 'Update aksara-studio'],
  ])('names %s', async (_, text, code, words) => {
    const path = join(home, 'bad.json');
    rmSync(path, { force: true });
    if (text !== null) writeFileSync(path, text);
    const answer = await aksara('ai', 'flows', 'model', 'User', '--action', 'explain_model', '--snapshot', path);
    expect(answer).toMatchObject({ code, out: '', err: expect.stringContaining(words) });
  });

  it('is not mixed with other sources', async () => {
    const { code, err } = await aksara('ai', 'flows', 'model', 'User', '--action', 'explain_model', '--snapshot', file, '--openapi', 'x.json');
    expect(code).toBe(2);
    expect(err).toContain('cannot be given beside');
  });
});
