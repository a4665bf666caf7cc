import type { Model, SqlParser } from '#contract';
import type { Database } from '../database/database.ts';
import type { ProjectSources } from './project-sources.ts';

/** The routes of the document that was given; none given is said. Its reader is loaded when it is needed. */
export async function readGivenRoutes(openapi: string | null, models: readonly Model[]): ReturnType<ProjectSources['readRoutes']> {
  if (!openapi) return { routes: [], skipped: [notGiven('routes', 'No OpenAPI document was given.', '--openapi FILE_OR_URL')] };
  const { readOpenApi } = await import('../sources/openapi/read-openapi.ts');
  return readOpenApi(openapi, models);
}

/** The migrations of the folder that was given, with the state its history table in the database tells; none given is said. */
export async function readGivenMigrations(migrations: string | null, database: Database | null, parser: SqlParser): ReturnType<ProjectSources['readMigrations']> {
  if (!migrations) return { migrations: [], skipped: [notGiven('migrations', 'No migrations folder was given.', '--migrations DIR')] };
  const { readMigrations } = await import('../sources/migrations/read-migrations.ts');
  return readMigrations(migrations, database, parser);
}

/** Watching starts when its module has loaded; ending it before that keeps it from starting. */
export function watchFiles(places: readonly (string | null)[], onChange: () => void): () => void {
  const paths = places.filter((place): place is string => place !== null && !/^https?:/i.test(place));
  let end: (() => void) | null = null;
  let isEnded = false;
  async function begin(): Promise<void> {
    const { watchPaths } = await import('../sources/watch-paths.ts');
    if (isEnded) return;
    const watcher = watchPaths(paths, onChange);
    end = () => watcher.close();
  }
  if (paths.length > 0) void begin();
  return () => {
    isEnded = true;
    end?.();
  };
}

function notGiven(part: string, reason: string, option: string) {
  return { part, reason, remedy: `Start with ${option}.` };
}

/** An address without user, password and query. */
export function withoutCredentials(location: string): string {
  return /^https?:/i.test(location) && URL.canParse(location) ? `${new URL(location).origin}${new URL(location).pathname}` : location;
}
