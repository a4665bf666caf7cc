import type { Model } from '#contract';
import type { FunctionUse, JoinUse, ListUse, NullTest, OperatorUse, PatternUse, SortUse, TableUse } from './query-shape.ts';

/** Collects what a statement asks of one table reference while the statement is read. */
export interface TableUseBuilder {
  readonly model: Model | null;
  readonly name: string;
  readonly alias: string | null;
  readonly scope: string;
  written: boolean;
  readsAll: boolean;
  readonly equality: Set<string>;
  readonly range: Set<string>;
  readonly group: Set<string>;
  readonly alternatives: Set<string>;
  readonly read: Set<string>;
  readonly writes: Set<string>;
  readonly lists: ListUse[];
  readonly joins: JoinUse[];
  readonly sort: SortUse[];
  readonly aggregates: FunctionUse[];
  readonly nullTests: NullTest[];
  readonly patterns: PatternUse[];
  readonly functions: FunctionUse[];
  readonly otherConditions: OperatorUse[];
}

export interface TableReference {
  readonly model: Model | null;
  readonly name: string;
  readonly alias: string | null;
  readonly scope: string;
}

export function createTableUse(reference: TableReference): TableUseBuilder {
  return {
    ...reference,
    written: false,
    readsAll: false,
    equality: new Set(), range: new Set(), group: new Set(), alternatives: new Set(), read: new Set(), writes: new Set(),
    lists: [], joins: [], sort: [], aggregates: [], nullTests: [], patterns: [], functions: [], otherConditions: [],
  };
}

/** The finished facts; the same fact said twice is listed once. */
export function toTableUse(builder: TableUseBuilder): TableUse {
  return {
    model: builder.model?.id ?? null,
    name: builder.name,
    alias: builder.alias,
    scope: builder.scope,
    written: builder.written,
    readsAll: builder.readsAll,
    equality: [...builder.equality],
    range: [...builder.range],
    group: [...builder.group],
    alternatives: [...builder.alternatives],
    read: [...builder.read],
    writes: [...builder.writes],
    lists: distinct(builder.lists),
    joins: distinct(builder.joins),
    sort: distinct(builder.sort),
    aggregates: distinct(builder.aggregates),
    nullTests: distinct(builder.nullTests),
    patterns: distinct(builder.patterns),
    functions: distinct(builder.functions),
    otherConditions: distinct(builder.otherConditions),
  };
}

/** What other tables call it. */
export function shownName(builder: TableUseBuilder): string {
  return builder.alias ?? builder.name;
}

function distinct<Item>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
