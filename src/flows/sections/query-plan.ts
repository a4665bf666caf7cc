import { renderPlan } from '#analysis';
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
  const source = `EXPLAIN, ${inline(plan.server).replaceAll('`', '')}, ${plan.analyzed ? 'executed once (ANALYZE)' : 'not executed'}${PARAMETERS[plan.parameters]}`;
  return section('plan', 'Plan', source, [fenced('text', renderPlan(plan, mask).join('\n'))]);
}
