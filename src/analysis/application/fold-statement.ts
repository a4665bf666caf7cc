import { flagAt, nodesAt, textAt, treeAt, literalOf, type SqlNode } from '../sql/tree.ts';
import { foldAlterTable } from './fold-alter-table.ts';
import { addUnsure, foldCreateTable, foldCreateTableAs } from './fold-create-table.ts';
import { foldDrop, foldRename, foldSetSchema } from './fold-drop-and-rename.ts';
import { leaveUntold, tableAt, type SchemaHistory } from './schema-history.ts';

/** One statement's effect on tables, columns, types, NOT NULL and named parts. Calls and DO blocks are read elsewhere. */
export function foldStatement(history: SchemaHistory, node: SqlNode): void {
  const fold = FOLDS[node.kind];
  if (fold !== undefined) fold(history, node);
  else if (!WITHOUT_EFFECT.has(node.kind)) leaveUntold(history, `holds a statement the rules cannot follow (${node.kind})`);
}

const FOLDS: Readonly<Record<string, (history: SchemaHistory, node: SqlNode) => void>> = {
  CreateStmt: foldCreateTable,
  CreateTableAsStmt: foldCreateTableAs,
  AlterTableStmt: foldAlterTable,
  DropStmt: foldDrop,
  RenameStmt: foldRename,
  AlterObjectSchemaStmt: foldSetSchema,
  IndexStmt: foldIndex,
  SelectStmt: (history, { body }) => addUnsure(history, treeAt(treeAt(body, 'intoClause') ?? {}, 'rel')),
  CreateSchemaStmt(history, { body }) {
    if (nodesAt(body, 'schemaElts').length > 0) leaveUntold(history, 'makes tables inside CREATE SCHEMA');
  },
  TransactionStmt(history, { body }) {
    if (/ROLLBACK/.test(textAt(body, 'kind') ?? '')) leaveUntold(history, 'rolls a part of itself back');
  },
  VariableSetStmt: foldSearchPath,
};

function foldIndex(history: SchemaHistory, { body }: SqlNode): void {
  const name = textAt(body, 'idxname');
  const table = tableAt(history, treeAt(body, 'relation'));
  if (name === null || table === null || history.conditional) return;
  const keys = [...nodesAt(body, 'indexParams'), ...nodesAt(body, 'indexIncludingParams')].map((key) => textAt(key.body, 'name'));
  const columns = keys.filter((key) => key !== null);
  const isPlain = columns.length === keys.length && body['whereClause'] === undefined;
  // An index of that name may be there already, with other columns.
  if (flagAt(body, 'if_not_exists') && table.parts.has(name)) return;
  table.parts.set(name, { kind: 'index', columns: isPlain ? columns : null, by: history.migration });
}

function foldSearchPath(history: SchemaHistory, { body }: SqlNode): void {
  if (textAt(body, 'name') !== 'search_path') return;
  const [first] = nodesAt(body, 'args');
  const schema = first === undefined ? null : literalOf(first);
  history.searchSchema = schema === null || schema === '' || schema.startsWith('"$') || schema.startsWith('$') ? null : schema;
  if (schema?.includes(',')) leaveUntold(history, 'sets search_path to a list in one string');
}

/** Statements that leave tables, columns, types and NOT NULL as they are. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'CopyStmt', 'TruncateStmt', 'LockStmt', 'ExplainStmt', 'CallStmt', 'DoStmt', 'VariableShowStmt',
  'ViewStmt', 'RefreshMatViewStmt', 'CreateTrigStmt', 'CreateEventTrigStmt', 'AlterEventTrigStmt', 'RuleStmt', 'CreatePolicyStmt', 'AlterPolicyStmt',
  'CreateEnumStmt', 'AlterEnumStmt', 'CreateDomainStmt', 'AlterDomainStmt', 'CompositeTypeStmt', 'AlterTypeStmt', 'CreateRangeStmt', 'DefineStmt',
  'CreateSeqStmt', 'AlterSeqStmt', 'CreateFunctionStmt', 'AlterFunctionStmt', 'CreateCastStmt', 'CreateConversionStmt', 'CreateTransformStmt', 'CreatePLangStmt',
  'CreateOpClassStmt', 'CreateOpFamilyStmt', 'AlterOpFamilyStmt', 'AlterOperatorStmt', 'CreateAmStmt', 'CreateStatsStmt', 'AlterStatsStmt', 'AlterCollationStmt',
  'CreateExtensionStmt', 'AlterExtensionStmt', 'AlterExtensionContentsStmt', 'CreateForeignTableStmt', 'CreateFdwStmt', 'AlterFdwStmt',
  'CreateForeignServerStmt', 'AlterForeignServerStmt', 'CreateUserMappingStmt', 'AlterUserMappingStmt', 'DropUserMappingStmt',
  'CreateRoleStmt', 'AlterRoleStmt', 'AlterRoleSetStmt', 'DropRoleStmt', 'GrantStmt', 'GrantRoleStmt', 'AlterDefaultPrivilegesStmt', 'AlterOwnerStmt',
  'ReassignOwnedStmt', 'CommentStmt', 'SecLabelStmt', 'VacuumStmt', 'ReindexStmt', 'ClusterStmt', 'CheckPointStmt', 'DiscardStmt', 'LoadStmt',
  'ListenStmt', 'UnlistenStmt', 'NotifyStmt', 'ConstraintsSetStmt', 'PrepareStmt', 'DeallocateStmt', 'AlterObjectDependsStmt', 'AlterTSDictionaryStmt',
  'AlterTSConfigurationStmt', 'CreatePublicationStmt', 'AlterPublicationStmt', 'CreateSubscriptionStmt', 'AlterSubscriptionStmt', 'DropSubscriptionStmt',
  'AlterDatabaseStmt', 'AlterDatabaseSetStmt', 'AlterDatabaseRefreshCollStmt', 'AlterSystemStmt', 'CreateTableSpaceStmt', 'DropTableSpaceStmt', 'AlterTableMoveAllStmt',
]);
