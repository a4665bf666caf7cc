import type { FlowRequest, PromptPack } from '#contract';
import type { CallOptions } from './connection.ts';
import type { StudioClient } from './studio-client.ts';

/** Sends a flow request of any kind to its endpoint. A failed pack (`ok: false`) is an answer, not an error. */
export function sendFlow(client: StudioClient, request: FlowRequest, options?: CallOptions): Promise<PromptPack> {
  switch (request.kind) {
    case 'model':
      return client.modelFlow(request.body, options);
    case 'route':
      return client.routeFlow(request.body, options);
    case 'query':
      return client.queryFlow(request.body, options);
    case 'migration':
      return client.migrationFlow(request.body, options);
    case 'diagnostic':
      return client.diagnosticFlow(request.body, options);
  }
}
