import { joinPath, parseBaseUrl } from './base-url.ts';
import type { Connector } from './connector.ts';
import { namesIn, readJsonAnswer } from './read-json.ts';
import { readSdkAnswer } from './sdk-answer.ts';

/** OpenAI's chat completions, which most local servers speak too. */
export const openai: Connector = {
  origin: ({ baseUrl }) => parseBaseUrl(baseUrl).origin,
  async *answer(call) {
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
    const { settings, model, fetch } = call;
    const provider = createOpenAICompatible({ name: 'openai', baseURL: joinPath(settings.baseUrl, ''), apiKey: settings.key, includeUsage: true, fetch });
    yield* readSdkAnswer(provider.chatModel(model), call);
  },
  async listModels({ settings, fetch }) {
    const response = await fetch(joinPath(settings.baseUrl, '/models'), { headers: { authorization: `Bearer ${settings.key}` } });
    return namesIn((await readJsonAnswer(response))['data'], 'id');
  },
};

/**
 * Azure's version of it. With AZURE_OPENAI_API_VERSION (or `api-version` in the base URL) the older addresses with the deployment in
 * the path, else the `/openai/v1` ones.
 */
export const azure: Connector = {
  origin: openai.origin,
  async *answer(call) {
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
    const { settings, model, fetch } = call;
    const version = apiVersion(settings);
    const baseURL = joinPath(settings.baseUrl, version === null ? '/openai/v1' : `/openai/deployments/${encodeURIComponent(model)}`, azurePath);
    const queryParams: Record<string, string> = version === null ? {} : { 'api-version': version };
    const provider = createOpenAICompatible({ name: 'azure', baseURL, headers: { 'api-key': settings.key }, queryParams, includeUsage: true, fetch });
    yield* readSdkAnswer(provider.chatModel(model), call);
  },
  async listModels({ settings, fetch }) {
    const version = apiVersion(settings);
    const path = version === null ? '/openai/v1/models' : `/openai/models?api-version=${encodeURIComponent(version)}`;
    const response = await fetch(joinPath(settings.baseUrl, path, azurePath), { headers: { 'api-key': settings.key } });
    await response.body?.cancel();
    // It lists the models of the region, not the deployments, and a deployment is what a request names.
    return null;
  },
};

const azurePath = /\/openai(\/.*)?$/;

function apiVersion({ baseUrl, apiVersion: configured }: { readonly baseUrl: string; readonly apiVersion: string }): string | null {
  return configured || parseBaseUrl(baseUrl).searchParams.get('api-version');
}
