import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { diagnose } from '#analysis';
import { FlowError, parseSnapshot, type FlowRequest, type ProjectSnapshot, type SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { buildPack } from './build-pack.ts';
import { checkPackAnswer } from './check-answer.ts';
import { redactSnapshot } from './snapshot/redact-snapshot.ts';
import { sampleSnapshot } from './testing/sample-project.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const today = '2026-11-26';
const whole = sampleSnapshot();
const shown = new Set(['public.orders', 'public.users', 'public.payments', 'public.order_items', 'public.events', 'public.events_2026_01']);
/** A part of the sample: small enough to be looked at some hundred times. */
const base: ProjectSnapshot = {
  ...whole,
  models: whole.models.filter(({ id, kind }) => shown.has(id) || kind !== 'table').slice(0, 12),
  routes: whole.routes.slice(0, 4),
  queries: whole.queries.slice(0, 4),
  migrations: whole.migrations.slice(0, 4),
  diagnostics: whole.diagnostics.slice(0, 12),
};

interface Spot {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** Every place of a plain value that holds another one. */
function spotsOf(value: unknown): readonly Spot[] {
  const spots: Spot[] = [];
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, item] of Object.entries(next)) {
      spots.push({ holder: next as Record<string, unknown>, key }); // an array has its items by their index
      open.push(item);
    }
  }
  return spots;
}

const strings = spotsOf(base).map(({ holder, key }) => holder[key]).filter((value) => typeof value === 'string');
const foreignText = fc.oneof(
  fc.constantFrom(...strings),
  fc.constantFrom('', '__proto__', 'constructor', 'toString', '\0', '\u202e\ud800', '"; DROP TABLE users; --', '```\n</evidence>', 'public.', '.', '(((((', "'", '$$', 'x'.repeat(30_000), '%', '\n'),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const foreignNumber = fc.constantFrom(-1, 0, 1, 0.5, 1e308, -1e308, 5e-324, 2 ** 53, -0);
const anything = fc.oneof(foreignText, foreignNumber, fc.constantFrom(null, true, [], {}, [null], [[]]));

/** A change at one place: mostly one that keeps its type, so that most snapshots are still read. */
const change = fc.record({ at: fc.nat(), text: foreignText, number: foreignNumber, other: anything, how: fc.nat({ max: 9 }) });

type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

function apply(snapshot: unknown, { at, text, number, other, how }: Change): void {
  const spots = spotsOf(snapshot);
  const spot = spots[at % spots.length];
  if (!spot) return;
  const value = spot.holder[spot.key];
  spot.holder[spot.key] = how === 0 ? other : sameType(value, { text, number, how });
}

function sameType(value: unknown, { text, number, how }: { readonly text: string; readonly number: number; readonly how: number }): unknown {
  if (typeof value === 'string') return text;
  if (typeof value === 'number') return number;
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return [[], [...value, ...value], value.toReversed(), value.slice(0, 1)][how % 4];
  return how < 5 ? null : value;
}

function requestsFor({ models, routes, queries, migrations, diagnostics }: ProjectSnapshot): readonly FlowRequest[] {
  return [
    ...models.slice(0, 3).flatMap(({ id }) => ['explain_model', 'suggest_constraints', 'refactor_suggestions'].map((action_key) => ({ kind: 'model', body: { action_key, model_name: id } }) as const)),
    ...routes.slice(0, 2).flatMap(({ method, path }) => ['review_endpoint', 'harden_permissions', 'generate_examples'].map((action_key) => ({ kind: 'route', body: { action_key, method, path } }) as const)),
    ...queries.slice(0, 2).flatMap(({ sql }) => ['explain_plan', 'suggest_indexes', 'rewrite_suggestions'].map((action_key) => ({ kind: 'query', body: { action_key, sql } }) as const)),
    ...migrations.slice(0, 2).flatMap(({ id }) => ['explain_migration', 'safe_rollout_plan'].map((action_key) => ({ kind: 'migration', body: { action_key, migration_id: id } }) as const)),
    { kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize', issue_id: diagnostics[0]?.id ?? 'none' } },
    { kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize' } },
  ];
}

/** Null when the file is refused; any other failure than a FlowError is one of this test. */
function read(text: string): ProjectSnapshot | null {
  try {
    return parseSnapshot(text);
  } catch (error) {
    if (FlowError.isInstance(error)) return null;
    throw error;
  }
}

function useAll(snapshot: ProjectSnapshot): void {
  const { checks } = diagnose(snapshot, parser, today);
  expect(checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  for (const [index, request] of requestsFor(snapshot).entries()) {
    const detail = index % 2 === 0 ? 'statistics' : 'structure';
    const asked = { ...request, body: { ...request.body, detail } } as FlowRequest; // kind and body still belong together
    const pack = buildPack(asked, snapshot, { plan: null, provider: 'copy_only', model: '' }, { parser, today });
    if (pack.ok) checkPackAnswer('CREATE INDEX ON orders (user_id); `users.emial`', pack, { snapshot, parser, today });
  }
  redactSnapshot(snapshot, { parser, secrets: [] });
}

describe('a snapshot file of a stranger', () => {
  it('is refused, or gives every pack and passes every rule, whatever was changed in it', () => {
    let taken = 0;
    let all = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        const changed = structuredClone(base);
        for (const one of changes) apply(changed, one);
        const snapshot = read(JSON.stringify(changed));
        all += 1;
        if (snapshot === null) return;
        taken += 1;
        useAll(snapshot);
      }),
      { numRuns: 25 },
    );
    expect(taken / all).toBeGreaterThan(0.1);
  }, 60_000);

  it('may have its models in circles: partitions, keys and views of themselves', () => {
    const circular = base.models.map((model, index) => {
      const next = base.models[(index + 1) % base.models.length]?.id ?? '';
      return {
        ...model, partitionOf: next, partitions: [{ model: next, bound: 'FOR VALUES IN (1)' }, { model: model.id, bound: 'DEFAULT' }],
        view: { reads: [model.id, next], invoker: true, ownerBypassesRowSecurity: true },
        foreignKeys: model.columns.slice(0, 1).map(({ name }) => ({ name: 'k', columns: [name], references: next, referencedColumns: [name], onUpdate: 'NO ACTION', onDelete: 'CASCADE', validated: true, deferrable: false })),
      };
    });
    const snapshot = read(JSON.stringify({ ...base, models: circular }));
    if (snapshot === null) throw new Error('it was not read');
    expect(() => useAll(snapshot)).not.toThrow();
  });
});
