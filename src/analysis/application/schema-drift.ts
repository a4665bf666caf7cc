import type { Migration, Model } from '#contract';
import { quoteIdentifier, quoteName, quoteWord } from '../format/identifier.ts';
import { formatCounted } from '../format/number.ts';
import { createModelLookup } from '../query/model-lookup.ts';
import { finding, found, modelObject, notChecked, type Rule, type RuleInfo, type RuleOutcome } from '../rule/rule.ts';
import { isTable, type SchemaFacts } from '../schema/schema-facts.ts';
import { compareTable, type Differences } from './compare-table.ts';
import { foldHistory } from './fold-history.ts';
import type { ExpectedTable } from './schema-history.ts';

const info: RuleInfo = {
  id: 'A004',
  name: 'schema_drift',
  level: 'error',
  title: 'The database is not what the migrations make',
  rationale: 'The code is written for the schema of its migrations; the next migration may fail, and a new database will differ from this one.',
};

/**
 * The applied migrations, folded into the tables they make, against the catalog. A table that no migration makes is out of scope; where
 * the files do not tell the whole history, the rule does not look.
 */
export const schemaDrift: Rule<SchemaFacts> = {
  ...info,
  check(facts) {
    const applied = facts.migrations.filter(({ state }) => state === 'applied');
    const hindrance = whyNotChecked(facts, applied);
    if (hindrance !== null) return hindrance;
    const history = foldHistory(applied, facts.parser);
    if (!history.ok) return notChecked(info, `the files do not tell the schema: ${history.reason}`, 'Compare a database made anew from the migrations with this one.');
    return compareAll(facts, history.tables.filter(({ sure }) => sure));
  },
};

function whyNotChecked(facts: SchemaFacts, applied: readonly Migration[]): RuleOutcome | null {
  const { migrations, skipped } = facts;
  const unread = skipped.find(({ part }) => part === 'migrations' || part === 'models' || part.startsWith('models.'));
  const source = applied.find(({ up }) => !up.sql);
  // As for every rule: without objects of its kind there is nothing to find, and the project's sources say that none were given.
  if (migrations.length === 0) return found([]);
  if (facts.database === null) return notChecked(info, 'there is no database to compare the migration files with', 'Give --database-url.');
  if (migrations.some(({ state }) => state === 'unknown')) return notChecked(info, 'which migrations are applied is not known', 'Connect with a role that can read the history table of the tool.');
  if (unread !== undefined) return notChecked(info, `not everything was read: ${unread.reason}`, unread.remedy);
  if (source !== undefined) return notChecked(info, `${source.tool} migrations are source code, not SQL`, 'Compare with the tool itself: most have a command that checks for drift.');
  if (applied.some(({ checksum }) => checksum === 'changed')) return notChecked(info, 'a file was edited after it was applied (A005)', 'Restore the file as it was applied.');
  return null;
}

function compareAll(facts: SchemaFacts, tables: readonly ExpectedTable[]): RuleOutcome {
  const lookup = createModelLookup(facts.models);
  // Without a schema it may stand anywhere on the search path of the application.
  const pairs = tables.map((expected) => ({ expected, model: lookup.find(expected.schema, expected.name) }));
  if (pairs.length > 0 && pairs.every(({ model }) => model === null)) {
    return notChecked(info, 'none of the tables of the migrations is in the catalog', 'Connect the database the migrations were applied to.');
  }
  return found(pairs.flatMap(({ expected, model }) => (model === null ? [missingTable(expected)] : drifted(expected, model))));
}

function missingTable(expected: ExpectedTable) {
  const name = expected.schema === null ? quoteIdentifier(expected.name) : quoteName({ schema: expected.schema, name: expected.name });
  return finding(info, {
    object: { kind: 'migration', id: expected.by, part: name },
    title: `Table ${name} is not in the database`,
    evidence: [`${quoteWord(expected.by)} makes it and is applied; no later migration drops it`, formatCounted(expected.columns.size, 'column')],
    remedy: { text: 'Find out who dropped or renamed it; then restore it, or write a migration that drops it.', sql: null },
  });
}

function drifted(expected: ExpectedTable, model: Model) {
  if (!isTable(model) || model.partitionOf !== null) return [];
  const { missing, other } = compareTable(expected, model);
  if (missing.length + other.length === 0) return [];
  return [
    finding(info, {
      object: modelObject(model),
      level: missing.length > 0 ? 'error' : 'warning',
      title: `${quoteName(model)} differs from its migrations`,
      evidence: shown({ missing, other }),
      remedy: {
        text: 'Decide which side is right: write a migration that makes what the database has, or bring the database to what the migrations say.',
        sql: null,
      },
    }),
  ];
}

const SHOWN = 30;

function shown({ missing, other }: Differences): string[] {
  const lines = [...missing, ...other];
  return lines.length <= SHOWN ? lines : [...lines.slice(0, SHOWN), `… ${lines.length - SHOWN} more differences`];
}
