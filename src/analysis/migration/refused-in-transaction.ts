import { textAt } from '../sql/tree.ts';
import type { Effect } from './effect.ts';

const ALONE: ReadonlySet<string> = new Set(['create_index_concurrently', 'drop_index_concurrently', 'reindex_concurrently', 'vacuum_full']);
const COMMANDS: ReadonlySet<string> = new Set(['DETACH PARTITION CONCURRENTLY', 'VACUUM', 'CREATE DATABASE', 'DROP DATABASE', 'ALTER SYSTEM', 'CREATE TABLESPACE', 'DROP TABLESPACE']);
const WHOLE: ReadonlySet<string> = new Set(['REINDEX_OBJECT_SCHEMA', 'REINDEX_OBJECT_SYSTEM', 'REINDEX_OBJECT_DATABASE']);

/** Whether PostgreSQL refuses it inside a transaction block; what ran before it then cannot be rolled back with it. */
export function isRefusedInTransaction({ action, command, node }: Effect): boolean {
  return ALONE.has(action) || COMMANDS.has(command) || (action === 'reindex' && WHOLE.has(textAt(node.body, 'kind') ?? ''));
}
