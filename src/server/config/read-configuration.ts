import { basename, dirname, isAbsolute, relative, resolve } from 'node:path';
import type { ProjectConfiguration, Skipped } from '#contract';
import { checkConfig, type CheckedConfig } from './check-config.ts';
import { readConfigValue } from './config-value.ts';
import { problemText } from './problem.ts';

/** A configuration file as the project uses it. */
export interface LoadedConfig {
  readonly configuration: ProjectConfiguration;
  /** Paths are relative to the working directory, as if they had been given on the command line. */
  readonly sources: CheckedConfig['sources'];
  /** One entry a problem, of part `configuration`. */
  readonly problems: readonly Skipped[];
}

/**
 * Reads a configuration file. What is wrong in it is in `problems`, all at once, and what is right is used. Throws FlowError
 * INVALID_CONFIG when nothing of the file can be used: it cannot be read, does not parse, or throws.
 */
export async function readConfiguration(path: string): Promise<LoadedConfig> {
  const { configuration, sources, problems } = checkConfig(await readConfigValue(path), path);
  const place = (location: string | null): string | null => (location === null ? null : fromHere(location, dirname(path)));
  return {
    configuration,
    sources: { databaseUrl: sources.databaseUrl, openapi: place(sources.openapi), migrations: place(sources.migrations) },
    problems: problems.map((problem) => configProblem(`${basename(path)}: ${problemText(problem)}`)),
  };
}

/** What `skipped` says of one problem of the configuration file. */
function configProblem(reason: string): Skipped {
  return { part: 'configuration', reason, remedy: 'Correct it in the configuration file; what is right in the file is in use.', code: 'INVALID_CONFIG' };
}

function fromHere(location: string, folder: string): string {
  if (/^(?:https?|file):/i.test(location) || isAbsolute(location) || folder === process.cwd()) return location;
  return relative(process.cwd(), resolve(folder, location)) || '.';
}
