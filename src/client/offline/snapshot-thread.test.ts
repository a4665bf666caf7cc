import { Blob } from 'node:buffer';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FlowError } from '#contract';
import { sampleSnapshot } from '../../flows/testing/sample-project.ts';
import { assembleSnapshot, snapshotParts } from './snapshot-parts.ts';
import type { SnapshotFile } from './snapshot-file.ts';
import { inOwnThread, serveSnapshotFile, type SnapshotWorker } from './snapshot-thread.ts';

const sample = sampleSnapshot();
const large = { ...sample, models: Array.from({ length: 400 }, (_, number) => ({ ...sample.models[0], id: `public.t${number}` })) };

/** A file that can be handed to another thread. */
function fileOf(content: unknown, name = 'mine.json'): SnapshotFile {
  return Object.assign(new Blob([typeof content === 'string' ? content : JSON.stringify(content)]), { name });
}

interface Line {
  readonly start: () => SnapshotWorker;
  /** What came from the worker, by kind. */
  readonly replies: string[];
  ended(): boolean;
}

/** The two ends of a real line between threads, both in this one. */
function openLine(serve: (port: MessagePort) => void): Line {
  const { port1, port2 } = new MessageChannel();
  const replies: string[] = [];
  let ended = false;
  onTestFinished(() => port1.close());
  const start = (): SnapshotWorker => {
    serve(port2);
    port1.start();
    port2.start();
    return {
      postMessage: (message) => port1.postMessage(message),
      addEventListener: (type: 'message' | 'error', listener: (event: { readonly data: unknown }) => void) =>
        port1.addEventListener(type === 'message' ? 'message' : 'messageerror', ({ data }) => {
          replies.push((data as { kind: string }).kind);
          listener({ data });
        }),
      terminate() {
        ended = true;
        port1.close();
      },
    };
  };
  return { start, replies, ended: () => ended };
}

const serving = () => openLine((port) => serveSnapshotFile(port));

describe('the parts of a snapshot', () => {
  it('are the whole again, to the byte, also without what older snapshots lack', () => {
    const { checks: _checks, accepted: _accepted, ...older } = large;
    for (const snapshot of [sample, large, older]) {
      const parts = [...snapshotParts({ snapshot, checksum: 'c' } as Parameters<typeof snapshotParts>[0])]; // spread models are models
      const assembly = assembleSnapshot();
      const taken = parts.map((part) => assembly.take(part));
      expect(taken.slice(0, -1).every((whole) => whole === null)).toBe(true);
      expect(JSON.stringify(taken.at(-1)?.snapshot)).toBe(JSON.stringify(snapshot));
      expect(taken.at(-1)?.checksum).toBe('c');
    }
  });

  it('are each small enough for one frame', () => {
    const parts = [...snapshotParts({ snapshot: large, checksum: 'c' } as Parameters<typeof snapshotParts>[0])];
    const lengths = parts.map((part) => ('json' in part ? part.json.length : 0));
    expect(lengths.reduce((sum, length) => sum + length)).toBeGreaterThan(2_000_000);
    expect(Math.max(...lengths)).toBeLessThan(300_000);
  });
});

describe('a file that is read in its own thread', () => {
  it('is what it is when read here, one part after the other', async () => {
    const line = serving();
    const read = await inOwnThread(line.start)(fileOf(large));
    expect(JSON.stringify(read.snapshot)).toBe(JSON.stringify(large));
    expect(read.checksum).toMatch(/^[0-9a-f]{64}$/);
    expect(line.replies.length).toBeGreaterThan(8);
    expect(line.ended()).toBe(true);
  });

  it('is refused with the reason and its name', async () => {
    const line = serving();
    await expect(inOwnThread(line.start)(fileOf('{"format": "aksara-studio/snapshot@9"}'))).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE', message: 'mine.json: The snapshot has format 9; this version reads format 1.', remedy: expect.stringContaining('Update'),
    });
    expect(line.ended()).toBe(true);
  });

  it('ends at once when it is cancelled, before or while it is read', async () => {
    const line = openLine(() => {});
    const ending = new AbortController();
    const reading = inOwnThread(line.start)(fileOf(large), { signal: ending.signal });
    ending.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    expect(line.ended()).toBe(true);
    await expect(inOwnThread(line.start)(fileOf(large), { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is read here when the thread cannot be started, and is told when the thread stops on the way', async () => {
    let fail = (): void => {};
    let reply: (data: unknown) => void = () => {};
    const start = (): SnapshotWorker => ({
      postMessage: () => {},
      addEventListener: (type: 'message' | 'error', listener: (event: { readonly data: unknown }) => void) => {
        if (type === 'error') fail = () => listener({ data: null });
        else reply = (data) => listener({ data });
      },
      terminate: () => {},
    });
    const read = inOwnThread(start);
    const unstarted = read(fileOf(sample));
    fail();
    expect((await unstarted).snapshot).toEqual(sample);
    const stopped = read(fileOf(sample));
    reply({ kind: 'items', list: 'models', json: '[]' });
    fail();
    const error: unknown = await stopped.catch((reason: unknown) => reason);
    expect(FlowError.isInstance(error) && error.message).toContain('mine.json was not read to its end');
  });
});
