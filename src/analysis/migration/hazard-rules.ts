import type { Rule } from '../rule/rule.ts';
import {
  addNotNullColumn, addGeneratedColumn, addIdentityColumn, addVolatileDefault, alterTimestampZone, alterTypeRewrites, dropNotNullOrDefault,
} from './hazards/column-hazards.ts';
import { addCheckScans, addForeignKeyScans, createTableLocksParent, setNotNullScans, validateInSameTransaction } from './hazards/constraint-hazards.ts';
import { concurrentlyInTransaction, ddlAndBackfill, noLockTimeout, workUnderLock } from './hazards/file-hazards.ts';
import { addExclusionBlocks, addUniqueBlocks, createIndexBlocks, dropIndexBlocks, reindexBlocks } from './hazards/index-hazards.ts';
import { changeWholeTable, dropColumnLoses, dropTableLoses, renameBreaksClients } from './hazards/loss-hazards.ts';
import type { MigrationFacts } from './migration-facts.ts';

/** Every hazard rule, in the order of their ids. What is fine (M015, M020, M045) has no rule. */
export const hazardRules: readonly Rule<MigrationFacts>[] = [
  createIndexBlocks, // M001
  dropIndexBlocks,
  reindexBlocks,
  concurrentlyInTransaction,
  addUniqueBlocks, // M005
  addExclusionBlocks,
  addForeignKeyScans,
  createTableLocksParent,
  addCheckScans, // M011
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
  dropNotNullOrDefault,
  changeWholeTable, // M026
  ddlAndBackfill,
  workUnderLock,
  noLockTimeout,
];
