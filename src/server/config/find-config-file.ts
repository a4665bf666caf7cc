import { existsSync, statSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { configFileNames, FlowError } from '#contract';
import { toVisibleLine } from '#flows';

/** Where a project's configuration may stand, in the order it is looked for. */
export function configFilePlaces(folder: string): readonly string[] {
  return configFileNames.map((name) => join(folder, name));
}

/** The first configuration file of a folder, or null. Several: the first counts. */
export function findConfigFile(folder: string): string | null {
  return configFilePlaces(folder).find((path) => existsSync(path)) ?? null;
}

const extensions = ['.ts', '.mts', '.js', '.mjs', '.json'];

/** The file that was asked for by name. Throws FlowError INVALID_CONFIG when it is not there or not of a kind that can be read. */
export function namedConfigFile(name: string, folder: string): string {
  const path = resolve(folder, name);
  const shown = toVisibleLine(name).slice(0, 200);
  if (!extensions.includes(extname(path))) throw new FlowError('INVALID_CONFIG', `The configuration file ${shown} must end with one of ${extensions.join(', ')}.`);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new FlowError('INVALID_CONFIG', `The configuration file ${shown} does not exist.`);
  return path;
}
