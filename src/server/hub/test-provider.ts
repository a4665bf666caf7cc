import { FlowError, type HubTestResponse } from '#contract';
import { createCleanText } from '../ai/clean-text.ts';
import { findConnector } from '../ai/connectors/find-connector.ts';
import type { Connector } from '../ai/connectors/connector.ts';
import { watchAttempt, type Watch } from '../ai/transport/deadlines.ts';
import { findFailure } from '../ai/transport/provider-failure.ts';
import { createProviderFetch } from '../ai/transport/provider-fetch.ts';
import { whyNot, type ProviderSettings } from './provider-settings.ts';

/** A list of models comes at once or not at all; in milliseconds. */
const deadlines = { connectMs: 10_000, firstTokenMs: 20_000, idleMs: 20_000, totalMs: 20_000 };

/** Asks a provider for its models, or where it has no list whether it answers. No prompt is sent and nothing is spent. */
export async function testProvider(settings: ProviderSettings, secrets: readonly string[], signal: AbortSignal): Promise<HubTestResponse> {
  const { kind, modes } = settings.definition;
  const connector = findConnector(kind);
  if (!settings.configured) return untested(kind, `Provider '${kind}' is not configured: ${whyNot(settings)}`, 'AI_HUB_NOT_CONFIGURED');
  if (!connector) return { ...untested(kind, null, null), reachable: true };
  const started = performance.now();
  try {
    const models = await askForModels(connector, settings, secrets, signal);
    const latency = performance.now() - started;
    return { provider: kind, reachable: true, latency_ms: latency, model: settings.model, modes, error: null, remedy: adviceOn(settings, models), ...(models && { models }) };
  } catch (error) {
    if (!FlowError.isInstance(error)) throw error;
    return { ...untested(kind, error.message, error.code), model: settings.model, modes, remedy: error.remedy };
  }
}

/** The answer for a provider that was not asked. */
export function untested(provider: string, error: string | null, code: string | null): HubTestResponse {
  return { provider, reachable: false, latency_ms: null, model: '', modes: [], error, error_code: code };
}

async function askForModels(connector: Connector, settings: ProviderSettings, secrets: readonly string[], signal: AbortSignal): Promise<readonly string[] | null> {
  const origin = connector.origin(settings);
  const watch = watchAttempt(deadlines, new URL(origin).host, signal);
  const clean = createCleanText(secrets);
  try {
    return await connector.listModels({ settings, fetch: createProviderFetch({ origin, watch, clean }), clean, signal: watch.signal });
  } catch (error) {
    throw toFailure(error, watch);
  } finally {
    watch.stop();
  }
}

function toFailure(error: unknown, { signal }: Watch): unknown {
  if (signal.aborted) return findFailure(signal.reason) ?? new FlowError('CANCELLED', 'The test was stopped.');
  return findFailure(error) ?? error;
}

function adviceOn({ model }: ProviderSettings, models: readonly string[] | null): string | null {
  if (models === null || model === '' || models.some((id) => id === model || id === `${model}:latest`)) return null;
  return `The model '${model}' is not among the ${models.length} it lists; choose one of them as default.`;
}
