import { FlowError, type Migration, type MigrationTool, type Skipped, type SqlParser } from '#contract';
import type { Database } from '../../database/database.ts';
import { detectTool } from './detect-tool.ts';
import type { Ledger } from './history/ledger.ts';
import { readLedger } from './history/read-ledger.ts';
import type { MigrationDraft, ToolReading } from './migration-draft.ts';
import { compareText } from './natural-order.ts';
import { readFolder } from './read-folder.ts';
import { findStartFolder, type StartFolder } from './start-folder.ts';
import { readAlembic } from './tools/alembic.ts';
import { readDbmate } from './tools/dbmate.ts';
import { readDrizzle } from './tools/drizzle.ts';
import { readFlyway } from './tools/flyway.ts';
import { readNodePgMigrate } from './tools/node-pg-migrate.ts';
import { readPlainSql } from './tools/plain-sql.ts';
import { readPrisma } from './tools/prisma.ts';
import { readAksara, readDjango } from './tools/python-apps.ts';
import { readRails } from './tools/rails.ts';

/**
 * The migrations of a folder by app and then in their tool's order, with the applied state its history table tells. The tool is
 * recognised by the folder's shape. Never throws for what the folder or the database is: that is in `skipped`.
 */
export async function readMigrations(
  dir: string, database: Database | null, parser: SqlParser,
): Promise<{ migrations: Migration[]; skipped: Skipped[] }> {
  try {
    const folder = await readFolder(dir);
    const start = findStartFolder(dir, folder.files);
    const tool = detectTool(start.files);
    if (tool === null) return { migrations: [], skipped: [...folder.skipped, nothingFound(folder.name, folder.files.length)] };
    const reading = TOOLS[tool](start, parser);
    const { drafts, notes } = withoutDoubles(reading);
    if (drafts.length === 0) return { migrations: [], skipped: [...folder.skipped, ...notes.map(toSkipped), nothingFound(folder.name, folder.files.length)] };
    const { ledger, skipped } = await readState(database, tool, drafts);
    const migrations = drafts.map((draft) => toMigration(draft, tool, ledger)).toSorted((a, b) => compareText(a.app, b.app));
    return { migrations, skipped: [...folder.skipped, ...notes.map(toSkipped), ...skipped] };
  } catch (error) {
    if (!FlowError.isInstance(error)) throw error;
    return { migrations: [], skipped: [{ part: 'migrations', reason: error.message, remedy: error.remedy }] };
  }
}

const TOOLS: Readonly<Record<MigrationTool, (start: StartFolder, parser: SqlParser) => ToolReading>> = {
  plain_sql: ({ files }) => readPlainSql(files),
  golang_migrate: ({ files }) => readPlainSql(files),
  prisma: ({ files }) => readPrisma(files),
  drizzle: ({ files }) => readDrizzle(files),
  dbmate: ({ files }) => readDbmate(files),
  flyway: ({ files }, parser) => readFlyway(files, parser),
  node_pg_migrate: ({ files }) => readNodePgMigrate(files),
  rails: ({ files }) => readRails(files),
  alembic: ({ files }) => readAlembic(files),
  django: ({ files, app }) => readDjango(files, app),
  aksara: ({ files }) => readAksara(files),
};

async function readState(database: Database | null, tool: MigrationTool, drafts: readonly MigrationDraft[]) {
  const reading = await readLedger(database, tool, drafts);
  return reading.ledger === null ? { ledger: null, skipped: [reading.skipped] } : { ledger: reading.ledger, skipped: reading.ledger.notes.map(toSkipped) };
}

function toMigration(draft: MigrationDraft, tool: MigrationTool, ledger: Ledger | null): Migration {
  const { app, name, up, down, transactional, dependsOn } = draft;
  const outcome = ledger?.stateOf(draft) ?? { state: 'unknown' as const, appliedAt: null, checksum: 'unknown' as const };
  return { id: `${app}/${name}`, app, name, tool, up, down, ...outcome, transactional, dependsOn };
}

/** Ids must be unique: of two files with the same app and name the first one counts. */
function withoutDoubles({ drafts, notes }: ToolReading): ToolReading {
  const byId = new Map<string, MigrationDraft>();
  const doubles: string[] = [];
  for (const draft of drafts) {
    const first = byId.get(`${draft.app}/${draft.name}`);
    if (first) doubles.push(`${draft.file.label} has the same app and name as ${first.file.label}; it was left out.`);
    else byId.set(`${draft.app}/${draft.name}`, draft);
  }
  return { drafts: [...byId.values()], notes: [...notes, ...doubles] };
}

function nothingFound(folder: string, files: number): Skipped {
  return {
    part: 'migrations',
    reason: files === 0 ? `The migrations folder ${folder} holds no migration.` : `The folder ${folder} is of no migration tool that is known: ${files} files, none of them a migration.`,
    remedy: 'Give the folder that holds the migrations themselves with --migrations.',
  };
}

function toSkipped(note: string): Skipped {
  return { part: 'migrations', reason: note, remedy: null };
}
