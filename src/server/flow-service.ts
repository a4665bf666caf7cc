import { FlowError, type FlowAction, type FlowRequest, type PackResult, type PlanEvidence, type WhatIfEvidence } from '#contract';
import { asksWhatIf, buildPack, failedPack, findAction, packDetail } from '#flows';
import type { Hub } from './hub/hub.ts';
import { unknownProviderMessage } from './hub/provider-definitions.ts';
import type { Project } from './project/project.ts';
import { today } from './today.ts';

/** What a pack takes from the hub: where it would go, and the keys it must not hold. */
export type PackHub = Pick<Hub, 'kinds' | 'active' | 'secrets' | 'modelOf'>;

/**
 * The pack of a request: gathers the evidence that needs I/O, then builds. Expected failures come back as `ok: false`; without a
 * configured hub the pack is for copying. Throws only what is a bug or an aborted request.
 */
export async function buildFlow(project: Project, request: FlowRequest, hub?: PackHub): Promise<PackResult> {
  const target = await packTarget(request, hub);
  const action = knownAction(project, request);
  if (!target.ok) return failedPack(request.body.action_key, target.error, action);
  const plan = await readPlan(project, request);
  const evidence = { plan: plan.evidence, whatIf: await readWhatIf(project, request, plan), provider: target.provider, model: target.model };
  const pack = buildPack(request, project.snapshot(), evidence, { parser: project.parser, secrets: project.secrets(hub?.secrets() ?? []), today: today() });
  // Without its plan a statement that cannot be planned has no evidence; a failure the builder found first names the nearer cause.
  return pack.ok && plan.refused ? failedPack(request.body.action_key, plan.refused, action) : pack;
}

type PackTarget = { readonly ok: true; readonly provider: string; readonly model: string } | { readonly ok: false; readonly error: FlowError };

async function packTarget({ body }: FlowRequest, hub: PackHub | undefined): Promise<PackTarget> {
  const { provider, model } = body.hub_overrides ?? {};
  const active = (await hub?.active()) ?? { provider: 'copy_only', model: '' };
  if (!provider || provider === active.provider) return { ok: true, provider: active.provider, model: model || active.model };
  const kinds: readonly string[] = hub?.kinds ?? [];
  if (!kinds.includes(provider)) return { ok: false, error: new FlowError('UNKNOWN_PROVIDER', unknownProviderMessage(provider, kinds)) };
  return { ok: true, provider, model: model || ((await hub?.modelOf(provider)) ?? '') };
}

interface PlanOutcome {
  readonly evidence: PlanEvidence | null;
  /** The statement itself is at fault: no pack is made of it. */
  readonly refused: FlowError | null;
}

const statementFaults: ReadonlySet<string> = new Set(['INVALID_SQL', 'INVALID_REQUEST', 'NOT_PLANNABLE']);

async function readPlan(project: Project, request: FlowRequest): Promise<PlanOutcome> {
  const asked = request.kind === 'query' && request.body.plan == null && request.body.include_explain !== false && packDetail(request, project.snapshot()) !== 'structure';
  if (!asked || !knownAction(project, request)) return { evidence: null, refused: null };
  try {
    return { evidence: { ok: true, plan: await project.explain(request.body.sql) }, refused: null };
  } catch (error) {
    if (!FlowError.isInstance(error)) throw error;
    const evidence = { ok: false, reason: error.message, remedy: error.remedy } as const;
    return { evidence, refused: statementFaults.has(error.code) ? error : null };
  }
}

/** A statement that has no plan as it is needs no other one. */
async function readWhatIf(project: Project, request: FlowRequest, { evidence }: PlanOutcome): Promise<WhatIfEvidence | null> {
  if (request.kind !== 'query' || evidence?.ok !== true || !asksWhatIf(request, project.snapshot())) return null;
  try {
    return await project.whatIf(request.body.sql);
  } catch (error) {
    if (!FlowError.isInstance(error)) throw error;
    return { ok: false, reason: error.message, remedy: error.remedy };
  }
}

function knownAction(project: Project, request: FlowRequest): FlowAction | null {
  return findAction(request.kind, request.body.action_key, project.snapshot().configuration?.actions);
}
