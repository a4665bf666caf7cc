import type { NodeFields } from './node-title.ts';
import { splitList } from './quoted-text.ts';

/** Fields that are a list in JSON. */
const LISTS: ReadonlySet<string> = new Set(['Output', 'Sort Key', 'Presorted Key', 'Group Key', 'Conflict Arbiter Indexes', 'Params Evaluated']);

/**
 * The fields of a line below a node, named as in JSON: `Filter: (a > 1)`, `Sort Method: external merge  Disk: 120kB`,
 * `Buffers: shared hit=4 read=2`; null when it is no `Name: value`.
 */
export function readProperty(text: string): NodeFields | null {
  const [, name, value] = /^\s*([A-Z][\w /-]*?): +(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) return null;
  const special = Object.hasOwn(SPECIAL, name) ? SPECIAL[name]?.(value, text.trim()) : undefined;
  if (special !== undefined) return special;
  if (LISTS.has(name)) return { [name]: splitList(value) };
  return { [name]: plainValue(value) };
}

function plainValue(value: string): string | number | boolean {
  if (/^\d+(?:\.\d+)?$/.test(value)) return Number(value);
  return value === 'true' || value === 'false' ? value === 'true' : value;
}

const SPECIAL: Readonly<Record<string, (value: string, line: string) => NodeFields>> = {
  Buffers: readBuffers,
  WAL: (value) => counts(value, { records: 'WAL Records', fpi: 'WAL FPI', bytes: 'WAL Bytes' }),
  'Heap Blocks': (value) => counts(value, { exact: 'Exact Heap Blocks', lossy: 'Lossy Heap Blocks' }),
  Buckets: readFigures,
  Batches: readFigures,
  'Planned Partitions': readFigures,
  Hits: readFigures,
  Storage: readFigures,
  'Sort Method': readSort,
  'Full-sort Groups': (value) => ({ 'Full-sort Groups': readGroups(value) }),
  'Pre-sorted Groups': (value) => ({ 'Pre-sorted Groups': readGroups(value) }),
  Sampling: readSampling,
};

/** `shared hit=4 read=2, temp written=8` → the ten counters that JSON has, those not named as zero. */
export function readBuffers(value: string): NodeFields {
  const fields: NodeFields = { ...NO_BUFFERS };
  for (const part of value.split(', ')) {
    const [area = '', ...figures] = part.split(' ');
    for (const [, kind = '', count] of figures.map((figure) => /^(\w+)=(\d+)$/.exec(figure) ?? [])) {
      if (count !== undefined) fields[`${capital(area)} ${capital(kind)} Blocks`] = Number(count);
    }
  }
  return fields;
}

/** What JSON says of a node that touched no block; text leaves the line out. */
export const NO_BUFFERS: Readonly<Record<string, number>> = Object.fromEntries(
  ['Shared Hit', 'Shared Read', 'Shared Dirtied', 'Shared Written', 'Local Hit', 'Local Read', 'Local Dirtied', 'Local Written', 'Temp Read', 'Temp Written'].map((name) => [`${name} Blocks`, 0]),
);

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** `exact=3 lossy=9`: what is not named is zero. */
function counts(value: string, names: Readonly<Record<string, string>>): NodeFields {
  return Object.fromEntries(Object.entries(names).map(([name, field]) => [field, Number(new RegExp(`\\b${name}=(\\d+)`).exec(value)?.[1] ?? 0)]));
}

/** JSON's names of the figures that text writes side by side: `Buckets: 1024 (originally 512)  Batches: 1  Memory Usage: 9kB`. */
function readFigures(_value: string, line: string): NodeFields {
  const isHash = line.startsWith('Buckets');
  return Object.assign({}, ...line.split(/ {2,}/).map((part) => readFigure(part, isHash)));
}

function readFigure(part: string, isHash: boolean): NodeFields {
  const [, name = '', value = '', original] = /^([\w ]+): (\S+)(?: \(originally (\d+)\))?/.exec(part) ?? [];
  const kind = isHash ? 'Hash' : 'HashAgg';
  if (name === 'Buckets') return { 'Hash Buckets': Number(value), 'Original Hash Buckets': Number(original ?? value) };
  if (name === 'Batches') return { [`${kind} Batches`]: Number(value), ...(isHash ? { 'Original Hash Batches': Number(original ?? value) } : {}) };
  if (name === 'Memory Usage') return { 'Peak Memory Usage': kilobytes(value) };
  if (name === 'Disk Usage' || name === 'Maximum Storage') return { [name]: kilobytes(value) };
  if (/^(?:Hits|Misses|Evictions|Overflows)$/.test(name)) return { [`Cache ${name}`]: Number(value) };
  return name === '' ? {} : { [name]: plainValue(value) };
}

/** `external merge  Disk: 120kB` or `quicksort  Memory: 25kB`. */
function readSort(value: string): NodeFields {
  const [, method = value, space, used] = /^(.*?) {2}(Disk|Memory): (\d+kB)$/.exec(value) ?? [];
  return { 'Sort Method': method, ...(used === undefined ? {} : { 'Sort Space Used': kilobytes(used), 'Sort Space Type': space }) };
}

/** `4  Sort Methods: quicksort, external merge  Average Memory: 28kB  Peak Memory: 28kB  Average Disk: …  Peak Disk: …`. */
function readGroups(value: string): NodeFields {
  const [count = '', ...parts] = value.split(/ {2,}/);
  const named = new Map(parts.map((part) => [part.slice(0, part.indexOf(':')), part.slice(part.indexOf(':') + 2)]));
  const methods = (named.get('Sort Methods') ?? named.get('Sort Method') ?? '').split(', ').filter((method) => method !== '');
  const spaces = ['Memory', 'Disk'].flatMap((space) => {
    const [average, peak] = [named.get(`Average ${space}`), named.get(`Peak ${space}`)];
    return average === undefined || peak === undefined ? [] : [[`Sort Space ${space}`, { 'Average Sort Space Used': kilobytes(average), 'Peak Sort Space Used': kilobytes(peak) }] as const];
  });
  return { 'Group Count': Number(count), 'Sort Methods Used': methods, ...Object.fromEntries(spaces) };
}

/** `system ('10'::real) REPEATABLE ('1'::double precision)`. */
function readSampling(value: string): NodeFields {
  const [, method = value, parameters = '', seed] = /^(\S+) \((.*?)\)(?: REPEATABLE \((.*)\))?$/s.exec(value) ?? [];
  return { 'Sampling Method': method, 'Sampling Parameters': splitList(parameters), ...(seed === undefined ? {} : { 'Repeatable Seed': seed }) };
}

function kilobytes(text: string): number {
  return Number(/^\d+/.exec(text)?.[0] ?? 0);
}
