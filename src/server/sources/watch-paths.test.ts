import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PathsWatcher, watchPaths } from './watch-paths.ts';

const REST_MS = 350;

let folder: string;
let watcher: PathsWatcher | null = null;
let calls = 0;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aksara-watch-'));
  calls = 0;
});
afterEach(async () => {
  watcher?.close();
  await rm(folder, { recursive: true, force: true });
});

function start(...paths: string[]): void {
  watcher = watchPaths(paths, () => {
    calls += 1;
  });
}

function at(...parts: string[]): string {
  return join(folder, ...parts);
}

async function callsSince(before: number): Promise<number> {
  await expect.poll(() => calls, { timeout: 5_000, interval: 20 }).toBeGreaterThan(before);
  await rest();
  return calls - before;
}

function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, REST_MS));
}

describe('a file', () => {
  it('calls once for a burst of writes', async () => {
    await writeFile(at('openapi.json'), '{}');
    start(at('openapi.json'));
    for (let write = 0; write < 10; write += 1) await writeFile(at('openapi.json'), `{"write": ${write}}`);
    expect(await callsSince(0)).toBe(1);
  });

  it('is still watched after an editor replaced it, and after it was deleted and made again', async () => {
    await writeFile(at('openapi.json'), '1');
    start(at('openapi.json'));
    for (let round = 0; round < 3; round += 1) {
      await writeFile(at('openapi.json~'), `saved ${round}`);
      await rename(at('openapi.json~'), at('openapi.json'));
      expect(await callsSince(round)).toBe(1);
    }
    await rm(at('openapi.json'));
    expect(await callsSince(3)).toBe(1);
    await writeFile(at('openapi.json'), 'again');
    expect(await callsSince(4)).toBe(1);
  });

  it('may come later, with the folders above it', async () => {
    start(at('a', 'b', 'openapi.json'));
    await mkdir(at('a'));
    await rest();
    await mkdir(at('a', 'b'));
    await rest();
    expect(calls).toBe(0);
    await writeFile(at('a', 'b', 'openapi.json'), '{}');
    expect(await callsSince(0)).toBe(1);
  });

  it('is watched behind a link', async () => {
    await mkdir(at('real'));
    await mkdir(at('linked'));
    await writeFile(at('real', 'openapi.json'), '1');
    await symlink(at('real', 'openapi.json'), at('linked', 'openapi.json'));
    start(at('linked', 'openapi.json'));
    await writeFile(at('real', 'openapi.json'), '2');
    expect(await callsSince(0)).toBe(1);
  });
});

describe('a folder', () => {
  it('calls for files in it and in folders made later', async () => {
    await mkdir(at('migrations', 'blog'), { recursive: true });
    start(at('migrations'));
    await writeFile(at('migrations', 'blog', '0001.sql'), '');
    expect(await callsSince(0)).toBe(1);
    await mkdir(at('migrations', 'shop', 'deep'), { recursive: true });
    await rest();
    const before = calls;
    await writeFile(at('migrations', 'shop', 'deep', '0001.sql'), '');
    expect(await callsSince(before)).toBe(1);
  });

  it('is watched again after it was deleted and made anew', async () => {
    await mkdir(at('migrations'));
    await writeFile(at('migrations', '1.sql'), '');
    start(at('migrations'));
    await rm(at('migrations'), { recursive: true });
    expect(await callsSince(0)).toBe(1);
    await mkdir(at('migrations'));
    await rest();
    const before = calls;
    await writeFile(at('migrations', '2.sql'), '');
    expect(await callsSince(before)).toBe(1);
    await writeFile(at('migrations', '2.sql'), 'changed');
    expect(await callsSince(before + 1)).toBe(1);
  });

  it('does not call for node_modules, hidden folders and what lies beside it', async () => {
    await mkdir(at('migrations', 'node_modules', 'x'), { recursive: true });
    await mkdir(at('migrations', '.git'));
    start(at('migrations'));
    await writeFile(at('migrations', 'node_modules', 'x', 'a.js'), '');
    await writeFile(at('migrations', '.git', 'index'), '');
    await writeFile(at('beside.sql'), '');
    await rest();
    expect(calls).toBe(0);
  });

  it('that never rests is looked at all the same', async () => {
    await writeFile(at('log.sql'), '');
    start(folder);
    const writing = setInterval(() => void writeFile(at('log.sql'), String(performance.now())), 40);
    try {
      await expect.poll(() => calls, { timeout: 5_000 }).toBeGreaterThan(0);
    } finally {
      clearInterval(writing);
    }
  });
});

describe('the watcher', () => {
  it('calls nothing after it was closed', async () => {
    await writeFile(at('a'), '1');
    start(at('a'));
    await writeFile(at('a'), '2');
    watcher?.close();
    watcher?.close();
    await rest();
    expect(calls).toBe(0);
  });

  it('takes addresses and impossible paths without a word', async () => {
    start('https://example.com/openapi.json', '/proc/self/none/x', 'file://%zz/', at('x'.repeat(5_000)));
    await rest();
    expect(calls).toBe(0);
  });
});
