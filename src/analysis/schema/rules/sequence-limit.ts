import type { Model, Sequence } from '#contract';
import { quoteIdentifier, quoteName, quoteQualified } from '../../format/identifier.ts';
import { formatCount, formatPercent } from '../../format/number.ts';
import { finding, found, notChecked, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { alterTable, LOCK_TIMEOUT } from '../safe-ddl.ts';
import { shownModel, type SchemaFacts } from '../schema-facts.ts';
import { isLarge, sizeEvidence } from '../size-evidence.ts';
import { schemaThresholds } from '../thresholds.ts';

const info: RuleInfo = {
  id: 'D019',
  name: 'sequence_near_limit',
  level: 'error',
  title: 'Sequence close to the end of its range',
  rationale: 'At the end every INSERT that draws from it fails.',
};

const TYPE_MAXIMUM: Readonly<Record<string, number>> = { smallint: 32_767, integer: 2_147_483_647, bigint: 2 ** 63 };

export const sequenceNearLimit: Rule<SchemaFacts> = {
  ...info,
  check(facts) {
    if (facts.database === null) return notChecked(info, 'no database was read', 'Connect a database.');
    return found(facts.database.sequences.flatMap((sequence) => describe(facts, sequence) ?? []));
  },
};

function describe(facts: SchemaFacts, sequence: Sequence) {
  if (sequence.increment <= 0 || sequence.cycles || sequence.lastValue === null) return null;
  const limit = limitOf(sequence);
  const used = sequence.lastValue / limit.value;
  if (used < schemaThresholds.sequenceWarning) return null;
  const owner = ownerOf(facts, sequence);
  return finding(info, {
    object: owner === null ? { kind: 'database', id: sequence.id, part: null } : { kind: 'model', id: owner.model.id, part: owner.column },
    level: used > schemaThresholds.sequenceError ? 'error' : 'warning',
    title: `Sequence ${quoteQualified(sequence.id)} has used ${formatPercent(used)} of its range`,
    evidence: [
      `last value ${formatCount(sequence.lastValue)} of ${formatCount(limit.value)} (${limit.because})`,
      owner === null ? null : `feeds ${quoteName(owner.model)}.${quoteIdentifier(owner.column)} of type ${sequence.ownerType ?? 'not known'}`,
      owner === null ? null : sizeEvidence(owner.model),
      ...(owner === null ? [] : referencing(facts, owner.model, owner.column)),
    ],
    remedy: remedyFor(sequence, owner),
  });
}

/** The lower of the sequence's own maximum and what fits the column it feeds. */
function limitOf(sequence: Sequence): { value: number; because: string } {
  const column = TYPE_MAXIMUM[sequence.ownerType ?? ''] ?? Number.POSITIVE_INFINITY;
  return column < sequence.maxValue
    ? { value: column, because: `highest ${sequence.ownerType} of the column it feeds` }
    : { value: sequence.maxValue, because: 'MAXVALUE of the sequence' };
}

/** `schema.table.column`: the model is the one whose id begins it. */
function ownerOf(facts: SchemaFacts, sequence: Sequence): { model: Model; column: string } | null {
  const path = sequence.ownedBy;
  if (path === null) return null;
  // Any of the three names may hold dots itself.
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const model = facts.modelById.get(path.slice(0, dot));
    const column = path.slice(dot + 1);
    if (model?.columns.some(({ name }) => name === column)) return { model, column };
  }
  return null;
}

function referencing(facts: SchemaFacts, model: Model, column: string): string[] {
  return model.referencedBy
    .filter(({ referencedColumns }) => referencedColumns.includes(column))
    .map((key) => `referenced by ${shownModel(facts, key.from)} (${key.columns.map(quoteIdentifier).join(', ')}): that column needs the same type`);
}

function remedyFor(sequence: Sequence, owner: { model: Model; column: string } | null) {
  const raise = `ALTER SEQUENCE ${quoteQualified(sequence.id)} AS bigint MAXVALUE 9223372036854775807;`;
  if (owner === null || !['smallint', 'integer'].includes(sequence.ownerType ?? '')) {
    return { text: 'Raise the maximum of the sequence; no table is touched.', sql: raise };
  }
  const column = quoteIdentifier(owner.column);
  const text = isLarge(owner.model)
    ? 'Widen the column: this form rewrites the table while nobody can read it. Without downtime: a new bigint column, dual write, backfill in batches, then swap.'
    : 'Widen the column and the sequence; the table is small enough to be rewritten at once.';
  return { text, sql: `${LOCK_TIMEOUT}\n${alterTable(owner.model)} ALTER COLUMN ${column} TYPE bigint;\n${raise}` };
}
