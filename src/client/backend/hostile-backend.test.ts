import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectSnapshotSchema, type SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { createStudioClient, readBackendSnapshot } from '../index.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const recorded: Readonly<Record<string, string>> = {
  '/studio/handshake': 'handshake', '/studio/models/inspect/all': 'models-inspect-all', '/studio/runtime/routes': 'runtime-routes',
  '/studio/migrations/summary': 'migrations-summary', '/studio/db/queries': 'db-queries', '/studio/diagnostics': 'diagnostics',
};
const answers = Object.fromEntries(Object.entries(recorded).map(([path, name]) => [path, readFileSync(new URL(`../../contract/fixtures/aksara/${name}.json`, import.meta.url), 'utf8')]));

interface Spot {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function spotsOf(value: unknown): readonly Spot[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>; // an array has its items by their index
  return Object.keys(value).flatMap((key) => [{ holder, key }, ...spotsOf(holder[key])]);
}

const value = fc.oneof(
  fc.constantFrom(null, true, -1, 1e308, '', '__proto__', 'constructor', '\u202e\0\n```', 'x'.repeat(30_000), [], {}, [null], [[]], { sql: 1 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const change = fc.record({ path: fc.constantFrom(...Object.keys(answers)), at: fc.nat(), value, remove: fc.boolean() });

describe('a backend that answers anything', () => {
  it('gives a snapshot all the same, which says what is missing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 25 }), async (changes) => {
        const changed = new Map(Object.entries(answers).map(([path, text]) => [path, JSON.parse(text) as unknown]));
        for (const { path, at, value: next, remove } of changes) {
          const spots = spotsOf(changed.get(path));
          const spot = spots[at % spots.length];
          if (spot && remove && !Array.isArray(spot.holder)) delete spot.holder[spot.key];
          else if (spot) spot.holder[spot.key] = next;
        }
        const fetch = (url: string) => Promise.resolve(Response.json(changed.get(url) ?? {}, { status: changed.has(url) ? 200 : 404 }));
        const snapshot = await readBackendSnapshot(createStudioClient({ baseUrl: '', fetch }), { parser });
        expect(projectSnapshotSchema.safeParse(snapshot).error).toBeUndefined();
        for (const { reason } of snapshot.skipped) expect(reason.length).toBeLessThan(1_000);
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
