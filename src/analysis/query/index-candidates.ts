import type { Column, IndexKey, Model } from '#contract';
import { quoteIdentifier, quoteName } from '../format/identifier.ts';
import type { QueryShape, TableUse } from './query-shape.ts';

/** A b-tree index that a table does not have, and that a statement could use. */
export interface IndexCandidate {
  /** Model id. */
  readonly model: string;
  /** In order; between one and four. */
  readonly columns: readonly { readonly name: string; readonly descending: boolean }[];
  /** `CREATE INDEX ON public.orders (customer_id, created_at DESC)`. */
  readonly definition: string;
}

/** Below so many rows a scan of the table is as good (PgHero). */
const FEWEST_ROWS = 500;
const MOST_COLUMNS = 4;
const MOST_CANDIDATES = 10;
/** Types no b-tree helps with: without an order, or compared by containment. */
const WITHOUT_ORDER = /^(?:json|jsonb|xml|point|box|circle|line|lseg|path|polygon|tsvector|tsquery|bytea)\b|\[\]$/;

/**
 * Indexes worth asking the planner about, the most telling first: columns compared for equality, then one range or the sort keys
 * (rules/plans.md, "Index advisors"). None that a valid index of the table begins with, and none of a small table.
 */
export function indexCandidates({ tables }: Pick<QueryShape, 'tables'>, models: readonly Model[]): readonly IndexCandidate[] {
  const byId = new Map(models.map((model) => [model.id, model]));
  const found = tables.flatMap((use) => {
    const model = byId.get(use.model ?? '');
    return model === undefined || !isIndexable(model) ? [] : keysOf(use, model).map((keys) => toCandidate(model, keys));
  });
  return [...new Map(found.map((candidate) => [candidate.definition, candidate])).values()].slice(0, MOST_CANDIDATES);
}

function isIndexable({ kind, rowEstimate }: Model): boolean {
  return (kind === 'table' || kind === 'materialized_view') && (rowEstimate === null || rowEstimate >= FEWEST_ROWS);
}

type Key = IndexCandidate['columns'][number];

function keysOf(use: TableUse, model: Model): readonly (readonly Key[])[] {
  const usable = new Map(model.columns.filter(({ type }) => !WITHOUT_ORDER.test(type)).map((column) => [column.name, column]));
  const plain = (names: readonly string[]) => distinctFirst(names.flatMap((name) => usable.get(name) ?? []), model).map((name) => ({ name, descending: false }));
  const equal = plain([...use.equality, ...use.lists.flatMap(({ column, negated }) => (negated ? [] : [column])), ...use.nullTests.flatMap(({ column, isNull }) => (isNull ? [column] : []))]);
  const joined = plain(use.joins.flatMap(({ column, operator }) => (operator === '=' ? [column] : [])));
  const ranges = plain(use.range);
  const sorts = sortKeys(use, usable);
  const proposals = [
    ...ranges.map((range) => [...equal, range]), [...equal, ...sorts], equal, [...joined, ...equal], [...equal, ...joined], [...sorts], ...joined.map((key) => [key]),
    ...equal.map((key) => [key]), ...ranges.map((range) => [range]),
  ];
  return proposals.map(withoutRepeats).filter((keys) => keys.length > 0 && keys.length <= MOST_COLUMNS && !isCovered(keys, model));
}

/** The most distinct first; then in the order of the table. */
function distinctFirst(columns: readonly Column[], model: Model): readonly string[] {
  const all = model.columns;
  return [...new Set(columns)].toSorted((a, b) => distinctValues(b, model) - distinctValues(a, model) || all.indexOf(a) - all.indexOf(b)).map(({ name }) => name);
}

/** n_distinct of pg_stats: below zero it is a share of the rows. */
function distinctValues({ distinct }: Column, { rowEstimate }: Model): number {
  if (distinct === null) return 0;
  return distinct < 0 ? -distinct * (rowEstimate ?? 0) : distinct;
}

/** The sort keys in their order; none when one is no plain column that an index can hold. */
function sortKeys({ sort, scope }: TableUse, usable: ReadonlyMap<string, Column>): readonly Key[] {
  const plain = scope === 'query' && sort.every(({ column, function: around, nulls }) => around === null && nulls === null && usable.has(column));
  return plain ? sort.map(({ column, descending }) => ({ name: column, descending })) : [];
}

function withoutRepeats(keys: readonly Key[]): readonly Key[] {
  return keys.filter(({ name }, index) => keys.findIndex((other) => other.name === name) === index);
}

function isCovered(keys: readonly Key[], { indexes }: Model): boolean {
  return indexes.some(({ valid, predicate, method, keys: held }) => valid && predicate === null && method === 'btree' && keys.every((key, at) => isSame(key, held[at])));
}

/** An index is read both ways, but a mixed order must fit: its direction is compared where there are several keys. */
function isSame({ name, descending }: Key, held: IndexKey | undefined): boolean {
  return held?.column === name && held.descending === descending;
}

function toCandidate(model: Model, columns: readonly Key[]): IndexCandidate {
  const list = columns.map(({ name, descending }) => `${quoteIdentifier(name)}${descending ? ' DESC' : ''}`).join(', ');
  return { model: model.id, columns, definition: `CREATE INDEX ON ${quoteName(model)} (${list})` };
}
