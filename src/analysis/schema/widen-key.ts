import type { Column, Model } from '#contract';
import { quoteIdentifier } from '../format/identifier.ts';
import { sortedUnique } from '../format/order.ts';
import { columnDependents, DEPENDENTS_FIRST } from './column-dependents.ts';
import { alterTable, LOCK_TIMEOUT } from './safe-ddl.ts';
import type { SchemaFacts } from './schema-facts.ts';
import { isLarge } from './size-evidence.ts';

export interface TableColumn {
  readonly model: Model;
  readonly column: Column;
}

/** How to make integer columns wider together with every column that references them, so that no key joins different types after it. */
export interface Widening {
  readonly sql: string | null;
  readonly text: string;
  /** What PostgreSQL would refuse the change for. */
  readonly dependents: readonly string[];
}

const INTEGERS = ['smallint', 'integer', 'bigint'];

/** Negative when the left integer type is the narrower one; null when either is no integer. */
export function compareIntegers(left: string, right: string): number | null {
  const [from, to] = [INTEGERS.indexOf(left), INTEGERS.indexOf(right)];
  return from < 0 || to < 0 ? null : from - to;
}

export function widening(facts: SchemaFacts, columns: readonly TableColumn[], type: string): Widening {
  const dependentsOf = columnDependents(facts);
  const narrow = withReferences(facts, columns).filter(({ column }) => (compareIntegers(column.type, type) ?? 0) < 0);
  const dependents = sortedUnique(narrow.flatMap(({ model, column }) => dependentsOf(model, column)));
  const changes = narrow.map(({ model, column }) => `${alterTable(model)} ALTER COLUMN ${quoteIdentifier(column.name)} TYPE ${type};`);
  if (dependents.length > 0) return { sql: null, text: DEPENDENTS_FIRST, dependents };
  const [only, ...more] = changes;
  const together = ['BEGIN;', "SET LOCAL lock_timeout = '2s';", ...changes, 'COMMIT;'].join('\n');
  return { sql: only !== undefined && more.length === 0 ? `${LOCK_TIMEOUT}\n${only}` : together, text: rewriteWarning(narrow), dependents };
}

function rewriteWarning(columns: readonly TableColumn[]): string {
  const several = columns.length > 1;
  if (columns.some(({ model }) => isLarge(model))) {
    return `This form rewrites ${several ? 'the tables while nobody can read them' : 'the table while nobody can read it'}; without downtime: a new column, dual write, backfill in batches, then swap.`;
  }
  return several ? 'The tables are small enough to be rewritten at once.' : 'The table is small enough to be rewritten at once.';
}

/** The columns, and those whose foreign keys lead to them over any number of steps. Partitions follow their parent. */
function withReferences(facts: SchemaFacts, columns: readonly TableColumn[]): readonly TableColumn[] {
  const found = new Map<string, TableColumn>();
  const open = [...columns];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const id = `${next.model.id}\0${next.column.name}`;
    if (found.has(id) || next.model.partitionOf !== null) continue;
    found.set(id, next);
    open.push(...referencing(facts, next));
  }
  return [...found.values()];
}

function referencing(facts: SchemaFacts, { model, column }: TableColumn): readonly TableColumn[] {
  return model.referencedBy.flatMap((key) => {
    const from = facts.modelById.get(key.from);
    const name = key.columns[key.referencedColumns.indexOf(column.name)];
    const other = from?.columns.find((candidate) => candidate.name === name);
    return from === undefined || other === undefined ? [] : [{ model: from, column: other }];
  });
}
