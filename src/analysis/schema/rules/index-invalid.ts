import type { IndexDefinition, Model } from '#contract';
import { quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { formatBytes } from '../../format/number.ts';
import { finding, found, modelObject, type Rule, type RuleInfo } from '../../rule/rule.ts';
import type { SchemaFacts } from '../schema-facts.ts';
import { sizeEvidence } from '../size-evidence.ts';

const info: RuleInfo = {
  id: 'D010',
  name: 'index_invalid',
  level: 'error',
  title: 'Invalid index',
  rationale: 'A CREATE INDEX or REINDEX CONCURRENTLY failed: no query uses the index, yet every write pays for it.',
};

export const indexInvalid: Rule<SchemaFacts> = {
  ...info,
  check: (facts) =>
    found(
      facts.models
        .filter(({ kind }) => kind !== 'partitioned_table')
        .flatMap((model) =>
          model.indexes.filter(({ valid, building }) => !valid && !building).map((index) => describe(model, index)),
        ),
    ),
};

function describe(model: Model, index: IndexDefinition) {
  const name = `${quoteIdentifier(model.schema)}.${quoteIdentifier(index.name)}`;
  return finding(info, {
    object: modelObject(model, index.name),
    title: `Index ${quoteIdentifier(index.name)} of ${quoteName(model)} is invalid`,
    evidence: [
      `${quoteIdentifier(index.name)} is marked invalid and no build of it is running`,
      index.sizeBytes === null ? null : `it takes ${formatBytes(index.sizeBytes)}`,
      index.unique ? 'it is unique: rows that break it can be in the table' : null,
      sizeEvidence(model),
    ],
    remedy: isLeftover(index)
      ? { text: 'Drop the leftover of a failed REINDEX CONCURRENTLY.', sql: `DROP INDEX CONCURRENTLY ${name};` }
      : { text: 'Build it again, outside a transaction; or drop it when it is not needed.', sql: `REINDEX INDEX CONCURRENTLY ${name};` },
  });
}

/** The names REINDEX CONCURRENTLY gives its temporary copies. */
function isLeftover(index: IndexDefinition): boolean {
  return index.constraint === null && /_cc(new|old)\d*$/.test(index.name);
}
