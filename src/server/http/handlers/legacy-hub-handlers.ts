import type { LegacySaveRequest, LegacySaveResponse } from '#contract';
import type { Hub } from '../../hub/hub.ts';
import type { Handlers, Services } from '../handlers.ts';

/** The reference's older hub endpoints, answered from the same hub. */
export function legacyHubHandlers({ hub }: Services): Pick<Handlers, 'legacyProviders' | 'legacySave' | 'legacyPing'> {
  return {
    async legacyProviders() {
      const [{ providers, ...counts }, active] = await Promise.all([hub.providers(), hub.active()]);
      const listed = providers.map(({ kind, configured, reachable, model, base_url, error }) => ({ provider: kind, configured, reachable: reachable ?? false, model, base_url, error }));
      return { ...counts, active_model: active?.model ?? '', providers: listed };
    },
    legacySave: ({ body }) => save(hub, body),
    async legacyPing({ body, signal }) {
      const { provider, reachable, latency_ms, model, error } = await hub.test(body.provider ?? (await hub.active())?.provider ?? '', signal);
      return { provider, reachable, latency_ms, model, error };
    },
  };
}

/** `save_to` chooses between files inside the project there; keys are never written into a project here. */
function save(hub: Hub, { provider, base_url, model, api_key }: LegacySaveRequest): LegacySaveResponse {
  const configured = hub.configure({ provider, base_url, model });
  const secret = configured.ok && api_key != null ? hub.saveSecret({ provider, api_key }) : configured;
  return { saved: secret.ok, provider, file_path: secret.ok ? hub.file : '', message: secret.message ?? '' };
}
