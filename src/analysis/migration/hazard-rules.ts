import type { Rule } from '../rule/rule.ts';
import {
  addNotNullColumn, addGeneratedColumn, addIdentityColumn, addVolatileDefault, alterTimestampZone, alterTypeRewrites, dropNotNullOrDefault,
} from './hazards/column-hazards.ts';
import { addCheckScans, addForeignKeyScans, createTableLocksParent, setNotNullScans, validateInSameTransaction } from './hazards/constraint-hazards.ts';
import { concurrentlyInTransaction, ddlAndBackfill, noLockTimeout, workUnderLock } from './hazards/file-hazards.ts';
import { addExclusionBlocks, addUniqueBlocks, createIndexBlocks, dropIndexBlocks, reindexBlocks } from './hazards/index-hazards.ts';
import { changeWholeTable, dropColumnLoses, dropTableLoses, renameBreaksClients } from './hazards/loss-hazards.ts';
import {
  attachPartitionScans, detachPartitionBlocks, domainCheckScans, dropForeignKeyLocks, dropTableLocksParent, enumValueAdded, enumValueRenamed, refreshBlocks,
  rowSecurityWithoutPolicy, tableRewritten, triggerChange, viewReplaced,
} from './hazards/other-hazards.ts';
import { createPartitionLocks, noStatementTimeout, notRerunnable, noWayBack } from './hazards/partition-and-rerun.ts';
import type { MigrationFacts } from './migration-facts.ts';

/** Every hazard rule, in the order of their ids. What is fine (M015, M020, M045) has no rule; M044 is A005 of the diagnostics. */
export const hazardRules: readonly Rule<MigrationFacts>[] = [
  createIndexBlocks, // M001
  dropIndexBlocks,
  reindexBlocks,
  concurrentlyInTransaction,
  addUniqueBlocks, // M005
  addExclusionBlocks,
  addForeignKeyScans,
  createTableLocksParent,
  dropForeignKeyLocks,
  dropTableLocksParent, // M010
  addCheckScans,
  validateInSameTransaction,
  setNotNullScans,
  addNotNullColumn,
  addVolatileDefault, // M016
  addGeneratedColumn,
  addIdentityColumn,
  alterTypeRewrites,
  alterTimestampZone, // M021
  renameBreaksClients,
  dropColumnLoses,
  dropTableLoses,
  dropNotNullOrDefault, // M025
  changeWholeTable,
  ddlAndBackfill,
  workUnderLock,
  noLockTimeout,
  noStatementTimeout, // M030
  attachPartitionScans,
  detachPartitionBlocks,
  createPartitionLocks,
  triggerChange,
  rowSecurityWithoutPolicy, // M035
  refreshBlocks,
  tableRewritten,
  enumValueAdded,
  enumValueRenamed,
  domainCheckScans, // M040
  viewReplaced,
  noWayBack,
  notRerunnable, // M043
];
