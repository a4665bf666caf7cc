import { renderPlan } from '#analysis';
import type { ExplainedPlan } from '#contract';
import { showsStatistics, type BuildContext } from '../pack/build-context.ts';
import { section, type SectionDraft } from '../pack/section.ts';
import { fenced } from '../text/block.ts';
import { inline } from '../text/fence.ts';

const PARAMETERS = {
  none: '',
  generic_plan: ', generic plan for $n',
  prepared: ', forced generic plan of a prepared statement for $n',
} as const;

/** The canonical plan tree, conditions masked like the statement; null without a plan or below detail level `statistics`. */
export function queryPlan(context: BuildContext, mask: (sql: string) => string): SectionDraft | null {
  if (context.plan?.ok !== true || !showsStatistics(context)) return null;
  const { plan } = context.plan;
  const source = plan.pasted === true ? `EXPLAIN pasted by the developer, ${executed(plan)}` : `EXPLAIN, ${inline(plan.server).replaceAll('`', '')}, ${executed(plan)}${PARAMETERS[plan.parameters]}`;
  return section('plan', 'Plan', source, [fenced('text', renderPlan(plan, mask).join('\n'))]);
}

function executed({ analyzed }: ExplainedPlan): string {
  return analyzed ? 'executed once (ANALYZE)' : 'not executed';
}
