import { FlowError } from '#contract';
import type { ConfigurationFacts } from '../project/project-sources.ts';
import { configFilePlaces, findConfigFile, namedConfigFile } from './find-config-file.ts';
import type { LoadedConfig } from './read-configuration.ts';

/** The configuration file of a project, or the place where one would stand. */
export interface ConfigFile {
  /** The sources it names at the start; a change of them needs a restart. */
  readonly sources: LoadedConfig['sources'];
  /** Files to watch. */
  readonly places: readonly string[];
  /** What it says now; the first call gives what was read at the start. Throws FlowError INVALID_CONFIG when nothing of it can be used. */
  read(): Promise<ConfigurationFacts>;
}

/** Of a project that has no configuration file and never will. */
export const noConfigFile: ConfigFile = {
  sources: { databaseUrl: null, openapi: null, migrations: null },
  places: [],
  read: async () => ({ configuration: null, skipped: [] }),
};

/**
 * Opens the file that was asked for by name, else `aksara.config.*` of a folder; without one nothing is loaded. Throws FlowError
 * INVALID_CONFIG only for a file asked for by name of which nothing can be used.
 */
export async function openConfigFile(name: string | null, folder: string): Promise<ConfigFile> {
  const named = name === null ? null : namedConfigFile(name, folder);
  const locate = (): string | null => named ?? findConfigFile(folder);
  const first = await load(locate());
  if (named !== null && first.failure !== null) throw first.failure;
  const sources = first.loaded?.sources ?? noConfigFile.sources;
  let waiting: Outcome | null = first;
  return {
    sources,
    places: named === null ? configFilePlaces(folder) : [named],
    async read() {
      const { loaded, failure } = waiting ?? (await load(locate()));
      waiting = null;
      if (failure !== null) throw failure;
      if (loaded === null) return { configuration: null, skipped: [] };
      return { configuration: loaded.configuration, skipped: [...loaded.problems, ...movedSources(loaded, sources)] };
    },
  };
}

/** What the configuration file says, for a command that needs no project. Throws as `openConfigFile` does. */
export async function readProjectConfiguration(name: string | null, folder = process.cwd()): Promise<ConfigurationFacts> {
  const file = await openConfigFile(name, folder);
  try {
    return await file.read();
  } catch (error) {
    if (!FlowError.isInstance(error)) throw error;
    const { message, remedy, code } = error;
    return { configuration: null, skipped: [{ part: 'configuration', reason: message, remedy, code }] };
  }
}

interface Outcome {
  /** Null = there is no file, or it failed. */
  readonly loaded: LoadedConfig | null;
  readonly failure: FlowError | null;
}

async function load(path: string | null): Promise<Outcome> {
  if (path === null) return { loaded: null, failure: null };
  const { readConfiguration } = await import('./read-configuration.ts');
  try {
    return { loaded: await readConfiguration(path), failure: null };
  } catch (error) {
    if (FlowError.isInstance(error)) return { loaded: null, failure: error };
    throw error;
  }
}

function movedSources({ configuration, sources }: LoadedConfig, opened: LoadedConfig['sources']): ConfigurationFacts['skipped'] {
  const moved = (['databaseUrl', 'openapi', 'migrations'] as const).filter((name) => sources[name] !== opened[name]);
  if (moved.length === 0) return [];
  return [{ part: 'configuration', reason: `${configuration.file}: ${moved.join(' and ')} changed since the start.`, remedy: 'Restart to read the new source.' }];
}
