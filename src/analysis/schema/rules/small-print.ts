import type { Model } from '#contract';
import { generatedName } from '../../format/generated-name.ts';
import { quoteColumns, quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { finding, found, modelObject, notApplicable, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { alterTable, LOCK_TIMEOUT } from '../safe-ddl.ts';
import { isReferenced, ownTables, takenNames, type SchemaFacts } from '../schema-facts.ts';

const nulls: RuleInfo = {
  id: 'D006', name: 'unique_with_nulls', level: 'info', title: 'UNIQUE over a column that can be NULL',
  rationale: 'NULLs count as different from each other: any number of rows may have one.',
};

/** `indnullsnotdistinct` is new in PostgreSQL 15. */
const NULLS_NOT_DISTINCT = 150_000;

export const uniqueWithNulls: Rule<SchemaFacts> = {
  ...nulls,
  check(facts) {
    if ((facts.database?.versionNumber ?? NULLS_NOT_DISTINCT) < NULLS_NOT_DISTINCT) return notApplicable('NULLS NOT DISTINCT is new in PostgreSQL 15');
    return found(
      ownTables(facts).flatMap((model) =>
        model.uniques
          .filter((unique) => !unique.nullsNotDistinct && unique.columns.some((name) => model.columns.find((column) => column.name === name)?.nullable === true))
          .map((unique) =>
            finding(nulls, {
              object: modelObject(model, unique.name),
              title: `${quoteIdentifier(unique.name)} of ${quoteName(model)} allows any number of rows with NULL`,
              evidence: [`UNIQUE ${quoteColumns(unique.columns)}; can be NULL: ${nullable(model, unique.columns).join(', ')}`],
              remedy: {
                text: 'If one NULL is meant to be the most, make NULLs count as equal; it fails when there are more already. If the column always has a value, make it NOT NULL.',
                sql: model.kind === 'partitioned_table' || unique.deferrable || isReferenced(model, unique.columns) ? null : nullsNotDistinct(facts, model, unique),
              },
            }),
          ),
      ),
    );
  },
};

function nullable(model: Model, columns: readonly string[]): string[] {
  return columns.filter((name) => model.columns.find((column) => column.name === name)?.nullable === true).map(quoteIdentifier);
}

function nullsNotDistinct(facts: SchemaFacts, model: Model, unique: { readonly name: string; readonly columns: readonly string[] }): string {
  const index = quoteIdentifier(generatedName({ table: model.name, columns: unique.columns, suffix: 'nnd_key' }, takenNames(facts, model)));
  const name = quoteIdentifier(unique.name);
  return [
    `CREATE UNIQUE INDEX CONCURRENTLY ${index} ON ${quoteName(model)} ${quoteColumns(unique.columns)} NULLS NOT DISTINCT;`,
    LOCK_TIMEOUT,
    `${alterTable(model)} DROP CONSTRAINT ${name}, ADD CONSTRAINT ${name} UNIQUE USING INDEX ${index};`,
  ].join('\n');
}

const trigger: RuleInfo = {
  id: 'D008', name: 'trigger_disabled', level: 'warning', title: 'Disabled trigger',
  rationale: 'What it keeps right is not kept right any more; often it was switched off for an import and forgotten.',
};

export const triggerDisabled: Rule<SchemaFacts> = {
  ...trigger,
  check: (facts) =>
    found(
      facts.models.flatMap((model) =>
        model.triggers
          .filter(({ enabled }) => !enabled)
          .map(({ name }) =>
            finding(trigger, {
              object: modelObject(model, name),
              title: `Trigger ${quoteIdentifier(name)} of ${quoteName(model)} is disabled`,
              evidence: [`trigger ${quoteIdentifier(name)} does not fire`],
              remedy: { text: 'Enable it, or drop it when it is not needed. Rows written meanwhile were not seen by it.', sql: `${LOCK_TIMEOUT}\n${alterTable(model)} ENABLE TRIGGER ${quoteIdentifier(name)};` },
            }),
          ),
      ),
    ),
};

const partition: RuleInfo = {
  id: 'D009', name: 'partition_no_default', level: 'info', title: 'Partitioned table without a default partition',
  rationale: 'A row that fits no partition is refused.',
};

export const partitionNoDefault: Rule<SchemaFacts> = {
  ...partition,
  check: (facts) =>
    found(
      facts.models
        .filter((model) => model.kind === 'partitioned_table' && /^(RANGE|LIST)\b/i.test(model.partitionKey ?? '') && !model.partitions.some(({ bound }) => bound === 'DEFAULT') && !holdsBothBooleans(model))
        .map((model) => {
          const name = generatedName({ table: model.name, columns: [], suffix: 'default' }, takenNames(facts, model));
          return finding(partition, {
            object: modelObject(model),
            title: `${quoteName(model)} has no default partition`,
            evidence: [`partitions: ${model.partitions.length}, none of them DEFAULT`],
            remedy: {
              text: 'Add one if unexpected rows are to be kept rather than refused; it makes attaching further partitions slower, because its rows are then checked.',
              sql: `${LOCK_TIMEOUT}\nCREATE TABLE ${quoteIdentifier(model.schema)}.${quoteIdentifier(name)} PARTITION OF ${quoteName(model)} DEFAULT;`,
            },
          });
        }),
    ),
};

/** `LIST (flag)` with a partition for true and one for false leaves no value over. */
function holdsBothBooleans(model: Model): boolean {
  const key = /^LIST \((.+)\)$/.exec(model.partitionKey ?? '')?.[1];
  if (model.columns.find(({ name }) => quoteIdentifier(name) === key)?.type !== 'boolean') return false;
  return ['true', 'false'].every((value) => model.partitions.some(({ bound }) => new RegExp(`\\b${value}\\b`).test(bound)));
}

const regType: RuleInfo = {
  id: 'D023', name: 'reg_type_column', level: 'warning', title: 'Column of an object-identifier type',
  rationale: 'pg_upgrade refuses a database with such a column: the numbers behind it differ in the new cluster.',
};

const REG_TYPES: ReadonlySet<string> = new Set(['regproc', 'regprocedure', 'regoper', 'regoperator', 'regconfig', 'regdictionary', 'regnamespace', 'regcollation']);

export const regTypeColumn: Rule<SchemaFacts> = {
  ...regType,
  check: (facts) =>
    found(
      ownTables(facts).flatMap((model) =>
        model.columns
          .filter(({ type }) => REG_TYPES.has(type))
          .map((column) =>
            finding(regType, {
              object: modelObject(model, column.name),
              title: `${quoteName(model)}.${quoteIdentifier(column.name)} is ${column.type}: pg_upgrade will refuse it`,
              evidence: [`type ${column.type}`],
              remedy: { text: 'Store the name as text; this form rewrites the table.', sql: `${LOCK_TIMEOUT}\n${alterTable(model)} ALTER COLUMN ${quoteIdentifier(column.name)} TYPE text USING ${quoteIdentifier(column.name)}::text;` },
            }),
          ),
      ),
    ),
};
