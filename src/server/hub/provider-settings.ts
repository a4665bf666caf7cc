import type { HubKeyState, HubProvider } from '#contract';
import type { HubState } from './hub-file.ts';
import type { TestedProvider } from './hub-memory.ts';
import type { ProviderDefinition } from './provider-definitions.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A provider with the settings that hold now: environment first, then saved, then its default. */
export interface ProviderSettings {
  readonly definition: ProviderDefinition;
  readonly enabled: boolean;
  readonly configured: boolean;
  readonly baseUrl: string;
  readonly model: string;
  /** Azure's alone; empty = the newest addresses, which need none. */
  readonly apiVersion: string;
  /** Never leaves the server. */
  readonly key: string;
  readonly keySource: 'environment' | 'file' | null;
  /** What is still missing, in words. */
  readonly needs: readonly string[];
  /** The provider that gets the text in the end; null = this one. */
  readonly handsOnTo: string | null;
  /** Why nothing is known of it; null when it is. */
  readonly error: string | null;
}

export function toProviderSettings(definition: ProviderDefinition, state: HubState, environment: Environment): ProviderSettings {
  const saved = state.providers[definition.kind] ?? {};
  const fromEnvironment = firstValue(definition.environment.key, environment);
  const key = fromEnvironment || saved.api_key || '';
  const baseUrl = firstValue(definition.environment.baseUrl, environment) || saved.base_url || definition.defaultBaseUrl;
  const enabled = saved.enabled ?? definition.kind !== 'copy_only';
  const needs = enabled ? missing(definition, key, baseUrl) : ['enabling it'];
  return {
    definition,
    enabled,
    configured: needs.length === 0,
    baseUrl,
    model: saved.model || firstValue(definition.environment.model, environment) || definition.defaultModel,
    apiVersion: firstValue(definition.environment.apiVersion ?? [], environment),
    key,
    keySource: keySource(fromEnvironment, saved.api_key),
    needs,
    handsOnTo: null,
    error: null,
  };
}

/** Why a provider that is not configured cannot be asked, such as `it needs a key (OPENAI_API_KEY).` */
export function whyNot({ needs, error }: Pick<ProviderSettings, 'needs' | 'error'>): string {
  return [`it needs ${needs.join(' and ')}.`, error].filter(Boolean).join(' ');
}

/** What the API shows of it: never the key. */
export function toHubProvider(settings: ProviderSettings, tested: TestedProvider | undefined): HubProvider {
  const { definition } = settings;
  return {
    kind: definition.kind,
    enabled: settings.enabled,
    configured: settings.configured,
    reachable: tested?.reachable ?? null,
    model: settings.model,
    base_url: withoutCredentials(settings.baseUrl),
    modes: definition.modes,
    error: tested?.error ?? settings.error,
    title: definition.title,
    key: toKeyState(settings.key, settings.keySource),
    needs: settings.needs,
    ...(settings.handsOnTo !== null && { hands_on_to: settings.handsOnTo }),
  };
}

/** The last four characters tell keys apart; of a short key they would tell too much. */
export function toKeyState(key: string, source: HubKeyState['source']): HubKeyState {
  return { configured: key !== '', last4: key.length >= 12 ? key.slice(-4) : null, source };
}

function missing(definition: ProviderDefinition, key: string, baseUrl: string): readonly string[] {
  const { environment, needs } = definition;
  const absent = { key: key === '', base_url: baseUrl === '' };
  const words = { key: `a key (${environment.key.join(', ')})`, base_url: `a base URL (${environment.baseUrl.join(', ')})` };
  const unusable = isUsableKey(key) ? [] : [`a key of visible ASCII characters (${environment.key.join(', ')})`];
  return [...needs.filter((need) => absent[need]).map((need) => words[need]), ...unusable];
}

/** A key goes into a header line; one that cannot must not get as far as an error text that quotes it. */
export function isUsableKey(key: string): boolean {
  return !/[^!-~]/.test(key);
}

function keySource(fromEnvironment: string, saved: string | undefined): HubKeyState['source'] {
  if (fromEnvironment) return 'environment';
  return saved ? 'file' : null;
}

function firstValue(names: readonly string[], environment: Environment): string {
  return names.map((name) => environment[name]?.trim()).find(Boolean) ?? '';
}

function withoutCredentials(address: string): string {
  return address.replace(/^(\w+:\/\/)[^/?#]*@/, '$1').replace(/[?#].*$/, '');
}
