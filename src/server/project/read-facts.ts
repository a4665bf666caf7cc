import { FlowError, type Finding, type Migration, type Query, type Route, type Skipped } from '#contract';
import type { CatalogFacts, ConfigurationFacts, ProjectSources } from './project-sources.ts';

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
  readonly reported: Section<{ readonly findings: readonly Finding[]; readonly skipped: readonly Skipped[] }>;
  readonly configuration: Section<ConfigurationFacts>;
}

/**
 * Reads every source, the ones that need the models after the catalog and all else at once. A source that fails gives what it gave
 * last time; one that never worked gives nothing and says why.
 */
export async function readFacts(sources: ProjectSources, previous: ProjectFacts | null): Promise<ProjectFacts> {
  const readings = describeReadings(sources);
  const migrationsRead = attempt(readings.migrations(), previous?.migrations);
  const reportedRead = attempt(readings.reported(), previous?.reported);
  const configurationRead = attempt(readings.configuration(), previous?.configuration);
  const catalog = await attempt(readings.catalog(), previous?.catalog);
  const { models } = catalog.facts;
  const [queries, routes, migrations, reported, configuration] = await Promise.all([
    attempt(readings.queries(models, catalog.failure), previous?.queries),
    attempt(readings.routes(models), previous?.routes),
    migrationsRead,
    reportedRead,
    configurationRead,
  ]);
  return { catalog, queries, routes, migrations: catalog.failure ? keepApplied(migrations, previous?.migrations) : migrations, reported, configuration };
}

/** How one source is read, and what it gives when it cannot be. */
interface Reading<Facts> {
  readonly part: string;
  readonly read: () => Promise<Facts>;
  readonly empty: (skipped: readonly Skipped[]) => Facts;
  /** A source of files answers what it could not read instead of throwing: nothing but reasons is a failure too. */
  readonly count?: (facts: Facts) => number;
}

function describeReadings(sources: ProjectSources) {
  return {
    catalog: (): Reading<CatalogFacts> => ({
      part: 'models',
      read: () => sources.readCatalog(),
      empty: (skipped) => ({ database: null, models: [], skipped }),
    }),
    /** Most live in the database: after it failed, asking again would only take the time of a second failure. */
    queries: (models: CatalogFacts['models'], failure: FlowError | null): Reading<ProjectFacts['queries']['facts']> => ({
      part: 'queries',
      read: () => (failure && !sources.queriesApart ? Promise.reject(failure) : sources.readQueries(models)),
      empty: (skipped) => ({ queries: [], skipped }),
    }),
    routes: (models: CatalogFacts['models']): Reading<ProjectFacts['routes']['facts']> => ({
      part: 'routes',
      read: () => sources.readRoutes(models),
      empty: (skipped) => ({ routes: [], skipped }),
      count: ({ routes }) => routes.length,
    }),
    migrations: (): Reading<ProjectFacts['migrations']['facts']> => ({
      part: 'migrations',
      read: () => sources.readMigrations(),
      empty: (skipped) => ({ migrations: [], skipped }),
      count: ({ migrations }) => migrations.length,
    }),
    reported: (): Reading<ProjectFacts['reported']['facts']> => ({
      part: 'diagnostics',
      read: async () => (await sources.readReported?.()) ?? { findings: [], skipped: [] },
      empty: (skipped) => ({ findings: [], skipped }),
    }),
    /** While its file is broken, what it said last holds: its redact rules above all. */
    configuration: (): Reading<ConfigurationFacts> => ({
      part: 'configuration',
      read: () => sources.readConfiguration(),
      empty: (skipped) => ({ configuration: null, skipped }),
    }),
  };
}

async function attempt<Facts extends { readonly skipped: readonly Skipped[] }>(reading: Reading<Facts>, previous: Section<Facts> | undefined): Promise<Section<Facts>> {
  try {
    const facts = await reading.read();
    const failure = reading.count?.(facts) === 0 ? failureIn(facts.skipped) : null;
    if (failure && previous?.isGood) return { ...previous, failure };
    return { facts, failure, isGood: failure === null };
  } catch (error) {
    const failure = toFlowError(error, reading.part);
    if (previous?.isGood) return { ...previous, failure };
    const { message, remedy, code } = failure;
    return { facts: reading.empty([{ part: reading.part, reason: message, remedy, code }]), failure, isGood: false };
  }
}

/** Which migrations are applied is in the database too: while it is away, what it said last holds. */
function keepApplied(now: ProjectFacts['migrations'], before: ProjectFacts['migrations'] | undefined): ProjectFacts['migrations'] {
  return before?.isGood ? before : now;
}

function failureIn([first]: readonly Skipped[]): FlowError | null {
  return first ? new FlowError(first.code ?? 'SOURCE_UNREADABLE', first.reason, first.remedy === null ? {} : { remedy: first.remedy }) : null;
}

function toFlowError(error: unknown, part: string): FlowError {
  if (FlowError.isInstance(error)) return error;
  return new FlowError('SOURCE_UNREADABLE', `Reading the ${part} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
