/** What one statement asks of each table: the facts an index or a rewrite is judged by. Names are unquoted catalog names. */
export interface QueryShape {
  readonly operation: QueryOperation;
  /** In order of appearance; the same table used twice is listed twice. */
  readonly tables: readonly TableUse[];
  /** Common table expressions and derived tables, seen through: their tables are in `tables` with that scope. */
  readonly derived: readonly DerivedTable[];
  /** LIMIT and OFFSET of the outermost query. */
  readonly limit: RowLimit | null;
  readonly distinct: boolean;
  /** The outermost query has an ORDER BY, over whatever: a column, an aggregate, an output name. */
  readonly ordered: boolean;
  /** `UNION`, `UNION ALL`, `INTERSECT`, `EXCEPT` between its parts, in order. */
  readonly setOperations: readonly string[];
  /** Forms that allow or forbid a rewrite: a subquery behind IN, NOT IN, EXISTS … */
  readonly subqueries: readonly SubqueryUse[];
  /** Tables and columns that no model has, as written; sorted. */
  readonly unresolved: readonly string[];
  /** Parts that were not looked at, such as an expression nested too deep. */
  readonly notCovered: readonly string[];
}

export type QueryOperation = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'MERGE' | 'OTHER';

/** One reference to a table. `model` is null when no model, or more than one, has that name. */
export interface TableUse {
  readonly model: string | null;
  /** As written, without quotes: `orders` or `public.orders`. */
  readonly name: string;
  readonly alias: string | null;
  /** `query`, `cte recent`, `derived t`, `subquery 1`: where it stands. */
  readonly scope: string;
  readonly written: boolean;
  /** `col = constant | parameter | expression without this table`, `col IS NOT DISTINCT FROM …`. */
  readonly equality: readonly string[];
  /** `<, <=, >, >=, BETWEEN`. */
  readonly range: readonly string[];
  /** `col IN (…)`, `col = ANY (…)`, with the number of items where it is written out. */
  readonly lists: readonly ListUse[];
  readonly joins: readonly JoinUse[];
  readonly sort: readonly SortUse[];
  readonly group: readonly string[];
  /** Aggregates over a column: `count(*)` has column null. */
  readonly aggregates: readonly FunctionUse[];
  readonly nullTests: readonly NullTest[];
  readonly patterns: readonly PatternUse[];
  /** Functions, casts and operators around a column in a condition, join or sort. */
  readonly functions: readonly FunctionUse[];
  /** Operators that are none of the above (`@>`, `&&`, `->>`, `<>`, …). */
  readonly otherConditions: readonly OperatorUse[];
  /** Columns with a condition inside an OR. */
  readonly alternatives: readonly string[];
  /** Columns it returns or computes with, `*` resolved when the model is known. */
  readonly read: readonly string[];
  readonly readsAll: boolean;
  /** Columns of INSERT and UPDATE … SET. */
  readonly writes: readonly string[];
}

export interface ListUse {
  readonly column: string;
  readonly items: number | null;
  readonly negated: boolean;
}

export interface JoinUse {
  readonly column: string;
  /** Alias or name of the other table, and its column. */
  readonly with: string;
  readonly otherColumn: string;
  readonly operator: string;
  readonly kind: JoinKind;
}

/** `semi` and `anti`: IN and NOT IN over a subquery; `correlated`: with a table of the query around it. */
export type JoinKind = 'inner' | 'left' | 'right' | 'full' | 'semi' | 'anti' | 'correlated';

export interface SortUse {
  /** Place in ORDER BY, from 1. */
  readonly position: number;
  readonly column: string;
  readonly descending: boolean;
  /** Null = PostgreSQL's default: last for ASC, first for DESC. */
  readonly nulls: 'first' | 'last' | null;
  /** The function around the column, if any: `lower`. */
  readonly function: string | null;
}

export interface FunctionUse {
  /** Null for `count(*)`. */
  readonly column: string | null;
  /** `lower`, `date_trunc`, `::date`, `+`. */
  readonly function: string;
  readonly clause: Clause;
}

export type Clause = 'where' | 'join' | 'having' | 'order by' | 'group by' | 'select';

export interface NullTest {
  readonly column: string;
  readonly isNull: boolean;
}

export interface PatternUse {
  readonly column: string;
  readonly operator: 'LIKE' | 'NOT LIKE' | 'ILIKE' | 'NOT ILIKE' | 'SIMILAR TO' | 'NOT SIMILAR TO' | '~' | '~*' | '!~' | '!~*';
  /** True when the pattern begins with a wildcard; null for a parameter or an expression. */
  readonly leadingWildcard: boolean | null;
}

export interface OperatorUse {
  readonly column: string;
  readonly operator: string;
}

export interface RowLimit {
  /** Null = none, a parameter or an expression; `hasCount` tells these apart. */
  readonly count: number | null;
  readonly offset: number | null;
  readonly hasCount: boolean;
  readonly hasOffset: boolean;
  readonly withTies: boolean;
}

export interface DerivedTable {
  readonly name: string;
  readonly kind: 'cte' | 'recursive cte' | 'subquery' | 'function' | 'values';
  readonly materialized: boolean | null;
}

export interface SubqueryUse {
  readonly form: 'IN' | 'NOT IN' | 'EXISTS' | 'NOT EXISTS' | 'ANY' | 'ALL' | 'scalar' | 'ARRAY';
  readonly correlated: boolean;
  /** `subquery 1`: the scope its tables carry. */
  readonly scope: string;
}

/** One small exact fact of the catalog that allows or forbids a rewrite. */
export interface RewriteFact {
  readonly kind: 'unique' | 'not_null' | 'nullable' | 'foreign_key' | 'not_in_null' | 'no_constraint';
  /** Model id. */
  readonly model: string;
  readonly columns: readonly string[];
  /** Constraint or index it rests on, if any. */
  readonly constraint: string | null;
  /** The fact in one sentence, names quoted. */
  readonly text: string;
}
