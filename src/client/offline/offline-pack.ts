import {
  FlowError, flowKindSchema,
  diagnosticFlowRequestSchema, migrationFlowRequestSchema, modelFlowRequestSchema, queryFlowRequestSchema, routeFlowRequestSchema,
  type CheckRequest, type FlowRequest, type PackResult, type PlanEvidence, type SqlParser,
} from '#contract';
import { buildPack, failedPack, findAction, packDetail, singleStatement } from '#flows';
import { noProvider } from './no-provider.ts';
import type { HeldSnapshot } from './snapshot-shelf.ts';

export interface PackHost {
  readonly parser: SqlParser;
  /** `YYYY-MM-DD` in UTC. */
  readonly today: string;
}

/** The pack of a request, as a server on the same snapshot file makes it: without a plan, unless one is pasted. */
export function buildOfflinePack(request: FlowRequest, held: HeldSnapshot, { parser, today }: PackHost): PackResult {
  const action = findAction(request.kind, request.body.action_key, held.snapshot.configuration?.actions);
  const fail = (error: FlowError): PackResult => failedPack(request.body.action_key, error, action);
  const provider = request.body.hub_overrides?.provider;
  if (provider && provider !== 'copy_only') return fail(noProvider());
  const plan = asksForPlan(request, held) ? missingPlan(request.body.sql, held, parser) : null;
  const evidence = { plan: plan?.ok === true ? plan.evidence : null, provider: 'copy_only', model: '' };
  const pack = buildPack(request, held.snapshot, evidence, { parser, today });
  return pack.ok && plan?.ok === false ? fail(plan.error) : pack;
}

/** The statement itself is at fault (INVALID_SQL and the like), or it cannot be planned here. */
export function noPlanError(sql: string, held: HeldSnapshot, parser: SqlParser): FlowError {
  const statement = singleStatement(sql, { parser });
  return statement.ok ? noDatabase(held) : statement.error;
}

/** The flow request an answer is about. Throws INVALID_FLOW_TYPE, or INVALID_REQUEST for a context that does not fit its kind. */
export function toFlowRequest({ flow_type, action_key, context }: Omit<CheckRequest, 'answer'>): FlowRequest {
  const kind = flowKindSchema.safeParse(flow_type);
  if (!kind.success) throw new FlowError('INVALID_FLOW_TYPE', `Unknown flow type: ${flow_type.slice(0, 60)}`, { suggestions: flowKindSchema.options });
  const body = { ...context, action_key };
  const parsed = parseBody(kind.data, body);
  if (parsed === null) throw new FlowError('INVALID_REQUEST', `The context does not fit a ${kind.data} flow.`);
  return parsed;
}

type PlanOutcome = { readonly ok: true; readonly evidence: PlanEvidence } | { readonly ok: false; readonly error: FlowError };

function missingPlan(sql: string, held: HeldSnapshot, parser: SqlParser): PlanOutcome {
  const error = noPlanError(sql, held, parser);
  if (error.code !== 'DATABASE_UNREACHABLE') return { ok: false, error };
  return { ok: true, evidence: { ok: false, reason: error.message, remedy: error.remedy } };
}

function asksForPlan(request: FlowRequest, { snapshot }: HeldSnapshot): request is Extract<FlowRequest, { readonly kind: 'query' }> {
  return request.kind === 'query' && request.body.plan == null && request.body.include_explain !== false && packDetail(request, snapshot) !== 'structure';
}

/** In the words of a server on the same file, so that the pack is the same. */
function noDatabase({ name }: HeldSnapshot): FlowError {
  return new FlowError('DATABASE_UNREACHABLE', `There is no database behind the snapshot ${name}, so nothing can be planned.`, {
    remedy: 'Start with --database-url for plans.',
  });
}

function parseBody(kind: FlowRequest['kind'], body: unknown): FlowRequest | null {
  switch (kind) {
    case 'model':
      return toRequest(kind, modelFlowRequestSchema.safeParse(body));
    case 'route':
      return toRequest(kind, routeFlowRequestSchema.safeParse(body));
    case 'query':
      return toRequest(kind, queryFlowRequestSchema.safeParse(body));
    case 'migration':
      return toRequest(kind, migrationFlowRequestSchema.safeParse(body));
    case 'diagnostic':
      return toRequest(kind, diagnosticFlowRequestSchema.safeParse(body));
  }
}

function toRequest<Kind extends string, Body>(kind: Kind, parsed: { readonly success: true; readonly data: Body } | { readonly success: false }): { kind: Kind; body: Body } | null {
  return parsed.success ? { kind, body: parsed.data } : null;
}
