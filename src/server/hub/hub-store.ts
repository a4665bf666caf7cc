import { FlowError } from '#contract';
import { emptyHubState, hubFilePath, readHubFile, writeHubFile, type HubState } from './hub-file.ts';
import { providerDefinitions } from './provider-definitions.ts';
import { toProviderSettings, type Environment, type ProviderSettings } from './provider-settings.ts';

/** What is saved of the hub, and the settings that hold now: the environment's, then the saved ones. */
export interface HubStore {
  readonly file: string;
  readonly state: HubState;
  readonly settings: readonly ProviderSettings[];
  readonly warnings: readonly string[];
  /** Saves a change. Throws SOURCE_UNREADABLE for a file that cannot be read or written. */
  change(edit: (current: HubState) => HubState): void;
}

/** Reads the file once; one that cannot be understood shows as a warning and is never overwritten. */
export function openHubStore(environment: Environment): HubStore {
  const file = hubFilePath(environment);
  const saved = load(file);
  let state = saved.state;
  let settings = toSettings(state, environment);
  return {
    file,
    warnings: saved.warnings,
    get state() {
      return state;
    },
    get settings() {
      return settings;
    },
    // From the file, not from memory: another Studio may have saved since.
    change(edit) {
      const next = edit(readHubFile(file));
      writeHubFile(file, next);
      state = next;
      settings = toSettings(next, environment);
    },
  };
}

function toSettings(state: HubState, environment: Environment): readonly ProviderSettings[] {
  return providerDefinitions.map((definition) => toProviderSettings(definition, state, environment));
}

function load(file: string): { readonly state: HubState; readonly warnings: readonly string[] } {
  try {
    return { state: readHubFile(file), warnings: [] };
  } catch (error) {
    if (!FlowError.isInstance(error)) throw error;
    return { state: emptyHubState, warnings: [[error.message, error.remedy].filter(Boolean).join(' ')] };
  }
}
