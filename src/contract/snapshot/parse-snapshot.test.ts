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

const finding = { id: 'f', rule: 'D001', name: 'n', level: 'info', title: 't', object: { kind: 'model', id: 'm', part: null }, evidence: [], remedy: null, shortId: 'd-001' };
const route = {
  id: 'GET:/', method: 'GET', path: '/', operationId: null, summary: null, description: null, tags: [], deprecated: false, security: null, models: [], responses: [], source: 's',
  parameters: [], request: { required: true, bodies: [{ mediaType: 'm', component: null, schema: 'SCHEMA' }] },
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
    const other = { ...orders, id: 'public.others', declared };
    const [told, untold] = parseSnapshot(JSON.stringify({ ...smallest, models: [orders, other] })).models;
    expect(told).toEqual(orders);
    expect(untold).toEqual(other);
    expect([told, untold].map((model) => model && [isKnown(model, 'policies'), isKnown(model, 'owner')])).toEqual([[true, true], [false, true]]);
  });

  it.each([
    ['nothing', ' \n', 'The file is empty'],
    ['a web page', '<!doctype html>', 'it is not JSON'],
    ['a value on each line', '{"format": 1}\n{"format": 2}', 'each of its lines'],
    ['two values', '{} {}', 'it is not JSON'],
    ['half a file', JSON.stringify(smallest).slice(0, 80), 'is cut off'],
    ['other JSON', '[1, 2]', 'has no field "format"'],
    ['another format', '{"format": "har@1"}', 'its format is another one'],
    ['a newer version', '{"format": "aksara-studio/snapshot@7"}', 'has format 7; this version reads format 1'],
    ['a wrong field', JSON.stringify({ ...smallest, models: [{ id: 1 }] }), 'models.0.id'],
    ['a wrong nesting', JSON.stringify({ ...smallest, project: 'shop' }), 'project'],
  ])('%s is named as what it is', (_, text, words) => expect(failure(text)).toEqual({ code: 'SOURCE_UNREADABLE', message: expect.stringContaining(words) }));

  it('cuts texts that are too long, and says so', () => {
    const huge = 'x'.repeat(50 * 1024 ** 2);
    const { project, skipped } = parseSnapshot(JSON.stringify({ ...smallest, project: { ...smallest.project, name: huge } }));
    expect(project.name).toHaveLength('x'.repeat(20_000).length + ' … 52408800 more characters'.length);
    expect(skipped).toEqual([{ part: 'snapshot', reason: 'In the file project.name has 52428800 characters, of which the first 20000 are read.', remedy: null }]);
  });

  it('cuts inner lists that are too long, and names the first cuts one by one', () => {
    const evidence = Array.from({ length: 10_001 }, () => '');
    const diagnostics = Array.from({ length: 23 }, (_, number) => ({ ...finding, id: `f${number}`, evidence }));
    const { diagnostics: read, skipped } = parseSnapshot(JSON.stringify({ ...smallest, diagnostics }));
    expect(read.map(({ evidence: lines }) => lines.length)).toEqual(Array.from({ length: 23 }, () => 10_000));
    expect(skipped.map(({ reason }) => reason)).toContain('In the file diagnostics.22.evidence has 10001 entries, of which the first 10000 are read.');
    expect(skipped.at(-1)?.reason).toBe('In the file 3 more texts and lists are cut.');
    expect(skipped).toHaveLength(21);
  });

  it('keeps the first of an id that stands twice, and says so', () => {
    const diagnostics = [{ ...finding, title: 'first' }, { ...finding, title: 'second' }, { ...finding, id: 'other' }];
    const read = parseSnapshot(JSON.stringify({ ...smallest, diagnostics }));
    expect(read.diagnostics.map(({ title }) => title)).toEqual(['first', 't']);
    expect(read.skipped).toEqual([{ part: 'diagnostics', reason: '1 diagnostics of the file have the id of another one and are left out.', remedy: null }]);
  });

  it('refuses what nests deeper than a stack holds', () => {
    const deep = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
    const withSchema = (levels: number) => JSON.stringify({ ...smallest, routes: [route] }).replace('"SCHEMA"', deep(levels));
    expect(parseSnapshot(withSchema(90)).routes).toHaveLength(1);
    expect(failure(withSchema(100_000))).toEqual({ code: 'SOURCE_UNREADABLE', message: expect.stringMatching(/^The snapshot nests too deeply at routes\.0\.request/) });
  });

  it('refuses a list of more entries than are read, before each is looked at', () => {
    expect(failure(`{"models": [${'1,'.repeat(1_000_000)}1], ${JSON.stringify(smallest).slice(1, -1).replace('"models":[],', '')}}`)).toEqual({
      code: 'PAYLOAD_TOO_LARGE', message: 'The snapshot has 1000001 models; at most 250000 are read.',
    });
  });

  it('refuses what is too large before it is parsed', () => {
    expect(failure(' '.repeat(128 * 1024 ** 2 + 1))).toEqual({ code: 'PAYLOAD_TOO_LARGE', message: 'The snapshot has 128 MiB; at most 128 MiB are read.' });
  });
});
