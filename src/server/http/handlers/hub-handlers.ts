import type { Handlers, Services } from '../handlers.ts';

type HubHandlers = Pick<Handlers, 'hubStatus' | 'hubProviders' | 'hubModels' | 'hubConfigure' | 'hubSecret' | 'hubDefaults' | 'hubTest'>;

export function hubHandlers({ hub }: Services): HubHandlers {
  return {
    hubStatus: () => hub.status(),
    hubProviders: () => hub.providers(),
    hubModels: () => hub.models(),
    hubConfigure: ({ body }) => hub.configure(body),
    hubSecret: ({ body }) => hub.saveSecret(body),
    hubDefaults: ({ body }) => hub.setDefaults(body),
    hubTest: ({ body, signal }) => hub.test(body.provider, signal),
  };
}
