import type { PlanTrigger } from '#contract';
import { quoteIdentifier } from '../../format/identifier.ts';
import { byKey } from '../../format/order.ts';
import { formatCount, formatCounted, formatDuration, formatPercent } from '../../format/number.ts';
import { found, notChecked, type Rule, type RuleInfo, type RuleOutcome } from '../../rule/rule.ts';
import { missingMeasurement } from '../measurements.ts';
import type { PlanFacts } from '../plan-facts.ts';
import { planFinding } from '../plan-finding.ts';
import { planThresholds } from '../plan-thresholds.ts';
import type { FlatPlanNode } from '../plan-types.ts';

const planning: RuleInfo = {
  id: 'P018', name: 'planning_dominates', level: 'info', title: 'Planning takes as long as the work',
  rationale: 'Each execution that is planned anew pays for it: many joins, partitions or indexes to choose from.',
};

export const planningDominates = statementRule(planning, (facts, root, executionMs) => {
  const { planningMs, planningBlocks } = facts.plan;
  if (planningMs === undefined) return notChecked(planning, 'the plan does not tell the time of planning', null);
  const share = shareOf(planningMs, executionMs);
  if (planningMs <= planThresholds.planningMs || share <= planThresholds.planningShare) return found([]);
  return found([
    planFinding(planning, facts, {
      node: root,
      level: share > planThresholds.planningShareWarning ? 'warning' : 'info',
      title: `Planning takes ${formatDuration(planningMs)}, the execution ${formatDuration(executionMs)}`,
      evidence: [
        `${formatPercent(share)} of the execution; thresholds ${formatPercent(planThresholds.planningShare)} and ${formatPercent(planThresholds.planningShareWarning)}, above ${formatDuration(planThresholds.planningMs)}`,
        planningBlocks === undefined ? null : `planning read ${formatCount(planningBlocks.read)} blocks from disk and found ${formatCount(planningBlocks.hit)} in memory`,
      ],
      remedy: 'Run it again in the same session first: the first planning reads the catalog. If it stays, prepare the statement, and look at the number of partitions, joins and indexes.',
    }),
  ]);
});

const jit: RuleInfo = {
  id: 'P019', name: 'jit_dominates', level: 'warning', title: 'Compiling the expressions takes longer than it saves',
  rationale: 'JIT starts by the estimated cost; where the estimate is too high, or many partitions each compile their own, it costs more than the work.',
};

export const jitDominates = statementRule(jit, (facts, root, executionMs) => {
  const used = facts.plan.jit;
  if (used === undefined) return found([]);
  if (used.totalMs === null) return notChecked(jit, 'JIT was used, but the plan does not tell its time: TIMING was off', null);
  const share = shareOf(used.totalMs, executionMs);
  if (share <= planThresholds.jitShare) return found([]);
  return found([
    planFinding(jit, facts, {
      node: root,
      title: `JIT compilation takes ${formatDuration(used.totalMs)} of ${formatDuration(executionMs)}`,
      evidence: [`${formatPercent(share)} of the execution, ${formatCounted(used.functions, 'function')}; threshold ${formatPercent(planThresholds.jitShare)}`],
      remedy: 'Correct the estimate that makes the plan look expensive, or raise jit_above_cost; to compare, for this session',
      sql: 'SET jit = off;',
    }),
  ]);
});

const triggers: RuleInfo = {
  id: 'P020', name: 'trigger_time', level: 'info', title: 'Triggers take much of the time',
  rationale: 'A trigger runs for each changed row; the check of a foreign key reads the other table, from end to end without an index.',
};

export const triggerTime = statementRule(triggers, (facts, root, executionMs) => {
  const fired = facts.plan.triggers ?? [];
  if (fired.some(({ ms }) => ms === null)) return notChecked(triggers, 'the plan does not tell the times of its triggers: TIMING was off', null);
  const ms = fired.reduce((sum, trigger) => sum + (trigger.ms ?? 0), 0);
  const share = shareOf(ms, executionMs);
  if (ms < planThresholds.triggerMs || share <= planThresholds.triggerShare) return found([]);
  const slowest = fired.toSorted((left, right) => (right.ms ?? 0) - (left.ms ?? 0)).slice(0, SHOWN_TRIGGERS).toSorted(byKey(triggerName));
  return found([
    planFinding(triggers, facts, {
      node: root,
      level: share > planThresholds.triggerShareWarning ? 'warning' : 'info',
      title: `Triggers take ${formatDuration(ms)} of ${formatDuration(executionMs)}`,
      evidence: [
        `${formatPercent(share)} of the execution; thresholds ${formatPercent(planThresholds.triggerShare)} and ${formatPercent(planThresholds.triggerShareWarning)}`,
        ...slowest.map((trigger) => `${triggerName(trigger)}: ${formatDuration(trigger.ms ?? 0)}, ${formatCounted(trigger.calls, 'call')}`),
        fired.length > slowest.length ? `${fired.length - slowest.length} more triggers` : null,
      ],
      remedy: 'A slow check of a foreign key wants an index on its referencing columns (D002); a slow trigger of your own, one call a statement (FOR EACH STATEMENT with transition tables).',
    }),
  ]);
});

const SHOWN_TRIGGERS = 5;

function triggerName({ name, isConstraint, relation }: PlanTrigger): string {
  return `${isConstraint ? 'constraint' : 'trigger'} ${quoteIdentifier(name)}${relation === null ? '' : ` on ${quoteIdentifier(relation)}`}`;
}

/** Part of the execution; a time that was rounded to nothing is all of it. */
function shareOf(ms: number, executionMs: number): number {
  return executionMs === 0 ? 1 : ms / executionMs;
}

/** A rule over the figures of the whole statement; its findings stand at the root. */
function statementRule(info: RuleInfo, check: (facts: PlanFacts, root: FlatPlanNode, executionMs: number) => RuleOutcome): Rule<PlanFacts> {
  return {
    ...info,
    check(facts) {
      const missing = missingMeasurement(facts.plan, 'statement');
      const [root] = facts.nodes;
      if (missing !== null) return notChecked(info, missing.reason, missing.remedy);
      return root === undefined ? found([]) : check(facts, root, facts.plan.executionMs ?? 0);
    },
  };
}
