import type { HealthResponse, HubDefaults, HubProvidersResponse, HubStatusResponse, RefreshResponse } from '#contract';
import { allActions } from '#flows';
import { noProvider } from './no-provider.ts';
import type { OfflineAnswers, OfflineOptions } from './offline-connection.ts';
import type { HeldSnapshot } from './snapshot-shelf.ts';

/** What a page without a server answers about itself and its project, without what builds packs. */
export function createStateAnswers({ readSnapshot, now }: Pick<Required<OfflineOptions>, 'readSnapshot' | 'now'>): OfflineAnswers {
  const refuse = () => Promise.reject(noProvider());
  return {
    health: async () => toHealth(await readSnapshot(), now()),
    refresh: async () => ({ ok: true, snapshot: toState(await readSnapshot()) }),
    flowActions: async () => {
      const actions = [...allActions((await readSnapshot()).snapshot.configuration?.actions)];
      return { actions, total: actions.length };
    },
    hubStatus: () => copyOnlyStatus,
    hubProviders: () => copyOnlyProviders,
    hubModels: () => ({ defaults: copyOnlyDefaults, models: [] }),
    hubConfigure: ({ body }) => (body.provider === 'copy_only' ? { ok: true, provider: 'copy_only' } : refuse()),
    hubSecret: refuse,
    hubDefaults: refuse,
    hubTest: ({ body }) => ({ provider: body.provider, reachable: body.provider === 'copy_only', error: body.provider === 'copy_only' ? null : noProvider().message }),
    runFlow: refuse,
    runPreview: refuse,
  };
}

function toState({ checksum, readAt }: HeldSnapshot): RefreshResponse['snapshot'] {
  return { checksum, stale: false, stale_reason: null, refreshed_at: readAt.toISOString() };
}

function toHealth(held: HeldSnapshot, now: Date): HealthResponse {
  const last_error = 'A snapshot file is read; there is no database behind it.';
  return { status: 'healthy', database: { connected: false, dialect: 'postgresql', last_error }, timestamp: now.toISOString(), snapshot: toState(held) };
}

const copyOnlyDefaults: HubDefaults = { chat_model: null, chat_provider: 'copy_only', code_model: null, code_provider: 'copy_only', embeddings_model: null, embeddings_provider: null };
const copyOnlyStatus: HubStatusResponse = { overall: 'ready', active_provider: 'copy_only', configured_count: 1, total_count: 1, defaults: copyOnlyDefaults, warnings: [] };
const copyOnlyProviders: HubProvidersResponse = {
  providers: [{ kind: 'copy_only', enabled: true, configured: true, reachable: true, model: '', modes: [], title: 'Copy only', needs: [] }],
  active_provider: 'copy_only',
  configured_count: 1,
  total_count: 1,
};
