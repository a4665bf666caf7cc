import { estimateTokens } from '#flows';
import { ProviderFailure } from '../transport/provider-failure.ts';
import { toBackendFailure, emptyAnswer } from './backend-failure.ts';
import { parseBaseUrl } from './base-url.ts';
import type { AnswerPart, Connector, ConnectorCall } from './connector.ts';
import { namesIn, readJsonAnswer } from './read-json.ts';

/** Most tokens of an answer: what every model can write, and about what a backend waits for (it gives its provider 60 s). */
const mostTokens = 4096;
/** From here on an answer may have been cut: the count is an estimate. */
const nearlyMostTokens = mostTokens * 0.9;

/**
 * The AI Hub of the backend a project stands in front of. It is given our prompts with nothing added, hands them on to the provider
 * that is named, and answers in one piece, whose tokens it does not count.
 */
export const aksara: Connector = {
  origin: ({ baseUrl }) => parseBaseUrl(baseUrl).origin,
  deadlines: { firstTokenMs: 300_000 },
  async *answer(call) {
    const { settings, model, prompt } = call;
    const fields = await ask(call, '/studio/ai-hub/agent/run', {
      prompt: `${prompt.system}\n\n${prompt.user}`, provider: settings.handsOnTo, model, include_context: false, temperature: 0.2, max_tokens: mostTokens,
    });
    yield* toParts(fields, call);
  },
  /** Its own test asks the provider behind it without a prompt. The models it lists are those it knows by heart, not all there are. */
  async listModels(call) {
    const { settings, clean } = call;
    const { reachable, error } = await ask(call, '/studio/ai-hub/test', { provider: settings.handsOnTo });
    if (reachable !== true) throw notReached(`${settings.handsOnTo ?? 'its provider'}. It says: ${clean(typeof error === 'string' ? error : 'nothing')}`);
    const { models } = await ask(call, '/studio/ai-hub/models', null);
    const known = Array.isArray(models) ? models.filter((entry: unknown) => isChatModel(entry, settings.handsOnTo)) : models;
    return [...new Set([settings.model, ...namesIn(known, 'model_id')])];
  },
};

type Call = Pick<ConnectorCall, 'settings' | 'fetch'>;

async function ask({ settings, fetch }: Call, path: string, body: unknown): Promise<Readonly<Record<string, unknown>>> {
  const headers: Readonly<Record<string, string>> = {
    accept: 'application/json',
    ...(settings.key !== '' && { authorization: `Bearer ${settings.key}` }),
    ...(body !== null && { 'content-type': 'application/json' }),
  };
  const init = body === null ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  try {
    return await readJsonAnswer(await fetch(`${parseBaseUrl(settings.baseUrl).origin}${path}`, init));
  } catch (error) {
    throw toBackendFailure(error, path);
  }
}

function toParts({ output, error }: Readonly<Record<string, unknown>>, { clean }: ConnectorCall): readonly AnswerPart[] {
  const text: readonly AnswerPart[] = typeof output === 'string' && output !== '' ? [{ kind: 'text', text: output }] : [];
  if (typeof error === 'string' && error !== '') {
    if (error.startsWith('No AI provider configured')) throw notConfigured(clean(error));
    return [...text, { kind: 'failed', message: error }];
  }
  if (typeof output !== 'string' || output === '') throw emptyAnswer();
  const cut: readonly AnswerPart[] = estimateTokens(output) < nearlyMostTokens ? [] : [{ kind: 'warning', text: maybeCut }];
  return [...text, ...cut, { kind: 'end', reason: 'complete' }];
}

const maybeCut = `This answer is about as long as the backend lets one be here (${mostTokens} tokens), and it does not say whether it is whole: its end may be missing.`;

function isChatModel(entry: unknown, provider: string | null): boolean {
  const { provider: owner, mode }: { provider?: unknown; mode?: unknown } = typeof entry === 'object' && entry !== null ? entry : {};
  return owner === provider && mode !== 'embeddings';
}

function notConfigured(said: string): ProviderFailure {
  return new ProviderFailure('AI_HUB_NOT_CONFIGURED', `The AI Hub of the backend says: ${said}`, { remedy: 'Set a provider up in the AI Hub of the backend, or in the one here.' });
}

function notReached(what: string): ProviderFailure {
  return new ProviderFailure('PROVIDER_UNREACHABLE', `The backend does not reach ${what}`, { remedy: 'Check its key and address in the AI Hub of the backend.' });
}
