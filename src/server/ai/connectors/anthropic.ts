import { joinPath, parseBaseUrl } from './base-url.ts';
import type { Connector } from './connector.ts';
import { namesIn, readJsonAnswer } from './read-json.ts';
import { readSdkAnswer } from './sdk-answer.ts';

/** Anthropic's messages; the package knows how long an answer of each model may be. */
export const anthropic: Connector = {
  origin: ({ baseUrl }) => parseBaseUrl(baseUrl).origin,
  async *answer(call) {
    const { createAnthropic } = await import('@ai-sdk/anthropic');
    const { settings, model, fetch } = call;
    yield* readSdkAnswer(createAnthropic({ baseURL: versioned(settings.baseUrl), apiKey: settings.key, fetch }).messages(model), call);
  },
  async listModels({ settings, fetch }) {
    const headers = { 'x-api-key': settings.key, 'anthropic-version': '2023-06-01' };
    const response = await fetch(`${versioned(settings.baseUrl)}/models?limit=1000`, { headers });
    return namesIn((await readJsonAnswer(response))['data'], 'id');
  },
};

/** ANTHROPIC_BASE_URL stands without the version elsewhere; with it is understood too. */
function versioned(baseUrl: string): string {
  return joinPath(baseUrl, '/v1', /\/v1$/);
}
