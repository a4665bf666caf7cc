import type { IndexDefinition, Model } from '#contract';
import { generatedName } from '../../format/generated-name.ts';
import { byCodeUnit, groupBy } from '../../format/order.ts';
import { quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { formatBytes, formatCounted } from '../../format/number.ts';
import { finding, found, modelObject, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { describeKeys, indexSignature, keyText } from '../index-keys.ts';
import { alterTable, LOCK_TIMEOUT } from '../safe-ddl.ts';
import type { SchemaFacts } from '../schema-facts.ts';

const duplicate: RuleInfo = {
  id: 'D011',
  name: 'index_duplicate',
  level: 'warning',
  title: 'Two indexes hold the same entries',
  rationale: 'Every write maintains both and both take memory; no query gains from the second.',
};

const prefix: RuleInfo = {
  id: 'D012',
  name: 'index_prefix_redundant',
  level: 'info',
  title: 'Index that is the beginning of a longer one',
  rationale: 'The longer index answers the same conditions; the shorter one costs writes and space. It is smaller, so keep it where that counts.',
};

export const indexDuplicate: Rule<SchemaFacts> = {
  ...duplicate,
  check: (facts) =>
    found(
      modelsWithOwnIndexes(facts).flatMap((model) =>
        duplicateGroups(model).flatMap(([kept, ...others]) =>
          kept === undefined ? [] : others.map((index) => describe(duplicate, model, { index, kept })),
        ),
      ),
    ),
};

/** An index that D011 already asks to drop is not named again, neither as the short nor as the long one. */
export const indexPrefixRedundant: Rule<SchemaFacts> = {
  ...prefix,
  check: (facts) =>
    found(
      modelsWithOwnIndexes(facts).flatMap((model) => {
        const repeated = new Set(duplicateGroups(model).flatMap(([, ...others]) => others));
        return model.indexes.filter((index) => isPlain(index) && !repeated.has(index)).flatMap((index) => {
          const longer = model.indexes.filter((other) => extendsIndex(other, index) && !repeated.has(other)).toSorted(bestToKeep(model))[0];
          return longer === undefined ? [] : [describe(prefix, model, { index, kept: longer })];
        });
      }),
    ),
};

/** Indexes of a partition belong to those of its parent and cannot be dropped by themselves. */
function modelsWithOwnIndexes(facts: SchemaFacts): Model[] {
  return facts.models.filter(({ partitionOf }) => partitionOf === null);
}

/** Groups of equal indexes, the one to keep first; the others add nothing to it. */
function duplicateGroups(model: Model): IndexDefinition[][] {
  const groups = groupBy(model.indexes.filter(({ valid }) => valid), indexSignature);
  return [...groups.values()].map((group) => {
    const [kept, ...others] = group.toSorted(bestToKeep(model));
    return kept === undefined ? [] : [kept, ...others.filter((other) => addsNothing(other, kept))];
  });
}

function addsNothing(index: IndexDefinition, kept: IndexDefinition): boolean {
  return !index.unique || (kept.unique && nullsNotDistinct(index) === nullsNotDistinct(kept));
}

function nullsNotDistinct(index: IndexDefinition): boolean {
  return index.definition.includes('NULLS NOT DISTINCT');
}

/** The one a constraint needs, then the one with the name PostgreSQL itself would have given: others were likely added later. */
function bestToKeep(model: Model): (left: IndexDefinition, right: IndexDefinition) => number {
  const isUsual = (index: IndexDefinition) => index.name === usualName(model, index);
  return (left, right) => keepRank(left) - keepRank(right) || Number(isUsual(right)) - Number(isUsual(left)) || byCodeUnit(left.name, right.name);
}

function usualName(model: Model, index: IndexDefinition): string {
  const columns = index.keys.map(({ column }) => column ?? 'expr');
  return generatedName({ table: model.name, columns: [...columns, ...index.include], suffix: 'idx' }, new Set());
}

function keepRank(index: IndexDefinition): number {
  if (index.primary) return 0;
  if (index.constraint !== null) return 1;
  return index.unique ? 2 : 3;
}

function isPlain(index: IndexDefinition): boolean {
  return (
    index.valid && index.method === 'btree' && !index.unique && index.constraint === null && index.predicate === null &&
    index.include.length === 0 && index.keys.every(({ column }) => column !== null)
  );
}

function extendsIndex(longer: IndexDefinition, shorter: IndexDefinition): boolean {
  return (
    longer.valid && longer.method === 'btree' && longer.predicate === null && longer.keys.length > shorter.keys.length &&
    shorter.keys.every((key, position) => {
      const other = longer.keys[position];
      return other !== undefined && keyText(key) === keyText(other);
    })
  );
}

function describe(rule: RuleInfo, model: Model, pair: { readonly index: IndexDefinition; readonly kept: IndexDefinition }) {
  const { index, kept } = pair;
  const same = rule === duplicate ? 'holds the same entries as' : 'is the beginning of';
  return finding(rule, {
    object: modelObject(model, index.name),
    title: `Index ${quoteIdentifier(index.name)} of ${quoteName(model)} ${same} ${quoteIdentifier(kept.name)}`,
    evidence: [indexEvidence(index), indexEvidence(kept)],
    remedy: dropRemedy(model, index, kept),
  });
}

function indexEvidence(index: IndexDefinition): string {
  const size = index.sizeBytes === null ? '' : `, ${formatBytes(index.sizeBytes)}`;
  const scans = index.scans === null ? '' : `, ${formatCounted(index.scans, 'scan')}`;
  const purpose = index.constraint === null ? '' : `, backs constraint ${quoteIdentifier(index.constraint)}`;
  return `${quoteIdentifier(index.name)}: ${index.unique ? 'unique ' : ''}${describeKeys(index)}${size}${scans}${purpose}`;
}

function dropRemedy(model: Model, index: IndexDefinition, kept: IndexDefinition) {
  if (index.constraint !== null) {
    return {
      text: `Drop the second constraint; it fails when a foreign key rests on it. Keep ${quoteIdentifier(kept.name)}.`,
      sql: `${LOCK_TIMEOUT}\n${alterTable(model)} DROP CONSTRAINT ${quoteIdentifier(index.constraint)};`,
    };
  }
  const name = `${quoteIdentifier(model.schema)}.${quoteIdentifier(index.name)}`;
  // A partitioned index cannot be dropped concurrently.
  const sql = model.kind === 'partitioned_table' ? `${LOCK_TIMEOUT}\nDROP INDEX ${name};` : `DROP INDEX CONCURRENTLY ${name};`;
  return { text: `Drop it and keep ${quoteIdentifier(kept.name)}; look at replicas first, which count their scans themselves.`, sql };
}
