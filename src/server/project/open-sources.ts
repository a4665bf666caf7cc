import type { SqlParser } from '#contract';
import { sampleFiles } from '../../sample/index.ts';
import { noConfigFile, type ConfigFile } from '../config/config-file.ts';
import type { Database } from '../database/database.ts';
import { readGivenMigrations, readGivenRoutes, watchFiles, withoutCredentials } from './given-files.ts';
import type { OpenProjectOptions } from './open-project.ts';
import type { ProjectSources } from './project-sources.ts';
import { readRecordedFacts, recordedFirst, type RecordedFacts } from './recorded-facts.ts';

/**
 * The sources of a real project: PostgreSQL or the embedded sample, an OpenAPI document, a migrations folder. Drivers and readers
 * are loaded when they are needed: a command that needs none starts without them.
 */
export async function openSources(options: OpenProjectOptions, fallbackName: string, configFile: ConfigFile = noConfigFile): Promise<(parser: SqlParser) => ProjectSources> {
  const { databaseUrl } = options;
  const place = databaseUrl ? options : { ...sampleLocations(), ...withoutEmpty(options) };
  const database = await connect(databaseUrl);
  const recorded = databaseUrl ? null : readRecordedFacts();
  if (!recorded) startDatabase(database);
  if (place.openapi) void import('../sources/openapi/read-openapi.ts');
  return (parser) => toSources(database, {
    parser,
    recorded,
    configFile,
    databaseUrl: databaseUrl || null,
    openapi: place.openapi || null,
    migrations: place.migrations || null,
    name: databaseUrl ? databaseName(databaseUrl) || fallbackName : 'Sample shop',
  });
}

interface Place {
  readonly configFile: ConfigFile;
  readonly recorded: RecordedFacts | null;
  readonly parser: SqlParser;
  readonly databaseUrl: string | null;
  readonly openapi: string | null;
  readonly migrations: string | null;
  readonly name: string;
}

function toSources(database: Database, { parser, recorded, configFile, databaseUrl, openapi, migrations, name }: Place): ProjectSources {
  return {
    name,
    kind: databaseUrl ? 'project' : 'sample',
    labels: { database: database.label, openapi: openapi && withoutCredentials(openapi), migrations },
    readCatalog: recordedFirst(recorded?.catalog, async () => {
      const { readCatalog } = await import('../database/catalog/read-catalog.ts');
      return readCatalog(database);
    }),
    readQueries: recordedFirst(recorded?.queries, async (models) => {
      const { readQueries } = await import('../database/queries/read-queries.ts');
      return readQueries(database, models, parser);
    }),
    readRoutes: (models) => readGivenRoutes(openapi, models),
    readMigrations: recordedFirst(isSampleFolder(migrations) ? recorded?.migrations : undefined, () => readGivenMigrations(migrations, database, parser)),
    readConfiguration: () => configFile.read(),
    warmUp: () => {
      if (recorded) startDatabase(database);
    },
    readCatalogChecksum: databaseUrl ? () => readChecksum(database) : null,
    async explain(statement, explainOptions) {
      const { explainStatement } = await import('../database/explain/explain-statement.ts');
      return explainStatement(database, statement, explainOptions);
    },
    async whatIf(statement, candidates) {
      const { whatIfIndexes } = await import('../database/explain/what-if.ts');
      return whatIfIndexes(database, statement, candidates);
    },
    watch: (onChange) => watchFiles([openapi, migrations, ...configFile.places], onChange),
    passwords: databaseUrl ? passwordsOf(databaseUrl) : [],
    close: () => database.close(),
  };
}

/** Connecting, or starting the embedded database, takes its time side by side with what follows. */
function startDatabase(database: Database): void {
  database.read(async () => null).catch(() => null); // the read that needs it says why
}

async function connect(url: string | null | undefined): Promise<Database> {
  const { openDatabase, openSampleDatabase } = await import('../database/open-database.ts');
  return url ? openDatabase({ url }) : openSampleDatabase();
}

async function readChecksum(database: Database): Promise<string> {
  const { readCatalogChecksum } = await import('../database/catalog/catalog-checksum.ts');
  return readCatalogChecksum(database);
}

function isSampleFolder(migrations: string | null): boolean {
  return migrations === sampleFiles().migrations;
}

function sampleLocations(): Pick<OpenProjectOptions, 'openapi' | 'migrations'> {
  const { openapi, migrations } = sampleFiles();
  return { openapi, migrations };
}

function withoutEmpty(options: OpenProjectOptions): OpenProjectOptions {
  return { ...(options.openapi && { openapi: options.openapi }), ...(options.migrations && { migrations: options.migrations }) };
}

function databaseName(url: string): string {
  return URL.canParse(url) ? decodeURIComponent(new URL(url).pathname.slice(1)) : '';
}

/** A password that is also the role's or the database's name tells nothing, and hiding it would hide those everywhere. */
function passwordsOf(url: string): readonly string[] {
  if (!URL.canParse(url)) return [];
  const { password, username, pathname, hostname, searchParams } = new URL(url);
  const shown = new Set([username, pathname.slice(1), hostname].map(decodeURIComponent));
  const held = [decodeURIComponent(password), searchParams.get('password') ?? '', process.env['PGPASSWORD'] ?? ''];
  return held.filter((value) => value !== '' && !shown.has(value));
}
