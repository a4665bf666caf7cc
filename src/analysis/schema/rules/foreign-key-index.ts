import type { ForeignKey, IndexDefinition, Model } from '#contract';
import { quoteColumns, quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { finding, found, modelObject, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { isNotNullTestOf } from '../not-null-predicate.ts';
import { createIndexStatements, sqlLines } from '../safe-ddl.ts';
import { isTable, shownModel, type SchemaFacts } from '../schema-facts.ts';
import { sizeEvidence } from '../size-evidence.ts';

const info: RuleInfo = {
  id: 'D002',
  name: 'fk_unindexed',
  level: 'warning',
  title: 'Foreign key without an index',
  rationale: 'Each DELETE or key UPDATE on the referenced table, and each join over the key, reads the whole referencing table.',
};

export const foreignKeyUnindexed: Rule<SchemaFacts> = {
  ...info,
  check: (facts) =>
    found(
      facts.models.filter(isTable).flatMap((model) =>
        model.foreignKeys
          .filter((key) => !isInherited(facts, model, key) && !model.indexes.some((index) => serves(facts, index, key)))
          .map((key) => describe(facts, model, key)),
      ),
    ),
};

/** A partition holds a copy of each foreign key of its parent; only the parent's is reported. */
function isInherited(facts: SchemaFacts, model: Model, key: ForeignKey): boolean {
  const parent = model.partitionOf === null ? undefined : facts.modelById.get(model.partitionOf);
  return parent !== undefined && parent.foreignKeys.some((other) => sameKey(other, key));
}

function sameKey(left: ForeignKey, right: ForeignKey): boolean {
  return left.references === right.references && left.columns.join('\0') === right.columns.join('\0');
}

/** Its first n keys are, in any order, the n columns of the foreign key, and it holds every row that has them. */
function serves(facts: SchemaFacts, index: IndexDefinition, key: ForeignKey): boolean {
  if (!index.valid) return false;
  const first = new Set(index.keys.slice(0, key.columns.length).map(({ column }) => column));
  if (first.size !== key.columns.length || !key.columns.every((column) => first.has(column))) return false;
  return index.predicate === null || isNotNullTestOf(facts.parser, index.predicate, key.columns);
}

function describe(facts: SchemaFacts, model: Model, key: ForeignKey) {
  const target = facts.modelById.get(key.references);
  const statements = createIndexStatements(facts, model, key.columns);
  return finding(info, {
    object: modelObject(model, key.name),
    title: `Foreign key ${quoteIdentifier(key.name)} of ${quoteName(model)} has no index`,
    evidence: [
      `${quoteName(model)} ${quoteColumns(key.columns)} references ${shownModel(facts, key.references)} ${quoteColumns(key.referencedColumns)}, ON DELETE ${key.onDelete}`,
      'no valid index begins with these columns',
      sizeEvidence(model),
      target === undefined || target.id === model.id ? null : sizeEvidence(target),
    ],
    remedy: {
      text: statements === null ? 'Create an index over the key columns on each partition, then on the parent.' : 'Create an index over the key columns, outside a transaction.',
      sql: sqlLines(statements),
    },
  });
}
