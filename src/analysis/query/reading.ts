import type { SqlNode } from '../sql/tree.ts';
import type { ModelLookup } from './model-lookup.ts';
import type { DerivedTable, SubqueryUse } from './query-shape.ts';
import type { TableUseBuilder } from './table-use-builder.ts';

/** The state of reading one statement: what it collects, and the way back into a nested query. */
export interface Reading {
  readonly models: ModelLookup;
  readonly uses: TableUseBuilder[];
  readonly derived: DerivedTable[];
  readonly subqueries: SubqueryUse[];
  readonly setOperations: string[];
  readonly unresolved: Set<string>;
  /** How often each name stands in a FROM clause: a CTE named once is planned like a subquery. */
  readonly references: ReadonlyMap<string, number>;
  /** Reads a query inside another one. */
  readQuery(query: SqlNode, around: Around): QueryOutput;
}

/** Where a nested query stands. */
export interface Around {
  readonly parent: Scope | null;
  readonly ctes: ReadonlyMap<string, QueryOutput>;
  readonly label: string;
}

/** A column of a table, however many derived tables it came through. */
export interface Origin {
  readonly use: TableUseBuilder;
  readonly column: string;
}

/** Output columns by name; null = not known. A column that is no plain column of a table has origin null. */
export type OutputColumns = ReadonlyMap<string, Origin | null> | null;

export interface QueryOutput {
  readonly columns: OutputColumns;
  /** True when it used a column of the query around it. */
  readonly correlated: boolean;
}

/** One name in a FROM clause. `use` is null for derived tables. */
export interface Source {
  readonly name: string;
  readonly schema: string | null;
  readonly use: TableUseBuilder | null;
  readonly columns: OutputColumns;
}

/** The names a query sees: its own FROM clause, then those of the queries around it. */
export interface Scope {
  readonly label: string;
  readonly parent: Scope | null;
  readonly sources: Source[];
  readonly ctes: ReadonlyMap<string, QueryOutput>;
  correlated: boolean;
}

export function createScope(around: Around): Scope {
  return { label: around.label, parent: around.parent, sources: [], ctes: around.ctes, correlated: false };
}
