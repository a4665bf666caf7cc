import {
  FlowError, flowKindSchema,
  diagnosticFlowRequestSchema, migrationFlowRequestSchema, modelFlowRequestSchema, queryFlowRequestSchema, routeFlowRequestSchema,
  type FlowRequest, type RunRequest,
} from '#contract';
import { parseRequest } from './http/parse-request.ts';

/** The flow request a run is about. Throws INVALID_FLOW_TYPE, or INVALID_REQUEST for a context that does not fit its kind. */
export function readRunRequest(request: RunRequest): FlowRequest {
  const kind = flowKindSchema.safeParse(request.flow_type);
  if (!kind.success) throw new FlowError('INVALID_FLOW_TYPE', `Unknown flow type: ${request.flow_type.slice(0, 60)}`, { suggestions: flowKindSchema.options });
  const overrides = { provider: request.provider_override, model: request.model_override };
  return parseFlow(kind.data, { ...request.context, action_key: request.action_key, hub_overrides: overrides });
}

function parseFlow(kind: FlowRequest['kind'], body: unknown): FlowRequest {
  switch (kind) {
    case 'model':
      return { kind, body: parseRequest(modelFlowRequestSchema, body) };
    case 'route':
      return { kind, body: parseRequest(routeFlowRequestSchema, body) };
    case 'query':
      return { kind, body: parseRequest(queryFlowRequestSchema, body) };
    case 'migration':
      return { kind, body: parseRequest(migrationFlowRequestSchema, body) };
    case 'diagnostic':
      return { kind, body: parseRequest(diagnosticFlowRequestSchema, body) };
  }
}
