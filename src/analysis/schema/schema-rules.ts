import type { Rule } from '../rule/rule.ts';
import { publicGrantRule, sensitiveColumn } from './rules/access.ts';
import { cacheHitLow } from './rules/cache-hit.ts';
import { typeAdvice } from './rules/column-types.ts';
import { constraintNotValidated } from './rules/constraint-not-validated.ts';
import { definerPublicExecute, definerSearchPath } from './rules/definer-functions.ts';
import { extensionOutdated, queryDominates, querySlow, querySpills, statementsMissing } from './rules/extensions-and-queries.ts';
import { foreignKeyUnindexed } from './rules/foreign-key-index.ts';
import { foreignKeyMissing } from './rules/foreign-key-missing.ts';
import { foreignKeyTriggersDisabled } from './rules/foreign-key-triggers.ts';
import { xidAge } from './rules/freezing.ts';
import { indexInvalid } from './rules/index-invalid.ts';
import { indexDuplicate, indexPrefixRedundant } from './rules/index-redundant.ts';
import { indexBoolean, indexMostlyNull, indexUnused } from './rules/index-value.ts';
import { foreignKeyTypeMismatch, primaryKeySmall, serialColumn } from './rules/key-types.ts';
import { migrationState } from './rules/migration-state.ts';
import { noPrimaryKey } from './rules/primary-key.ts';
import { nameNeedsQuotes } from './rules/quoted-names.ts';
import { rlsInitplan, rlsMultiplePermissive, rlsOwnerBypass } from './rules/rls-performance.ts';
import { rlsAlwaysTrue, rlsDisabledWithPolicy, rlsNoPolicy } from './rules/row-security.ts';
import { sequenceNearLimit } from './rules/sequence-limit.ts';
import { blockedSession, idleInTransaction, longRunning } from './rules/sessions.ts';
import { partitionNoDefault, regTypeColumn, triggerDisabled, uniqueWithNulls } from './rules/small-print.ts';
import { deadTuples, seqScanHeavy, statsStale } from './rules/table-health.ts';
import { timeoutsUnset } from './rules/timeouts.ts';
import { viewDefiner } from './rules/view-definer.ts';
import type { SchemaFacts } from './schema-facts.ts';

/** Every rule over the catalog, its statistics and the migration files, in the order of their ids. */
export const schemaRules: readonly Rule<SchemaFacts>[] = [
  migrationState, // A005
  noPrimaryKey, // D001
  foreignKeyUnindexed,
  foreignKeyTypeMismatch,
  foreignKeyMissing,
  constraintNotValidated, // D005
  uniqueWithNulls,
  foreignKeyTriggersDisabled,
  triggerDisabled,
  partitionNoDefault,
  indexInvalid, // D010
  indexDuplicate,
  indexPrefixRedundant,
  indexUnused,
  indexBoolean,
  indexMostlyNull, // D015
  seqScanHeavy,
  statsStale,
  deadTuples,
  sequenceNearLimit,
  primaryKeySmall, // D020
  serialColumn,
  typeAdvice,
  regTypeColumn,
  rlsDisabledWithPolicy,
  rlsNoPolicy, // D025
  rlsAlwaysTrue,
  rlsInitplan,
  rlsMultiplePermissive,
  rlsOwnerBypass,
  definerSearchPath, // D030
  definerPublicExecute,
  viewDefiner,
  publicGrantRule,
  sensitiveColumn,
  extensionOutdated, // D035
  timeoutsUnset,
  xidAge,
  idleInTransaction,
  blockedSession,
  longRunning, // D040
  cacheHitLow,
  querySlow,
  queryDominates,
  querySpills,
  statementsMissing, // D045
  nameNeedsQuotes,
];
