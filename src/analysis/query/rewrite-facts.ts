import type { Column, Model } from '#contract';
import { quoteIdentifier, quoteQualified } from '../format/identifier.ts';
import type { JoinUse, QueryShape, RewriteFact, TableUse } from './query-shape.ts';

/**
 * What the catalog guarantees about the columns this statement joins, tests or returns, and so which rewrites are safe: uniqueness,
 * NOT NULL and foreign keys, each with the constraint it rests on. In order of appearance, each fact once.
 */
export function rewriteFacts(shape: QueryShape, models: readonly Model[]): readonly RewriteFact[] {
  const known = shape.tables.flatMap((use) => {
    const model = models.find(({ id }) => id === use.model);
    return model === undefined ? [] : [{ use, model }];
  });
  const facts = known.flatMap((table) => [...uniqueFacts(table), ...joinFacts(table, known), ...notInFacts(table, shape), ...distinctFacts(table, shape)]);
  return [...new Map(facts.map((fact) => [fact.text, fact])).values()];
}

interface KnownTable {
  readonly use: TableUse;
  readonly model: Model;
}

/** A key fixed by equality or a join: at most one row of the table fits. */
function uniqueFacts({ use, model }: KnownTable): readonly RewriteFact[] {
  const joined = use.joins.filter(({ operator }) => operator === '=').map(({ column }) => column);
  const key = keyWithin(model, new Set([...use.equality, ...joined]));
  if (key === null) return [];
  const text = `${columnsOf(model, key.columns)} is unique (${quoteIdentifier(key.name)}): at most one row of ${named(model)} fits each value, so joining on it adds no duplicates`;
  return [{ kind: 'unique', model: model.id, columns: key.columns, constraint: key.name, text }];
}

function joinFacts(table: KnownTable, known: readonly KnownTable[]): readonly RewriteFact[] {
  return table.use.joins.flatMap((join) => [...nullFact(table, join.column), ...partnerFact(table, join, known)]);
}

function nullFact({ model }: KnownTable, name: string): readonly RewriteFact[] {
  const column = model.columns.find((candidate) => candidate.name === name);
  if (column === undefined) return [];
  const text = column.nullable
    ? `${columnsOf(model, [name])} is nullable: its NULL rows find no partner in an inner join`
    : `${columnsOf(model, [name])} is NOT NULL`;
  return [{ kind: column.nullable ? 'nullable' : 'not_null', model: model.id, columns: [name], constraint: null, text }];
}

/** Whether every row has its partner: a validated foreign key over a NOT NULL column. */
function partnerFact({ use, model }: KnownTable, join: JoinUse, known: readonly KnownTable[]): readonly RewriteFact[] {
  const other = known.find((candidate) => (candidate.use.alias ?? candidate.use.name) === join.with && candidate.use.scope === use.scope);
  if (other === undefined || join.operator !== '=') return [];
  const key = model.foreignKeys.find(
    ({ references, columns, referencedColumns }) => references === other.model.id && columns.length === 1 && columns[0] === join.column && referencedColumns[0] === join.otherColumn,
  );
  if (key === undefined) return [];
  const column = model.columns.find(({ name }) => name === join.column);
  const complete = key.validated && column?.nullable === false;
  const text = complete
    ? `${columnsOf(model, key.columns)} references ${columnsOf(other.model, key.referencedColumns)} (${quoteIdentifier(key.name)}) and is NOT NULL: every row has exactly one partner, so a join that reads nothing else of ${named(other.model)} can go, and LEFT and INNER give the same rows`
    : `${columnsOf(model, key.columns)} references ${columnsOf(other.model, key.referencedColumns)} (${quoteIdentifier(key.name)}), but ${key.validated ? 'is nullable' : 'the key is NOT VALID'}: a row may have no partner`;
  return [{ kind: 'foreign_key', model: model.id, columns: key.columns, constraint: key.name, text }];
}

/** `NOT IN (SELECT c …)` gives no row at all once c is NULL; NOT EXISTS is equal only when c cannot be. */
function notInFacts({ use, model }: KnownTable, shape: QueryShape): readonly RewriteFact[] {
  const subquery = shape.subqueries.find(({ scope, form }) => scope === use.scope && form === 'NOT IN');
  if (subquery === undefined) return [];
  return use.read.flatMap((name): RewriteFact[] => {
    const column = model.columns.find((candidate) => candidate.name === name);
    return column === undefined ? [] : [{ kind: 'not_in_null', model: model.id, columns: [name], constraint: null, text: notInText(model, column) }];
  });
}

function notInText(model: Model, column: Column): string {
  const name = columnsOf(model, [column.name]);
  return column.nullable
    ? `${name} behind NOT IN is nullable: one NULL makes the condition false for every row, NOT EXISTS would not`
    : `${name} behind NOT IN is NOT NULL: NOT EXISTS gives the same rows when the outer side is not NULL`;
}

/** DISTINCT over one table that returns a whole key removes nothing. */
function distinctFacts({ use, model }: KnownTable, shape: QueryShape): readonly RewriteFact[] {
  const alone = shape.tables.length === 1 && shape.derived.length === 0;
  const key = shape.distinct && alone ? keyWithin(model, new Set(use.read)) : null;
  if (key === null) return [];
  const text = `the result holds ${columnsOf(model, key.columns)} (${quoteIdentifier(key.name)}), a key: DISTINCT removes nothing`;
  return [{ kind: 'unique', model: model.id, columns: key.columns, constraint: key.name, text }];
}

/** The first key, primary first, whose columns are all in the set; keys over nullable columns let duplicates of NULL pass. */
function keyWithin(model: Model, columns: ReadonlySet<string>): { readonly name: string; readonly columns: readonly string[] } | null {
  const keys = [...(model.primaryKey === null ? [] : [model.primaryKey]), ...model.uniques, ...uniqueIndexes(model)];
  const isNotNull = (name: string): boolean => model.columns.find((column) => column.name === name)?.nullable === false;
  return keys.find((key) => key.columns.length > 0 && key.columns.every((name) => columns.has(name) && isNotNull(name))) ?? null;
}

function uniqueIndexes(model: Model): readonly { readonly name: string; readonly columns: readonly string[] }[] {
  return model.indexes
    .filter(({ unique, valid, predicate, keys }) => unique && valid && predicate === null && keys.every(({ column }) => column !== null))
    .map(({ name, keys }) => ({ name, columns: keys.flatMap(({ column }) => (column === null ? [] : [column])) }));
}

function columnsOf(model: Model, columns: readonly string[]): string {
  return columns.map((column) => `${named(model)}.${quoteIdentifier(column)}`).join(', ');
}

function named(model: Model): string {
  return model.schema === 'public' ? quoteIdentifier(model.name) : quoteQualified(model.id);
}
