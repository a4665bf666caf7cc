import { createStudioClient } from '#client';
import { FlowError, type SqlParser } from '#contract';
import type { Backend } from '../backend/backend.ts';
import { backendOrigin, createBackendFetch } from '../backend/backend-fetch.ts';
import { backendSources } from '../backend/backend-sources.ts';
import type { ConfigFile } from '../config/config-file.ts';
import { readGivenMigrations, readGivenRoutes, watchFiles, withoutCredentials } from './given-files.ts';
import type { OpenProjectOptions } from './open-project.ts';
import { openSources } from './open-sources.ts';
import type { ProjectSources } from './project-sources.ts';

/**
 * The sources of a project with a running Aksara backend in front. Throws FlowError INVALID_REQUEST for an address that is none. A
 * backend that does not answer does not throw: its parts are skipped, it has another name until the next start, and a refresh asks again.
 */
export async function openBackend(address: string, options: OpenProjectOptions, { fallbackName, configFile }: { readonly fallbackName: string; readonly configFile: ConfigFile }): Promise<(parser: SqlParser) => ProjectSources> {
  const origin = backendOrigin(address);
  const token = options.aksaraToken || null;
  const client = createStudioClient({ baseUrl: origin, fetch: createBackendFetch(), ...(token === null ? {} : { token }) });
  const backend: Backend = { origin, client, token };
  const given = { database: Boolean(options.databaseUrl), openapi: Boolean(options.openapi), migrations: Boolean(options.migrations) };
  const openapi = options.openapi || `${origin}/openapi.json`;
  const name = given.database ? fallbackName : await nameOf(client);
  const files = { openapi, migrations: options.migrations || null, name: name || fallbackName, configFile };
  const own = given.database ? await openSources({ ...options, openapi }, fallbackName, configFile) : (parser: SqlParser) => filesOnly(files, parser);
  return (parser) => backendSources({ backend, parser, own: own(parser), given, silent: name === null });
}

/** What the backend calls itself, empty when it does not say; null when it keeps silent. */
async function nameOf(client: ReturnType<typeof createStudioClient>): Promise<string | null> {
  const deadline = AbortSignal.timeout(5_000);
  try {
    return (await client.handshake({ signal: deadline, onLeft: () => {} })).project.name;
  } catch {
    return deadline.aborted ? null : ''; // why it does not answer is said by the parts that are read next
  }
}

interface Files {
  readonly openapi: string;
  readonly migrations: string | null;
  readonly name: string;
  readonly configFile: ConfigFile;
}

/** The document and the folder; the database is asked through the backend. */
function filesOnly({ openapi, migrations, name, configFile }: Files, parser: SqlParser): ProjectSources {
  const noDatabase = () => Promise.reject(new FlowError('DATABASE_UNREACHABLE', 'No database was given.', { remedy: 'Start with --database-url.' }));
  return {
    name, kind: 'project', labels: { database: null, openapi: withoutCredentials(openapi), migrations },
    readCatalog: noDatabase, readQueries: noDatabase, explain: noDatabase, readCatalogChecksum: null,
    readRoutes: (models) => readGivenRoutes(openapi, models),
    readMigrations: () => readGivenMigrations(migrations, null, parser),
    readConfiguration: () => configFile.read(),
    warmUp: () => {},
    watch: (onChange) => watchFiles([migrations, ...configFile.places], onChange),
    passwords: [],
    close: async () => {},
  };
}
