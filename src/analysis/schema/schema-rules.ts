import type { Rule } from '../rule/rule.ts';
import { publicGrantRule, sensitiveColumn } from './rules/access.ts';
import { typeAdvice } from './rules/column-types.ts';
import { constraintNotValidated } from './rules/constraint-not-validated.ts';
import { foreignKeyUnindexed } from './rules/foreign-key-index.ts';
import { foreignKeyMissing } from './rules/foreign-key-missing.ts';
import { indexInvalid } from './rules/index-invalid.ts';
import { indexDuplicate, indexPrefixRedundant } from './rules/index-redundant.ts';
import { migrationState } from './rules/migration-state.ts';
import { noPrimaryKey } from './rules/primary-key.ts';
import { rlsAlwaysTrue, rlsDisabledWithPolicy, rlsNoPolicy } from './rules/row-security.ts';
import { sequenceNearLimit } from './rules/sequence-limit.ts';
import type { SchemaFacts } from './schema-facts.ts';

/** Every rule over the catalog and the migration files, in the order of their ids. */
export const schemaRules: readonly Rule<SchemaFacts>[] = [
  migrationState,
  noPrimaryKey,
  foreignKeyUnindexed,
  foreignKeyMissing,
  constraintNotValidated,
  indexInvalid,
  indexDuplicate,
  indexPrefixRedundant,
  sequenceNearLimit,
  typeAdvice,
  rlsDisabledWithPolicy,
  rlsNoPolicy,
  rlsAlwaysTrue,
  publicGrantRule,
  sensitiveColumn,
];
