import { describe, expect, it } from 'vitest';
import { FlowError } from '../flow-error.ts';
import { isKnown } from './declaration.ts';
import type { Model } from './model.ts';
import { parseSnapshot } from './parse-snapshot.ts';
import { snapshotFormat } from './project-snapshot.ts';

const smallest = {
  format: snapshotFormat, project: { name: 'shop', kind: 'project', sources: { database: null, openapi: null, migrations: null } }, database: null,
  models: [], routes: [], queries: [], migrations: [], diagnostics: [], skipped: [],
};

const orders: Model = {
  id: 'public.orders', schema: 'public', name: 'orders', displayName: 'Order', kind: 'table', owner: '', comment: null, columns: [], primaryKey: null,
  uniques: [], checks: [], exclusions: [], foreignKeys: [], referencedBy: [], indexes: [], triggers: [], rowSecurity: { enabled: false, forced: false },
  policies: [], grants: [], partitionOf: null, partitionKey: null, partitions: [], definition: null, rowEstimate: null, size: null, activity: null,
};

function failure(text: string): { code: string; message: string } {
  try {
    parseSnapshot(text);
  } catch (error) {
    if (FlowError.isInstance(error)) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('it was read');
}

describe('parseSnapshot', () => {
  it('reads what it is given', () => expect(parseSnapshot(JSON.stringify(smallest))).toEqual(smallest));

  it('leaves out what it does not know, prototype keys too', () => {
    const text = `{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}, "later": 1, ${JSON.stringify(smallest).slice(1)}`;
    const parsed = parseSnapshot(text);
    expect(parsed).toEqual(smallest);
    expect(Object.hasOwn(parsed, '__proto__')).toBe(false);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('tells a part that nobody told from one that is empty', () => {
    const declared = { by: 'Aksara backend', unknown: ['policies', 'a part of a newer version'] };
    const [told, untold] = parseSnapshot(JSON.stringify({ ...smallest, models: [orders, { ...orders, declared }] })).models;
    expect(told).toEqual(orders);
    expect(untold).toEqual({ ...orders, declared });
    expect([told, untold].map((model) => model && [isKnown(model, 'policies'), isKnown(model, 'owner')])).toEqual([[true, true], [false, true]]);
  });

  it.each([
    ['nothing', '', 'it is not JSON'],
    ['a web page', '<!doctype html>', 'it is not JSON'],
    ['half a file', JSON.stringify(smallest).slice(0, 80), 'is cut off'],
    ['other JSON', '[1, 2]', 'has no field "format"'],
    ['another format', '{"format": "har@1"}', 'its format is another one'],
    ['a newer version', '{"format": "aksara-studio/snapshot@7"}', 'has format 7; this version reads format 1'],
    ['a wrong field', JSON.stringify({ ...smallest, models: [{ id: 1 }] }), 'models.0.id'],
    ['a wrong nesting', JSON.stringify({ ...smallest, project: 'shop' }), 'project'],
  ])('%s is named as what it is', (_, text, words) => expect(failure(text)).toEqual({ code: 'SOURCE_UNREADABLE', message: expect.stringContaining(words) }));

  it('refuses what is too large before it is parsed', () => {
    expect(failure(' '.repeat(128 * 1024 ** 2 + 1))).toEqual({ code: 'PAYLOAD_TOO_LARGE', message: 'The snapshot has 128 MiB; at most 128 MiB are read.' });
  });
});
