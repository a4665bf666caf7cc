import { basename } from 'node:path';
import { FlowError } from '#contract';
import { loadSqlParser } from '#sql';
import { openConfigFile, type ConfigFile } from '../config/config-file.ts';
import { createProject } from './create-project.ts';
import { openSources } from './open-sources.ts';
import type { Project } from './project.ts';

export interface OpenProjectOptions {
  /** `postgres://…`; absent = the embedded sample project. */
  readonly databaseUrl?: string | null;
  /** File or URL of an OpenAPI document; absent = none, or the sample's with the sample database. */
  readonly openapi?: string | null;
  /** Folder of migrations; absent = none, or the sample's with the sample database. */
  readonly migrations?: string | null;
  /** Address of a running Aksara backend: its facts fill what the other sources do not give. */
  readonly aksara?: string | null;
  /** Sent to that backend only, as a bearer token. */
  readonly aksaraToken?: string | null;
  /** A file that `aksara snapshot` wrote, in place of all sources. */
  readonly snapshot?: string | null;
  /** The database when neither `databaseUrl` nor the configuration file names one; absent = the sample. */
  readonly defaultDatabaseUrl?: string | null;
  /** Configuration file; absent = `aksara.config.*` of the working directory, when there is one. What is given here wins over it. */
  readonly config?: string | null;
  /** Follow changes of the database and of files. Default true; a command that ends after one answer sets false. */
  readonly watch?: boolean;
}

/**
 * Opens a project and reads it once. A source that cannot be read (an unreachable database, a broken file) is named in the
 * snapshot's `skipped`, and `refresh` tries again. Throws FlowError only for what was asked for by name: INVALID_REQUEST for a URL
 * that is no PostgreSQL URL or a snapshot beside other sources, INVALID_CONFIG for a `config` of which nothing can be used, and as
 * `openSnapshotProject` for a snapshot file.
 */
export async function openProject(options: OpenProjectOptions): Promise<Project> {
  if (options.snapshot) return openSnapshot(options, options.snapshot);
  const configFile = await openConfigFile(options.config ?? null, process.cwd());
  const [parser, sources] = await Promise.all([loadSqlParser(), openLive(withConfig(options, configFile), configFile)]);
  return createProject({ sources: sources(parser), parser, watch: options.watch ?? true });
}

async function openLive(options: OpenProjectOptions, configFile: ConfigFile) {
  if (!options.aksara) return openSources(options, fallbackName(), configFile);
  const { openBackend } = await import('./open-backend.ts');
  return openBackend(options.aksara, options, { fallbackName: fallbackName(), configFile });
}

async function openSnapshot({ databaseUrl, openapi, migrations, aksara, watch = true }: OpenProjectOptions, file: string): Promise<Project> {
  if (databaseUrl || openapi || migrations || aksara) {
    throw new FlowError('INVALID_REQUEST', 'A snapshot holds a whole project: it cannot be given beside a database, an OpenAPI document, migrations or a backend.', {
      remedy: 'Leave out either --snapshot or the other sources.',
    });
  }
  const [parser, { openSnapshotProject }] = await Promise.all([loadSqlParser(), import('./snapshot-project.ts')]);
  return openSnapshotProject({ file, parser, watch });
}

/** What was given wins over the configuration file, and that over the default. */
function withConfig(options: OpenProjectOptions, { sources }: ConfigFile): OpenProjectOptions {
  return {
    aksara: options.aksara ?? null,
    aksaraToken: options.aksaraToken ?? null,
    databaseUrl: options.databaseUrl || sources.databaseUrl || options.defaultDatabaseUrl || null,
    openapi: options.openapi || sources.openapi,
    migrations: options.migrations || sources.migrations,
  };
}

/** The project is named after its database; this is for when the database cannot be asked. */
function fallbackName(): string {
  return basename(process.cwd()) || 'project';
}
