import type { ProviderSettings } from '../../hub/provider-settings.ts';
import type { CleanText } from '../clean-text.ts';
import type { Deadlines } from '../transport/deadlines.ts';
import type { ProviderFetch } from '../transport/provider-fetch.ts';

export interface ConnectorCall {
  readonly settings: ProviderSettings;
  readonly model: string;
  readonly prompt: RunPrompt;
  readonly fetch: ProviderFetch;
  /** For what the provider says in its errors: without keys, on one line. */
  readonly clean: CleanText;
  readonly signal: AbortSignal;
}

/** What a pack gives a model; `tokens` is the pack's own estimate of both texts. */
export interface RunPrompt {
  readonly system: string;
  readonly user: string;
  readonly tokens: number;
}

/** A piece of an answer as it comes; every complete answer ends with `end`. */
export type AnswerPart =
  | { readonly kind: 'text'; readonly text: string }
  /** The model is at work but says nothing that is shown. */
  | { readonly kind: 'thinking' }
  | { readonly kind: 'usage'; readonly prompt: number | null; readonly completion: number | null }
  /** Something the reader of the answer must know. */
  | { readonly kind: 'warning'; readonly text: string }
  | { readonly kind: 'end'; readonly reason: 'complete' | 'length' | 'filtered' }
  /** The provider says that it failed. */
  | { readonly kind: 'failed'; readonly message: string };

/** How one kind of provider is asked. Throws ProviderFailure, or what its `fetch` throws. */
export interface Connector {
  /** Where its requests go; throws INVALID_REQUEST for a base URL that is none. */
  origin(settings: ProviderSettings): string;
  /** Waits that are not the usual ones. */
  readonly deadlines?: Partial<Deadlines>;
  answer(call: ConnectorCall): AsyncIterable<AnswerPart>;
  /** Ids of the models the provider lists; null where it has no list, and then whether it answers at all is what was tested. */
  listModels(call: Omit<ConnectorCall, 'prompt' | 'model'>): Promise<readonly string[] | null>;
}
