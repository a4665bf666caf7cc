import { formatCounted } from '../../format/number.ts';
import { found, notChecked, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { missingMeasurement } from '../measurements.ts';
import type { PlanFacts } from '../plan-facts.ts';

const measured: RuleInfo = {
  id: 'P025', name: 'no_analyze', level: 'info', title: 'The plan was not measured',
  rationale: 'Estimates say what the planner believed; where it was wrong, only an execution shows.',
};

/** Never a finding: it says that the rules over measurements could not look, and how to get them. */
export const notMeasured: Rule<PlanFacts> = {
  ...measured,
  check({ plan }) {
    const missing = missingMeasurement(plan, 'blocks');
    return missing === null ? found([]) : notChecked({ id: measured.id, name: plan.analyzed ? 'no_buffers' : measured.name }, missing.reason, missing.remedy);
  },
};

const never: RuleInfo = {
  id: 'P029', name: 'never_executed', level: 'info', title: 'Part of the plan never ran',
  rationale: 'Another input gave no rows, or enough of them: what did not run has no times or rows to judge.',
};

/** Paths named before the rest is counted. */
const NAMED = 12;

/** Never a finding: the nodes stay in the plan, and no rule judges them. */
export const neverExecuted: Rule<PlanFacts> = {
  ...never,
  check({ nodes }) {
    const paths = nodes.filter(({ loops }) => loops === 0).map(({ path }) => path);
    if (paths.length === 0) return found([]);
    const more = paths.length > NAMED ? ` and ${paths.length - NAMED} more` : '';
    return notChecked(never, `${formatCounted(paths.length, 'node')} never ran, so no rule judges them: ${paths.slice(0, NAMED).join(', ')}${more}`, null);
  },
};
