import type { Column, Model } from '#contract';
import { quoteIdentifier, quoteName } from '../../format/identifier.ts';
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

export const typeAdvice: Rule<SchemaFacts> = {
  ...info,
  check(facts) {
    const dependentsOf = columnDependents(facts);
    return found(
      ownTables(facts).flatMap((model) =>
        model.columns.flatMap((column) => {
          const advice = adviceFor(column);
          return advice === null ? [] : describe(model, column, { ...advice, obstacles: obstaclesTo(advice, model, column, dependentsOf) });
        }),
      ),
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

interface Obstructed extends Advice {
  readonly obstacles: readonly string[];
}

function describe(model: Model, column: Column, advice: Obstructed) {
  const name = quoteIdentifier(column.name);
  return finding(info, {
    object: modelObject(model, column.name),
    title: `${quoteName(model)}.${name} is ${column.type}; ${advice.type} is the better type`,
    evidence: [advice.because, sizeEvidence(model), dependentsEvidence(advice.obstacles)],
    remedy: { text: remedyText(model, advice), sql: advice.obstacles.length === 0 ? remedySql(model, name, advice) : null },
  });
}

function remedyText(model: Model, advice: Obstructed): string {
  if (advice.obstacles.length > 0) return DEPENDENTS_FIRST;
  if (!advice.rewrites) return 'If the values are UTC: change the type in a session that runs in UTC, which needs no rewrite of the table.';
  return isLarge(model)
    ? 'This form rewrites the table while nobody can read it. Without downtime: a new column, dual write, backfill in batches, then swap.'
    : 'Change the type; the table is small enough to be rewritten at once.';
}

function remedySql(model: Model, column: string, advice: Advice): string {
  const using = advice.using === null ? '' : ` USING ${advice.using(column)}`;
  return [...advice.before, LOCK_TIMEOUT, `${alterTable(model)} ALTER COLUMN ${column} TYPE ${advice.type}${using};`].join('\n');
}
