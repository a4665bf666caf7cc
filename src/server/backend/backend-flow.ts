import { askBackend, sendFlow, type CallOptions } from '#client';
import { FlowError, type FlowRequest, type PromptPack } from '#contract';
import { createRedactor, failedPack, foreignFailure, foreignPack, toBackendRequest } from '#flows';
import type { Project } from '../project/project.ts';

export interface BackendFlowOptions {
  /** Provider keys of this machine, kept out of what is sent and shown. */
  readonly keys: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds one request may take; default 10,000. */
  readonly timeoutMs?: number | undefined;
}

/**
 * The pack that the backend of a project builds itself for the same question. Whatever the backend does instead comes back as `ok: false`.
 * Throws CANCELLED when the caller has gone away, else only what is a bug.
 */
export async function buildBackendFlow(project: Project, request: FlowRequest, { keys, signal, timeoutMs = 10_000 }: BackendFlowOptions): Promise<PromptPack> {
  const { action_key } = request.body;
  if (project.backend === null) return failedPack(action_key, noBackend());
  const { client, origin } = project.backend;
  const snapshot = project.snapshot();
  const secrets = project.secrets(keys);
  const rules = snapshot.configuration?.redact ?? [];
  const redactor = createRedactor(secrets, rules);
  const ask = <Answer>(what: string, call: (options: CallOptions) => Promise<Answer>) => askBackend(what, call, { timeoutMs, signal });
  try {
    const served = request.kind === 'route' ? await ask('its routes', (options) => client.runtimeRoutes(options)) : [];
    const asked = toBackendRequest(request, { snapshot, parser: project.parser, served, redactor });
    if (!asked.ok) return foreignFailure(action_key, asked.error, redactor);
    const pack = await ask('its prompt pack', (options) => sendFlow(client, asked.value.request, options));
    return foreignPack(pack, { origin, request, redactor, secrets, rules, masked: asked.value.masked });
  } catch (error) {
    if (signal?.aborted) throw new FlowError('CANCELLED', 'Nobody waits for the pack of the backend any more.', { cause: error });
    if (!FlowError.isInstance(error)) throw error;
    return foreignFailure(action_key, error, redactor);
  }
}

function noBackend(): FlowError {
  return new FlowError('NOT_FOUND', 'There is no Aksara backend behind this project, so there is no pack of its own.', { remedy: 'Start with: aksara studio --aksara http://localhost:8000' });
}
