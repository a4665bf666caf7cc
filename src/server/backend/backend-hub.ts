import { askBackend } from '#client';
import { FlowError, type HubStatusResponse } from '#contract';
import { createCleanText, type CleanText } from '../ai/clean-text.ts';
import type { Backend } from './backend.ts';

/** What is known of the AI Hub of a backend. */
export type BackendHubState =
  /** It would run a prompt by this provider and model; both are foreign names, on one line. */
  | { readonly ready: true; readonly provider: string; readonly model: string }
  /** `error` says why nothing could be learnt; null when the backend has answered. */
  | { readonly ready: false; readonly needs: string; readonly error: string | null };

export interface BackendHub {
  /** As it is now or was a few seconds ago. Never throws, and a backend that does not answer is waited for briefly. */
  state(): Promise<BackendHubState>;
}

export interface BackendHubOptions {
  /** Longest wait for its answer, in milliseconds. Default 2,000. */
  readonly timeoutMs?: number;
  /** How long an answer holds, in milliseconds. Default 5,000. */
  readonly freshMs?: number;
}

/** Asks for the status of the hub only: its list of providers would have the backend ask each of them. */
export function createBackendHub({ client, token }: Backend, { timeoutMs = 2_000, freshMs = 5_000 }: BackendHubOptions = {}): BackendHub {
  const clean = createCleanText(token === null ? [] : [token]);
  let known: { readonly state: BackendHubState; readonly until: number } | null = null;
  let asking: Promise<BackendHubState> | null = null;

  async function ask(): Promise<BackendHubState> {
    try {
      const state = await read();
      known = { state, until: performance.now() + freshMs };
      return state;
    } finally {
      asking = null;
    }
  }

  async function read(): Promise<BackendHubState> {
    try {
      return toState(await askBackend('the state of its AI Hub', (options) => client.hubStatus(options), { timeoutMs }), clean);
    } catch (error) {
      if (!FlowError.isInstance(error)) throw error;
      return { ready: false, needs: wantsToken(error) ? 'the token of the backend (--aksara-token or AKSARA_BACKEND_TOKEN)' : 'an answer of the backend', error: clean(error.message) };
    }
  }

  return {
    state: () => (known !== null && performance.now() < known.until ? Promise.resolve(known.state) : (asking ??= ask())),
  };
}

function toState({ overall, active_provider, configured_count, defaults = {} }: HubStatusResponse, clean: CleanText): BackendHubState {
  const [provider, model] = [clean(active_provider ?? ''), clean(defaults.chat_model ?? '')];
  if (overall === 'ready' && provider !== '' && model !== '') return { ready: true, provider, model };
  return { ready: false, needs: `${configured_count === 0 ? 'a provider' : 'a chat provider and its model'} set up in the AI Hub of the backend`, error: null };
}

function wantsToken({ code }: FlowError): boolean {
  return code === 'UNAUTHORIZED' || code === 'FORBIDDEN';
}
