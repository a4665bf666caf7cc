import { execFileSync } from 'node:child_process';
import {
  appendFileSync, chmodSync, copyFileSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectSnapshotSchema } from '#contract';
import { openProject, snapshotText, startStudio, type RunningStudio } from '#server';
import { readFileBytes } from '../server/sources/text-file.ts';
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

  it('replaces a file in one step: mode and links stay, and no other file is left behind', async () => {
    const folder = mkdtempSync(join(home, 'out-'));
    const [target, link] = [join(folder, 'project.json'), join(folder, 'link.json')];
    writeFileSync(target, 'before', { mode: 0o644 });
    chmodSync(target, 0o644);
    symlinkSync(target, link);
    const inode = statSync(target).ino;
    expect((await aksara('snapshot', '--snapshot', file, '--out', link)).code).toBe(0);
    expect(readFileSync(target, 'utf8') === readFileSync(file, 'utf8')).toBe(true); // a difference is too long to be shown
    expect(statSync(target).mode & 0o777).toBe(0o644);
    expect(statSync(target).ino).not.toBe(inode);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).toSorted()).toEqual(['link.json', 'project.json']);
  });

  it('may write over the file that it reads', async () => {
    const same = join(home, 'same.json');
    copyFileSync(file, same);
    expect((await aksara('snapshot', '--snapshot', same, '--out', same)).code).toBe(0);
    expect(readFileSync(same, 'utf8') === readFileSync(file, 'utf8')).toBe(true);
  });

  it.each<readonly [string, string, string]>([
    ['a folder that is not there', join(home, 'no', 'such', 'folder.json'), 'its folder does not exist'],
    ['a folder', home, 'it is a folder'],
    ['a file as folder', join(file, 'x.json'), 'its folder does not exist'],
    ...(existsSync('/dev/full') ? [['a full disk', '/dev/full', 'the disk is full'] as const] : []),
  ])('says why it cannot write to %s', async (_, out, words) => {
    const answer = await aksara('snapshot', '--snapshot', file, '--out', out);
    expect(answer).toMatchObject({ code: 1, out: '', err: expect.stringContaining(`${out} cannot be written: ${words}. [SOURCE_UNREADABLE]`) });
    expect(readdirSync(home).filter((name) => name.endsWith('.new'))).toEqual([]);
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

  it.each<[string, (path: string) => void, number, string]>([
    ['a missing file', () => {}, 3, '[NOT_FOUND]'],
    ['half a file', (path) => writeFileSync(path, '{"format": "aksara-studio/snapshot@1", "models": ['), 1, 'is cut off'],
    ['a newer format', (path) => writeFileSync(path, '{"format": "aksara-studio/snapshot@9"}'), 1, 'Update aksara-studio'],
    ['an empty file', (path) => writeFileSync(path, ''), 1, 'bad.json: The file is empty'],
    ['a compressed file', (path) => writeFileSync(path, gzipSync(readFileSync(file))), 1, 'The file is compressed (gzip)'],
    ['a file of 200 MB', (path) => {
      writeFileSync(path, '');
      truncateSync(path, 200 * 1024 ** 2);
    }, 1, 'is larger than 128 MiB. [PAYLOAD_TOO_LARGE]'],
    ['a folder', (path) => mkdirSync(path), 1, 'is a folder. [SOURCE_UNREADABLE]'],
    ['a pipe', (path) => execFileSync('mkfifo', [path]), 1, 'is not a regular file. [SOURCE_UNREADABLE]'],
    ['a device', (path) => symlinkSync('/dev/zero', path), 1, 'is not a regular file. [SOURCE_UNREADABLE]'],
    ['a link to itself', (path) => symlinkSync(path, path), 1, 'its symbolic links form a loop. [SOURCE_UNREADABLE]'],
    ['prototype keys', (path) => writeFileSync(path, '{"__proto__": {"format": "aksara-studio/snapshot@1"}}'), 1, 'has no field "format"'],
  ])('names %s, for a command and for the Studio', async (_, make, code, words) => {
    const path = join(home, 'bad.json');
    rmSync(path, { force: true, recursive: true });
    make(path);
    const flow = await aksara('ai', 'flows', 'model', 'User', '--action', 'explain_model', '--snapshot', path);
    expect(flow).toMatchObject({ code, out: '', err: expect.stringContaining(words) });
    expect(await aksara('studio', '--no-open', '--port', '0', '--snapshot', path)).toMatchObject({ code, out: '', err: expect.stringContaining(words) });
    expect((await aksara('snapshot', '--snapshot', path)).code).toBe(code);
    rmSync(path, { force: true, recursive: true });
  });

  it('is read in UTF-16 too, as PowerShell redirects it', async () => {
    const path = join(home, 'powershell.json');
    writeFileSync(path, Buffer.from(`\ufeff${readFileSync(file, 'utf8')}`, 'utf16le'));
    expect((await aksara('snapshot', '--snapshot', path)).out === readFileSync(file, 'utf8')).toBe(true);
  });

  it('is read no further than its limit while it grows', async () => {
    const path = join(home, 'growing.txt');
    writeFileSync(path, 'x'.repeat(1_000));
    const reading = readFileBytes(path, 4_000);
    appendFileSync(path, 'y'.repeat(2_000));
    const read = await reading;
    expect(read.ok && read.bytes.length).toBe(3_000);
    const again = readFileBytes(path, 4_000);
    appendFileSync(path, 'z'.repeat(100_000));
    expect(await again).toMatchObject({ ok: false, reason: expect.stringContaining('is larger than') });
  });

  it('that goes bad while the Studio runs keeps what was read, and says so', async () => {
    const path = join(home, 'watched.json');
    copyFileSync(file, path);
    const project = await openProject({ snapshot: path, watch: false });
    try {
      writeFileSync(path, '{"format": "aksara-studio/snapshot@1", "models": [');
      expect(await project.refresh()).toMatchObject({ stale: true, staleReason: expect.stringContaining('is cut off') });
      expect(project.snapshot().models.length).toBeGreaterThan(0);
      copyFileSync(file, path);
      expect(await project.refresh()).toMatchObject({ stale: false, staleReason: null });
    } finally {
      await project.close();
    }
  });

  it('is not mixed with other sources', async () => {
    const { code, err } = await aksara('ai', 'flows', 'model', 'User', '--action', 'explain_model', '--snapshot', file, '--openapi', 'x.json');
    expect(code).toBe(2);
    expect(err).toContain('cannot be given beside');
  });
});
