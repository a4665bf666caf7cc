import {
  FlowError, flowKindSchema,
  diagnosticFlowRequestSchema, migrationFlowRequestSchema, modelFlowRequestSchema, queryFlowRequestSchema, routeFlowRequestSchema,
  type FlowRequest, type RunRequest,
} from '#contract';
import { parseRequest } from './http/parse-request.ts';

/** The flow request inside a run's. An unknown flow type or a field that does not fit is an expected failure, so it is a value. */
export function readFlow(request: RunRequest): FlowRequest | FlowError {
  const kind = flowKindSchema.safeParse(request.flow_type);
  if (!kind.success) return new FlowError('INVALID_FLOW_TYPE', `Unknown flow type: ${request.flow_type.slice(0, 60)}`, { suggestions: flowKindSchema.options });
  const overrides = { provider: request.provider_override, model: request.model_override };
  const body = { ...request.context, action_key: request.action_key, hub_overrides: overrides };
  try {
    return parseFlow(kind.data, body);
  } catch (error) {
    if (FlowError.isInstance(error)) return error;
    throw error;
  }
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
