import type { IndexDefinition, Model } from '#contract';
import { generatedName } from '../../format/generated-name.ts';
import { quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { formatBytes, formatCounted, formatPercent } from '../../format/number.ts';
import { finding, found, modelObject, notChecked, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { describeKeys } from '../index-keys.ts';
import { takenNames, type SchemaFacts } from '../schema-facts.ts';
import { schemaThresholds } from '../thresholds.ts';

const unused: RuleInfo = {
  id: 'D013', name: 'index_unused', level: 'info', title: 'Index no query has used',
  rationale: 'Every write maintains it and it takes memory and space.',
};

const boolean: RuleInfo = {
  id: 'D014', name: 'index_boolean', level: 'info', title: 'Index on a boolean',
  rationale: 'Two values divide a table in halves at best; an index pays off only for the rarer one, as a partial index.',
};

const mostlyNull: RuleInfo = {
  id: 'D015', name: 'index_mostly_null', level: 'info', title: 'Index that is mostly NULL',
  rationale: 'The entries for NULL are stored and maintained although few queries look for them.',
};

/** Ages of the counters that are older than seven days. */
const LONG_ENOUGH: ReadonlySet<string> = new Set(['< 30 days', '30 days or more']);

export const indexUnused: Rule<SchemaFacts> = {
  ...unused,
  check(facts) {
    const candidates = ownIndexes(facts).filter(({ model, index }) => index.scans === 0 && isDroppable(index) && isSizeable(index) && !servesForeignKey(model, index));
    if (candidates.length === 0) return found([]);
    const age = facts.database?.statisticsAge ?? 'not known';
    if (!LONG_ENOUGH.has(age)) {
      return notChecked(unused, `${formatCounted(candidates.length, 'index without a scan', 'indexes without a scan')}, but the counters are not older than 7 days (${age})`, 'Look again when the counters have run for a week of normal use.');
    }
    return found(
      candidates.map(({ model, index }) =>
        finding(unused, {
          object: modelObject(model, index.name),
          title: `Index ${quoteIdentifier(index.name)} of ${quoteName(model)} has not been used`,
          evidence: [`${describeKeys(index)}, ${sizeOf(index)}, 0 scans; counters run since ${age} ago`],
          remedy: { text: 'Drop it after a look at the replicas, which count their scans themselves, and at rare jobs that may need it.', sql: dropIndex(model, index) },
        }),
      ),
    );
  },
};

export const indexBoolean: Rule<SchemaFacts> = {
  ...boolean,
  check: (facts) =>
    found(
      ownIndexes(facts)
        .filter(({ model, index }) => index.keys.length === 1 && index.predicate === null && isDroppable(index) && leadingColumn(model, index)?.type === 'boolean')
        .map(({ model, index }) =>
          finding(boolean, {
            object: modelObject(model, index.name),
            title: `Index ${quoteIdentifier(index.name)} of ${quoteName(model)} is on a boolean`,
            evidence: [`${describeKeys(index)}, ${sizeOf(index)}`],
            remedy: { text: 'Drop it; where the rarer value is looked for, index the columns that are read with it, WHERE the flag has that value.', sql: dropIndex(model, index) },
          }),
        ),
    ),
};

export const indexMostlyNull: Rule<SchemaFacts> = {
  ...mostlyNull,
  check: (facts) =>
    found(
      ownIndexes(facts)
        .filter(({ model, index }) => index.predicate === null && isDroppable(index) && isSizeable(index) && (leadingColumn(model, index)?.nullFraction ?? 0) >= schemaThresholds.mostlyNull)
        .map(({ model, index }) =>
          finding(mostlyNull, {
            object: modelObject(model, index.name),
            title: `${formatPercent(leadingColumn(model, index)?.nullFraction ?? 0)} of index ${quoteIdentifier(index.name)} of ${quoteName(model)} is NULL`,
            evidence: [`${describeKeys(index)}, ${sizeOf(index)}`],
            remedy: { text: 'Keep only the rows that have a value, in a partial index.', sql: partialIndex(facts, model, index) },
          }),
        ),
    ),
};

function ownIndexes(facts: SchemaFacts): { model: Model; index: IndexDefinition }[] {
  return facts.models
    .filter(({ kind, partitionOf }) => partitionOf === null && kind !== 'partitioned_table')
    .flatMap((model) => model.indexes.filter(({ valid }) => valid).map((index) => ({ model, index })));
}

function isDroppable(index: IndexDefinition): boolean {
  return !index.unique && index.constraint === null;
}

function isSizeable(index: IndexDefinition): boolean {
  return (index.sizeBytes ?? 0) >= schemaThresholds.indexBytes;
}

function servesForeignKey(model: Model, index: IndexDefinition): boolean {
  return model.foreignKeys.some(({ columns }) => {
    const first = index.keys.slice(0, columns.length).map(({ column }) => column);
    return columns.every((column) => first.includes(column));
  });
}

function leadingColumn(model: Model, index: IndexDefinition) {
  const name = index.keys[0]?.column ?? null;
  return name === null ? undefined : model.columns.find((column) => column.name === name);
}

function sizeOf(index: IndexDefinition): string {
  return index.sizeBytes === null ? 'size not known' : formatBytes(index.sizeBytes);
}

function dropIndex(model: Model, index: IndexDefinition): string {
  return `DROP INDEX CONCURRENTLY ${quoteIdentifier(model.schema)}.${quoteIdentifier(index.name)};`;
}

/** The same index over the rows that have a value, from the catalog's own text; then the old one goes. */
function partialIndex(facts: SchemaFacts, model: Model, index: IndexDefinition): string | null {
  const head = `CREATE INDEX ${quoteIdentifier(index.name)} ON `;
  const column = index.keys[0]?.column ?? null;
  if (!index.definition.startsWith(head) || column === null) return null;
  const name = generatedName({ table: model.name, columns: [column, 'present'], suffix: 'idx' }, takenNames(facts, model));
  const create = `CREATE INDEX CONCURRENTLY ${quoteIdentifier(name)} ON ${index.definition.slice(head.length)} WHERE ${quoteIdentifier(column)} IS NOT NULL;`;
  return `${create}\n${dropIndex(model, index)}`;
}
