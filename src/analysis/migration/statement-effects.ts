import { quoteIdentifier } from '../format/identifier.ts';
import { stringsAt, textAt, type SqlNode } from '../sql/tree.ts';
import { effect, irreversible, NOT_KNOWN, NOT_NEEDED, reversible, unknownEffect, type Effect } from './effect.ts';
import { alterTable } from './effects/alter-table.ts';
import { createIndex, createTable, createTableAs, createView } from './effects/create.ts';
import { copy, dataChange, select, truncate } from './effects/data.ts';
import { alterDomain } from './effects/domains.ts';
import { drop } from './effects/drop.ts';
import { alterEnum, comment, lockTable, maintenance, onTable, refresh, rememberSetConfig, setVariable, weakOnTables } from './effects/other.ts';
import { rename, setSchema } from './effects/rename.ts';
import type { FileState } from './file-state.ts';
import { reachPartitions } from './partition-reach.ts';

/** What a statement does, one effect a command or object. A statement nobody described has a lock that is not known. */
export function statementEffects(state: FileState, node: SqlNode): Effect[] {
  return effectsOf(state, node).map((one) => reachPartitions(state, one));
}

function effectsOf(state: FileState, node: SqlNode): Effect[] {
  if (node.kind === 'CreateEnumStmt') state.enums.add(stringsAt(node.body, 'typeName').map(quoteIdentifier).join('.'));
  const catalogOnly = CATALOG_ONLY[node.kind];
  if (catalogOnly !== undefined) return [effect({ action: 'catalog', command: catalogOnly, fine: catalogOnly === 'GRANT' ? 'M045: no table is locked' : null, lock: 'none', node, reversible: reversible(null, 'undo it by its own command') })];
  switch (node.kind) {
    case 'AlterTableStmt':
      return alterTable(state, node);
    case 'CreateStmt':
      return [createTable(state, node)];
    case 'CreateTableAsStmt':
      return [createTableAs(state, node)];
    case 'IndexStmt':
      return [createIndex(state, node)];
    case 'ViewStmt':
      return [createView(state, node)];
    case 'DropStmt':
      return drop(state, node);
    case 'RenameStmt':
      return [rename(state, node)];
    case 'AlterObjectSchemaStmt':
      return [setSchema(state, node)];
    case 'TruncateStmt':
      return truncate(state, node);
    case 'InsertStmt':
    case 'UpdateStmt':
    case 'DeleteStmt':
    case 'MergeStmt':
      return [dataChange(state, node)];
    case 'SelectStmt':
      rememberSetConfig(state, node);
      return [select(state, node)];
    case 'CopyStmt':
      return [copy(state, node)];
    case 'VariableSetStmt':
      return [setVariable(state, node)];
    case 'CreateTrigStmt':
    case 'CreatePolicyStmt':
    case 'AlterPolicyStmt':
    case 'RuleStmt':
      return [onTable(state, node)];
    case 'RefreshMatViewStmt':
      return [refresh(state, node)];
    case 'ClusterStmt':
    case 'VacuumStmt':
    case 'ReindexStmt':
      return maintenance(state, node);
    case 'LockStmt':
      return lockTable(state, node);
    case 'AlterDomainStmt':
      return [alterDomain(state, node)];
    case 'AlterEnumStmt':
      return [alterEnum(node)];
    case 'CreateStatsStmt':
      return weakOnTables(state, node, 'CREATE STATISTICS');
    case 'CreatePublicationStmt':
      return weakOnTables(state, node, 'CREATE PUBLICATION');
    case 'CommentStmt':
      return [comment(state, node)];
    case 'TransactionStmt':
      return [effect({ action: 'transaction', command: String(node.body['kind'] ?? 'TRANSACTION').replace('TRANS_STMT_', ''), lock: 'none', reversible: NOT_NEEDED, node })];
    case 'DropdbStmt':
      return [effect({ action: 'drop_database', command: 'DROP DATABASE', lock: 'none', node, subject: textAt(node.body, 'dbname'), reversible: irreversible('everything in the database is lost') })];
    case 'DropOwnedStmt':
      return [{ ...unknownEffect(node, 'DROP OWNED', 'which objects the role owns is not in the snapshot'), action: 'drop_owned', reversible: irreversible('the rows of its tables are lost') }];
    case 'DoStmt':
      return [{ ...unknownEffect(node, 'DO', 'the code inside is not analysed'), reversible: NOT_KNOWN }];
    default:
      return [unknownEffect(node, commandOf(node.kind), `${commandOf(node.kind)} is not known to the rules`)];
  }
}

/** Statements that change the catalog and lock no table. */
const CATALOG_ONLY: Readonly<Record<string, string>> = {
  CreatedbStmt: 'CREATE DATABASE', AlterSystemStmt: 'ALTER SYSTEM', CreateSchemaStmt: 'CREATE SCHEMA', CreateSeqStmt: 'CREATE SEQUENCE', AlterSeqStmt: 'ALTER SEQUENCE', CreateEnumStmt: 'CREATE TYPE', CompositeTypeStmt: 'CREATE TYPE',
  CreateRangeStmt: 'CREATE TYPE', CreateDomainStmt: 'CREATE DOMAIN', CreateFunctionStmt: 'CREATE FUNCTION', AlterFunctionStmt: 'ALTER FUNCTION',
  CreateRoleStmt: 'CREATE ROLE', AlterRoleStmt: 'ALTER ROLE', DropRoleStmt: 'DROP ROLE', GrantStmt: 'GRANT', GrantRoleStmt: 'GRANT',
  AlterDefaultPrivilegesStmt: 'ALTER DEFAULT PRIVILEGES', NotifyStmt: 'NOTIFY', AlterDatabaseSetStmt: 'ALTER DATABASE', AlterRoleSetStmt: 'ALTER ROLE',
};

/** `CreateFooStmt` → `CREATE FOO`. */
function commandOf(kind: string): string {
  return kind.replace(/Stmt$/, '').replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toUpperCase();
}
