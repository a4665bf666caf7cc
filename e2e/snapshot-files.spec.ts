import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSnapshot } from '#contract';
import { runInShell } from './run-command.ts';
import { expect, test } from './studio-test.ts';

test('a snapshot goes to a file, through a pipe and over a redirect, with the same bytes', async ({ studio }) => {
  const home = studio.folder;
  const { code, stderr } = await runInShell('aksara snapshot --out a.json && aksara snapshot > b.json && aksara snapshot | cat > c.json && aksara snapshot | head -c 10 > d.json', studio.env);
  expect({ code, lines: stderr.trim().split('\n').length }).toEqual({ code: 0, lines: 4 });
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => readFileSync(join(home, `${name}.json`), 'utf8'));
  expect([b === a, c === a, d]).toEqual([true, true, a?.slice(0, 10)]);
  expect(parseSnapshot(a ?? '').project.name).toBe('Sample shop');
  expect(statSync(join(home, 'a.json')).mode & 0o777).toBe(0o600);
});

test('a disk that gets full keeps what was there, and ends the command in one line', async ({ studio }) => {
  const home = studio.folder;
  const kept = join(home, 'kept.json');
  writeFileSync(kept, 'what was there');
  const limited = await runInShell('ulimit -f 100\naksara snapshot --out kept.json', studio.env);
  expect(limited).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('kept.json cannot be written: the file would be larger than this process may write. [SOURCE_UNREADABLE]') });
  expect(readFileSync(kept, 'utf8')).toBe('what was there');
  expect(readdirSync(home).filter((name) => name.endsWith('.new'))).toEqual([]);
  const redirected = await runInShell('ulimit -f 100\naksara snapshot > cut.json', studio.env);
  expect(redirected.code).toBe(1);
  expect(redirected.stderr).toMatch(/aksara: The output cannot be written: EFBIG[^\n]*\n$/);
  expect(redirected.stderr).not.toContain('    at ');
});
