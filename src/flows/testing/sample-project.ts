import { readFileSync } from 'node:fs';
import { projectSnapshotSchema, type ExplainedPlan, type FlowRequest, type ProjectSnapshot, type WhatIfEvidence } from '#contract';
import { asksWhatIf, type PackEvidence } from '../build-pack.ts';

/** The recorded snapshot of the sample project; `npx tsx scripts/record-sample.ts` records it anew. */
export function sampleSnapshot(): ProjectSnapshot {
  return projectSnapshotSchema.parse(readJson('sample-snapshot.json'));
}

/** Evidence of a golden request: the recorded plan where it is a query, and the indexes that were tried where its pack shows them. */
export function sampleEvidence(request: FlowRequest): PackEvidence {
  // Written by the recording script from what `explain` answered.
  const plans = readJson('sample-plans.json') as Readonly<Record<string, ExplainedPlan>>;
  const plan = request.kind === 'query' ? plans[request.body.sql] : undefined;
  const tried = readJson('sample-what-if.json') as Readonly<Record<string, WhatIfEvidence>>; // as above
  const whatIf = request.kind === 'query' && asksWhatIf(request, {}) ? (tried[request.body.sql] ?? null) : null;
  return { plan: plan === undefined ? null : { ok: true, plan }, whatIf, provider: 'copy_only', model: '' };
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}
