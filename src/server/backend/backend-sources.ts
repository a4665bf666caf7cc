import { createBackendReader, noDatabase, type BackendReader } from '#client';
import { FlowError, type Skipped, type SqlParser } from '#contract';
import type { CatalogFacts, ProjectSources } from '../project/project-sources.ts';
import type { Backend } from './backend.ts';
import { readBackendPlan, refuseAnalyze } from './backend-plan.ts';
import { joinMigrations, joinQueries, joinRoutes, withBackendNames } from './join-facts.ts';

export interface BackendSourcesOptions {
  readonly backend: Backend;
  readonly parser: SqlParser;
  /** The project's own database, document and folder, where they are given. */
  readonly own: ProjectSources;
  readonly given: { readonly database: boolean; readonly openapi: boolean; readonly migrations: boolean };
  /** Milliseconds one request may take. */
  readonly timeoutMs?: number;
  /** It has just let a request wait for nothing. */
  readonly silent?: boolean;
}

/** A running Aksara backend as sources; what is given besides (catalog, document, folder) wins, and the backend fills the rest. */
export function backendSources(options: BackendSourcesOptions): ProjectSources {
  const { backend, parser, own, given, timeoutMs, silent = false } = options;
  const { client, origin, token } = backend;
  const reader = createBackendReader(client, { parser, silent, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  return {
    ...own,
    kind: 'project',
    backend,
    labels: { ...own.labels, database: given.database ? `${own.labels.database}, beside the Aksara backend ${origin}` : `Aksara backend ${origin}` },
    readCatalog: () => readCatalog(reader, own, given.database),
    queriesApart: !given.database,
    readReported: () => reader.issues(),
    readQueries: async (models) => {
      const [measured, traced] = await Promise.all([given.database ? own.readQueries(models) : noQueries, spared('queries', reader.queries(models), { queries: [] }, given.database)]);
      return { queries: joinQueries(measured.queries, traced.queries), skipped: [...measured.skipped, ...traced.skipped] };
    },
    readRoutes: async (models) => {
      // Its own document would be waited for as long as anything else of it.
      const hasDocument = given.openapi || !reader.isSilent();
      const [documented, served] = await Promise.all([hasDocument ? own.readRoutes(models) : noRoutes, spared('routes', reader.routes(), { routes: [] }, given.openapi)]);
      const described = documented.routes.length > 0;
      const ofBackend = served.skipped.filter(({ remedy }) => !(described && remedy?.includes('--openapi')));
      // Asked of the backend by our own choice: that it is not there is said by the routes' own notice.
      const ofDocument = described || given.openapi ? documented.skipped : [];
      return { routes: joinRoutes(documented.routes, served.routes), skipped: [...ofDocument, ...ofBackend] };
    },
    readMigrations: async () => {
      const files = given.migrations ? await own.readMigrations() : { migrations: [], skipped: [] };
      const told = await spared('migrations', reader.migrations(), { migrations: [], summary: emptySummary }, given.migrations);
      const ofBackend = files.migrations.length > 0 ? told.skipped.filter(({ code }) => code !== undefined) : told.skipped;
      return { migrations: joinMigrations(files.migrations, told.migrations, told.summary), skipped: [...files.skipped, ...ofBackend] };
    },
    readCatalogChecksum: given.database ? own.readCatalogChecksum : async () => JSON.stringify((await reader.handshake()).checksums ?? null),
    async explain(statement, { analyze, signal }) {
      if (given.database) return own.explain(statement, { analyze, signal });
      if (analyze) throw refuseAnalyze();
      return readBackendPlan(await reader.plan(statement.text, { signal }));
    },
    ...(given.database && own.whatIf && { whatIf: own.whatIf }),
    warmUp: () => (given.database ? own.warmUp() : undefined),
    passwords: [...own.passwords, ...(token ? [token] : [])],
  };
}

const noRoutes = { routes: [], skipped: [] };
const noQueries = { queries: [], skipped: [] };
const emptySummary = { total_migrations: 0, applied_migrations: 0, pending_migrations: 0, apps: [] };

async function readCatalog(reader: BackendReader, own: ProjectSources, hasDatabase: boolean): Promise<CatalogFacts> {
  if (!hasDatabase) {
    const { models, skipped } = await reader.models();
    return { database: null, models, skipped: [...skipped, noDatabase] };
  }
  const [catalog, declared] = await Promise.all([own.readCatalog(), spared('backend models', reader.models(), { models: [] }, true)]);
  // That its models are thin does not matter beside a catalog; that they are missing does.
  const failed = declared.skipped.filter(({ code }) => code !== undefined);
  return { ...catalog, models: withBackendNames(catalog.models, declared.models), skipped: [...catalog.skipped, ...failed] };
}

interface WithSkipped {
  readonly skipped: readonly Skipped[];
}

/** Beside another source a failure of the backend is a skipped part; alone it fails the reading, which then keeps what was read before. */
async function spared<Facts extends WithSkipped>(
  part: string, reading: Promise<Facts>, empty: Omit<Facts, 'skipped'>, hasOther: boolean,
): Promise<Omit<Facts, 'skipped'> & WithSkipped> {
  try {
    return await reading;
  } catch (error) {
    if (!hasOther || !FlowError.isInstance(error)) throw error;
    return { ...empty, skipped: [{ part, reason: error.message, remedy: error.remedy, code: error.code }] };
  }
}
