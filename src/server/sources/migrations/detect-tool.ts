import type { MigrationTool } from '#contract';
import { fileName, type MigrationFile, parentFolder } from './migration-draft.ts';
import { DBMATE_MARKERS } from './tools/dbmate.ts';
import { isFlywayName } from './tools/flyway.ts';
import { NODE_PG_MIGRATE_MARKERS, usesBuilder } from './tools/node-pg-migrate.ts';
import { isRailsName } from './tools/rails.ts';

/** Which tool's folder this is, from file names first and marker lines second; null when nothing in it is a migration. */
export function detectTool(files: readonly MigrationFile[]): MigrationTool | null {
  const names = new Set(files.map(({ path }) => fileName(path)));
  if (names.has('_journal.json')) return 'drizzle';
  if (names.has('migration.sql')) return names.has('snapshot.json') && !names.has('migration_lock.toml') ? 'drizzle' : 'prisma';
  return detectPython(files) ?? detectOther(files);
}

function detectPython(files: readonly MigrationFile[]): MigrationTool | null {
  const sources = files.filter(({ path }) => path.endsWith('.py'));
  if (sources.some(({ text }) => /^down_revision\b/m.test(text))) return 'alembic';
  if (sources.some(({ text }) => /^(from|import)\s+aksara\b/m.test(text))) return 'aksara';
  return sources.some(({ text }) => /^class\s+Migration\s*\(/m.test(text) && /\bdjango\b/.test(text)) ? 'django' : null;
}

function detectOther(files: readonly MigrationFile[]): MigrationTool | null {
  const sql = files.filter(({ path }) => path.endsWith('.sql'));
  if (files.some(({ path }) => isRailsName(fileName(path)))) return 'rails';
  if (sql.some(({ path }) => isFlywayName(fileName(path)))) return 'flyway';
  if (sql.some(({ text }) => hasLine(text, DBMATE_MARKERS.up))) return 'dbmate';
  if (files.some(usesBuilder) || sql.some(({ text }) => hasLine(text, NODE_PG_MIGRATE_MARKERS.up))) return 'node_pg_migrate';
  if (sql.length === 0) return null;
  return isGolangMigrate(sql) ? 'golang_migrate' : 'plain_sql';
}

/** Numbered pairs in one folder; the same pairs in folders by app are plain SQL. */
function isGolangMigrate(sql: readonly MigrationFile[]): boolean {
  const pairs = sql.filter(({ path }) => parentFolder(path) === '' && /^\d+_.+\.(up|down)\.sql$/.test(path));
  return pairs.some(({ path }) => path.endsWith('.up.sql')) && sql.every(({ path }) => parentFolder(path) === '');
}

function hasLine(text: string, marker: RegExp): boolean {
  return text.split('\n').some((line) => marker.test(line));
}
