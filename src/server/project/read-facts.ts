import { FlowError, type Migration, type Query, type Route, type Skipped } from '#contract';
import type { CatalogFacts, ProjectSources } from './project-sources.ts';

/** What one source gave: this time, or the last time it worked. */
export interface Section<Facts> {
  readonly facts: Facts;
  /** Why it could not be read this time; null when it could. */
  readonly failure: FlowError | null;
  /** False when `facts` are empty because it never worked. */
  readonly isGood: boolean;
}

export interface ProjectFacts {
  readonly catalog: Section<CatalogFacts>;
  readonly queries: Section<{ readonly queries: readonly Query[]; readonly skipped: readonly Skipped[] }>;
  readonly routes: Section<{ readonly routes: readonly Route[]; readonly skipped: readonly Skipped[] }>;
  readonly migrations: Section<{ readonly migrations: readonly Migration[]; readonly skipped: readonly Skipped[] }>;
}

/**
 * Reads every source, the ones that need the models after the catalog and all else at once. A source that fails gives what it gave
 * last time; one that never worked gives nothing and says why.
 */
export async function readFacts(sources: ProjectSources, previous: ProjectFacts | null): Promise<ProjectFacts> {
  const catalogRead = attempt(() => sources.readCatalog(), previous?.catalog, (skipped) => ({ database: null, models: [], skipped }), 'models');
  const migrationsRead = attempt(
    async () => rejectEmpty(await sources.readMigrations(), ({ migrations }) => migrations.length),
    previous?.migrations,
    (skipped) => ({ migrations: [], skipped }),
    'migrations',
  );
  const catalog = await catalogRead;
  const { models } = catalog.facts;
  const [queries, routes, migrations] = await Promise.all([
    catalog.failure ? unread(catalog.failure, previous?.queries) : readQueries(sources, models, previous),
    attempt(
      async () => rejectEmpty(await sources.readRoutes(models), (facts) => facts.routes.length),
      previous?.routes,
      (skipped) => ({ routes: [], skipped }),
      'routes',
    ),
    migrationsRead,
  ]);
  return { catalog, queries, routes, migrations: catalog.failure ? keepApplied(migrations, previous?.migrations) : migrations };
}

function readQueries(sources: ProjectSources, models: CatalogFacts['models'], previous: ProjectFacts | null) {
  return attempt(() => sources.readQueries(models), previous?.queries, (skipped) => ({ queries: [], skipped }), 'queries');
}

/** The queries live in the database that has just failed: asking again would only take the time of a second failure. */
async function unread(failure: FlowError, previous: ProjectFacts['queries'] | undefined): Promise<ProjectFacts['queries']> {
  return attempt(() => Promise.reject(failure), previous, (skipped) => ({ queries: [], skipped }), 'queries');
}

/** Which migrations are applied is in the database too: while it is away, what it said last holds. */
function keepApplied(now: ProjectFacts['migrations'], before: ProjectFacts['migrations'] | undefined): ProjectFacts['migrations'] {
  return before?.isGood ? before : now;
}

async function attempt<Facts>(
  read: () => Promise<Facts>, previous: Section<Facts> | undefined, empty: (skipped: readonly Skipped[]) => Facts, part: string,
): Promise<Section<Facts>> {
  try {
    return { facts: await read(), failure: null, isGood: true };
  } catch (error) {
    const failure = toFlowError(error, part);
    if (previous?.isGood) return { ...previous, failure };
    return { facts: empty([{ part, reason: failure.message, remedy: failure.remedy, code: failure.code }]), failure, isGood: false };
  }
}

/** A source of files answers what it could not read instead of throwing; nothing but reasons is a failure too. */
function rejectEmpty<Facts extends { readonly skipped: readonly Skipped[] }>(facts: Facts, count: (facts: Facts) => number): Facts {
  const [reason] = facts.skipped;
  if (count(facts) > 0 || reason === undefined) return facts;
  throw new FlowError('SOURCE_UNREADABLE', reason.reason, reason.remedy === null ? {} : { remedy: reason.remedy });
}

function toFlowError(error: unknown, part: string): FlowError {
  if (FlowError.isInstance(error)) return error;
  return new FlowError('SOURCE_UNREADABLE', `Reading the ${part} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
