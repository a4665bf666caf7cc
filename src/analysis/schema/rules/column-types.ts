import type { Column, Model } from '#contract';
import { quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { formatCounted } from '../../format/number.ts';
import { groupBy } from '../../format/order.ts';
import { finding, found, modelObject, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { columnDependents, computedIndexes, DEPENDENTS_FIRST, dependentsEvidence, type ColumnDependents } from '../column-dependents.ts';
import { alterTable, LOCK_TIMEOUT } from '../safe-ddl.ts';
import { ownTables, type SchemaFacts } from '../schema-facts.ts';
import { isLarge, sizeEvidence } from '../size-evidence.ts';

const info: RuleInfo = {
  id: 'D022',
  name: 'type_advice',
  level: 'info',
  title: 'Column type with a better alternative',
  rationale: 'The type keeps PostgreSQL from storing, comparing or indexing the value as it is meant.',
};

/** One finding a table: a schema that prefers such a type has it everywhere. */
export const typeAdvice: Rule<SchemaFacts> = {
  ...info,
  check(facts) {
    const dependentsOf = columnDependents(facts);
    return found(
      ownTables(facts).flatMap((model) => {
        const columns = model.columns.flatMap((column) => {
          const advice = adviceFor(column);
          return advice === null ? [] : [{ ...advice, column, obstacles: obstaclesTo(advice, model, column, dependentsOf) }];
        });
        return columns.length === 0 ? [] : describe(model, columns);
      }),
    );
  },
};

interface Advice {
  readonly because: string;
  readonly type: string;
  /** `USING` expression over the quoted column; null = the plain cast. */
  readonly using: ((column: string) => string) | null;
  readonly rewrites: boolean;
  readonly before: readonly string[];
}

function adviceFor(column: Column): Advice | null {
  if (column.generated !== null) return null;
  const timestamp = /^timestamp(\(\d\))? without time zone$/.exec(column.type);
  if (timestamp !== null) {
    const type = `timestamp${timestamp[1] ?? ''} with time zone`;
    // In a session that runs in UTC the change needs no rewrite.
    return { because: 'without a time zone the stored moment depends on the session that reads it', type, using: null, rewrites: false, before: ["SET timezone = 'UTC';"] };
  }
  const plain = { rewrites: true, before: [] };
  if (column.type === 'json') {
    return { ...plain, because: 'json is stored as text: no equality, no GIN index, parsed at each read', type: 'jsonb', using: null };
  }
  if (column.type === 'money') {
    return { ...plain, because: 'money depends on lc_monetary of the server and has a fixed scale', type: 'numeric', using: (name) => `${name}::numeric` };
  }
  if (/^character(\(\d+\))?$/.test(column.type)) {
    return { ...plain, because: 'char(n) pads with spaces and compares without them', type: 'text', using: null };
  }
  return null;
}

/** What stands in the way of the plain `ALTER COLUMN … TYPE`. */
function obstaclesTo(advice: Advice, model: Model, column: Column, dependentsOf: ColumnDependents): readonly string[] {
  // Functions of timestamptz depend on the time zone of the session: an index over one may not hold them.
  const indexes = advice.rewrites ? [] : computedIndexes(model, column).map(({ name }) => `index ${quoteIdentifier(name)}`);
  return [...dependentsOf(model, column), ...indexes];
}

interface AdvisedColumn extends Advice {
  readonly column: Column;
  readonly obstacles: readonly string[];
}

function describe(model: Model, columns: readonly AdvisedColumn[]) {
  const [first, ...others] = columns;
  const names = columns.map(({ column }) => `${quoteName(model)}.${quoteIdentifier(column.name)}`);
  return finding(info, {
    object: modelObject(model),
    title:
      first === undefined || others.length > 0
        ? `${quoteName(model)} has ${formatCounted(columns.length, 'column')} of a type with a better alternative`
        : `${names.join()} is ${first.column.type}; ${first.type} is the better type`,
    evidence: [
      ...[...groupBy(columns, ({ column }) => column.type).values()].map(typeEvidence),
      sizeEvidence(model),
      ...columns.map(({ column, obstacles }) => obstacleEvidence(column, obstacles)),
    ],
    remedy: { text: remedyText(model, columns), sql: remedySql(model, columns.filter(isFree)) },
  });
}

/** `created_at, updated_at: timestamp without time zone; timestamp with time zone is better: …`. */
function typeEvidence(columns: readonly AdvisedColumn[]): string | null {
  const [first] = columns;
  return first === undefined ? null : `${columns.map(({ column }) => quoteIdentifier(column.name)).join(', ')}: ${first.column.type}; ${first.type} is better: ${first.because}`;
}

function obstacleEvidence(column: Column, obstacles: readonly string[]): string | null {
  const uses = dependentsEvidence(obstacles);
  return uses === null ? null : `${quoteIdentifier(column.name)} ${uses}`;
}

function isFree({ obstacles }: AdvisedColumn): boolean {
  return obstacles.length === 0;
}

function remedyText(model: Model, columns: readonly AdvisedColumn[]): string {
  const free = columns.filter(isFree);
  const used = columns.filter((column) => !isFree(column)).map(({ column }) => quoteIdentifier(column.name));
  if (free.length === 0) return DEPENDENTS_FIRST;
  return [changeText(model, free), used.length === 0 ? '' : ` Apart from it: ${used.join(', ')}. ${DEPENDENTS_FIRST}`].join('');
}

function changeText(model: Model, columns: readonly AdvisedColumn[]): string {
  const inUtc = columns.some(({ before }) => before.length > 0);
  if (!columns.some(({ rewrites }) => rewrites)) return 'If the values are UTC: change the type in a session that runs in UTC, which needs no rewrite of the table.';
  const times = inUtc ? ' Times are taken to be UTC.' : '';
  return isLarge(model)
    ? `This form rewrites the table while nobody can read it. Without downtime: a new column, dual write, backfill in batches, then swap.${times}`
    : `Change the type; the table is small enough to be rewritten at once.${times}`;
}

/** One statement for all of them: the table is rewritten at most once. */
function remedySql(model: Model, columns: readonly AdvisedColumn[]): string | null {
  if (columns.length === 0) return null;
  const changes = columns.map(({ column, type, using }) => {
    const name = quoteIdentifier(column.name);
    return `ALTER COLUMN ${name} TYPE ${type}${using === null ? '' : ` USING ${using(name)}`}`;
  });
  const separator = changes.length === 1 ? ' ' : '\n  ';
  return [...new Set(columns.flatMap(({ before }) => before)), LOCK_TIMEOUT, `${alterTable(model)}${separator}${changes.join(`,${separator}`)};`].join('\n');
}
