import { readPastedPlan } from '#analysis';
import { FlowError, type FlowRequest, type PlanEvidence } from '#contract';
import { toVisibleLine } from '../text/visible.ts';
import { failed, found, type Resolution } from './resolution.ts';

/** The plan a query request brings along; null when it brings none. `INVALID_PLAN` names the first line that could not be read. */
export function pastedPlan(request: FlowRequest): Resolution<PlanEvidence | null> {
  const text = request.kind === 'query' ? request.body.plan : null;
  if (text == null) return found(null);
  const result = readPastedPlan(text);
  if (result.ok) return found({ ok: true, plan: result.plan });
  return failed(new FlowError('INVALID_PLAN', toVisibleLine(result.message), { remedy: 'Paste the whole output of EXPLAIN (ANALYZE, BUFFERS), or of EXPLAIN (FORMAT JSON), with its indentation.' }));
}
