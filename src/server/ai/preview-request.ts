import type { RunPreviewResponse } from '#contract';
import { createCleanText } from './clean-text.ts';
import type { ProviderSettings } from '../hub/provider-settings.ts';
import { toKeyState } from '../hub/provider-settings.ts';
import type { Connector, RunPrompt } from './connectors/connector.ts';
import type { ProviderFetch } from './transport/provider-fetch.ts';

type PreviewedRequest = NonNullable<RunPreviewResponse['request']>;

/** The request a run would send, made by the same code and kept from going out; the key is masked wherever it stands. */
export async function previewRequest(
  connector: Connector, { settings, model, prompt }: { readonly settings: ProviderSettings; readonly model: string; readonly prompt: RunPrompt },
): Promise<PreviewedRequest> {
  let request: PreviewedRequest | null = null;
  const fetch: ProviderFetch = (address, init = {}) => {
    const headers = Object.fromEntries(new Headers(init.headers));
    const body = typeof init.body === 'string' ? init.body : '';
    request = { method: init.method ?? 'GET', url: String(address instanceof Request ? address.url : address), headers: masked(headers, settings.key), body };
    return Promise.reject(new Error('A preview sends nothing.'));
  };
  try {
    const answer = connector.answer({ settings, model, prompt, fetch, clean: createCleanText([settings.key]), signal: new AbortController().signal });
    await answer[Symbol.asyncIterator]().next();
  } catch (error) {
    if (request === null) throw error;
  }
  if (request === null) throw new Error(`The connector of ${settings.definition.kind} sent nothing.`);
  return request;
}

function masked(headers: Readonly<Record<string, string>>, key: string): Record<string, string> {
  const { last4 } = toKeyState(key, null);
  const mask = last4 === null ? '••••' : `•••• ${last4}`;
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, key === '' ? value : value.replaceAll(key, mask)]));
}
