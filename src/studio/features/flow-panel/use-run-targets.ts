import { useQuery } from '@tanstack/react-query';
import type { HubModelsResponse, HubProvider, HubStatusResponse } from '#contract';
import { hubModelsQuery, hubProvidersQuery, useHubStatus } from '../../lib/api.ts';
import { useStudioApi } from '../../lib/studio-api.ts';
import { useRunTargetStore, type RunChoice, type RunTarget } from './run-target-store.ts';

export interface RunTargets {
  /** Null when nothing can run a pack. */
  readonly target: RunTarget | null;
  /** Who its provider hands a pack on to; undefined = nobody. */
  readonly handsOnTo: string | undefined;
  readonly choices: readonly RunChoice[];
  readonly choose: (target: RunTarget) => void;
  /** What to do when there is none. */
  readonly whyNone: string;
}

/** Every configured provider with the models that are known of it; the current one is what was chosen here, else the hub's default. */
export function useRunTargets(): RunTargets {
  const api = useStudioApi();
  const status = useHubStatus().data;
  const providers = useQuery(hubProvidersQuery(api)).data?.providers ?? [];
  const models = useQuery(hubModelsQuery(api)).data?.models ?? [];
  const { chosen, choose } = useRunTargetStore();
  const usable = providers.filter(({ configured, kind }) => configured && kind !== 'copy_only');
  const choices = usable.flatMap((provider) => targetsOf(provider, models, status));
  const kept = usable.some(({ kind }) => kind === chosen?.provider) ? chosen : null;
  const target = kept ?? defaultTarget(status);
  const handsOnTo = usable.find(({ kind }) => kind === target?.provider)?.hands_on_to;
  return { target, handsOnTo, choices, choose, whyNone: whyNone(choices.length > 0) };
}

function targetsOf({ kind: provider, model = '', hands_on_to: handsOnTo }: HubProvider, models: HubModelsResponse['models'], status: HubStatusResponse | undefined): readonly RunChoice[] {
  const { chat_provider, chat_model } = status?.defaults ?? {};
  const listed = models.filter((known) => known.provider === provider && known.mode !== 'embeddings').map(({ model_id }) => model_id);
  const names = [chat_provider === provider && chat_model ? chat_model : model, model, ...listed];
  return [...new Set(names)].filter((name, _, all) => name !== '' || all.length === 1).map((name) => ({ provider, model: name, handsOnTo }));
}

function defaultTarget(status: HubStatusResponse | undefined): RunTarget | null {
  const provider = status?.active_provider;
  if (!provider || provider === 'copy_only') return null;
  const { chat_provider, chat_model } = status?.defaults ?? {};
  return { provider, model: chat_provider === provider ? (chat_model ?? '') : '' };
}

function whyNone(choices: boolean): string {
  return choices ? 'Copy only is in use: choose a provider beside this button, or in AI Hub (Shift+A)' : 'Copy only is in use: set up a provider in AI Hub (Shift+A) to run packs from here';
}
