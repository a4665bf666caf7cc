import type { FindingLevel } from '#contract';
import { formatCount, formatDuration } from '../../format/number.ts';
import type { RuleInfo } from '../../rule/rule.ts';
import { numberField, textField } from '../node-fields.ts';
import { parentOf, type PlanFacts } from '../plan-facts.ts';
import { planFinding } from '../plan-finding.ts';
import { planThresholds } from '../plan-thresholds.ts';
import type { FlatPlanNode } from '../plan-types.ts';
import { measuredRule } from './measured-rule.ts';

const hot: RuleInfo = {
  id: 'P008', name: 'nested_loop_hot', level: 'warning', title: 'Inner side of a nested loop runs very often',
  rationale: 'It is run once for each row of the other side.',
};

export const nestedLoopHot = measuredRule(hot, (facts, node) => {
  const [loops, ms] = [node.loops ?? 0, node.actualMs ?? 0];
  if (!isInner(facts, node) || loops < planThresholds.innerLoops || ms < planThresholds.innerMs) return null;
  return planFinding(hot, facts, {
    node,
    level: ms > planThresholds.innerMsError || loops >= planThresholds.innerLoopsError ? 'error' : 'warning',
    title: `The inner side runs ${formatCount(loops)} times and takes ${formatDuration(ms)}`,
    evidence: [`${formatCount(loops)} loops, ${formatDuration(ms)}; thresholds ${formatCount(planThresholds.innerLoops)} loops and ${formatDuration(planThresholds.innerMs)}`],
    remedy: 'Fewer rows on the outer side, or a join that reads the inner side once (hash, merge): look at why the planner expected fewer rows.',
  });
}, 'times');

const seqInner: RuleInfo = {
  id: 'P009', name: 'nested_loop_seq_inner', level: 'warning', title: 'A table is read from end to end for each row of a join',
  rationale: 'An index on the join column would find the partners directly.',
};

export const nestedLoopSeqInner = measuredRule(seqInner, (facts, node) => {
  const loops = node.loops ?? 0;
  if (node.type !== 'Seq Scan' || !isInner(facts, node) || loops <= planThresholds.seqInnerLoops) return null;
  return planFinding(seqInner, facts, {
    node,
    title: `The table is read from end to end ${formatCount(loops)} times`,
    evidence: [`${formatCount(loops)} loops; threshold ${formatCount(planThresholds.seqInnerLoops)}`],
    remedy: 'An index on the columns the join compares.',
  });
});

const joinFilter: RuleInfo = {
  id: 'P010', name: 'join_filter_discards', level: 'warning', title: 'A join pairs rows and throws the pairs away',
  rationale: 'The condition is looked at after the rows are paired, not to find the partners.',
};

export const joinFilterDiscards = measuredRule(joinFilter, (facts, node) => {
  const removed = Math.round((numberField(node.node, 'Rows Removed by Join Filter') ?? 0) * (node.loops ?? 0));
  if (removed < planThresholds.joinDiscards) return null;
  return planFinding(joinFilter, facts, {
    node,
    level: removed >= planThresholds.joinDiscardsError ? 'error' : 'warning',
    title: `${formatCount(removed)} pairs are made and thrown away`,
    evidence: [`${formatCount(removed)} removed by the join filter; thresholds ${formatCount(planThresholds.joinDiscards)} and ${formatCount(planThresholds.joinDiscardsError)}`],
    remedy: 'An equality between the tables that an index or a hash can use; conditions with OR or functions over both sides keep it from being used.',
  });
});

const subplan: RuleInfo = {
  id: 'P011', name: 'subplan_repeated', level: 'warning', title: 'Subquery that runs for each row',
  rationale: 'A correlated subquery, or a policy that calls a function, is run again and again.',
};

export const subplanRepeated = measuredRule(subplan, (facts, node) => {
  const level = byLoops(node, planThresholds.subplanLoops, planThresholds.subplanLoopsError);
  if (textField(node.node, 'Parent Relationship') !== 'SubPlan' || level === null) return null;
  return planFinding(subplan, facts, {
    node,
    level,
    title: `A subquery runs ${formatCount(node.loops ?? 0)} times`,
    evidence: [loopEvidence(node, planThresholds.subplanLoops, planThresholds.subplanLoopsError)],
    remedy: 'Write it as a join, or as a LATERAL subquery over the rows that are shown; in a policy, put the call into (SELECT …).',
  });
});

const rescans: RuleInfo = {
  id: 'P012', name: 'materialize_rescans', level: 'warning', title: 'A stored result is read again and again',
  rationale: 'The inner side of the join is kept and read from end to end for each outer row.',
};

export const materializeRescans = measuredRule(rescans, (facts, node) => {
  const level = byLoops(node, planThresholds.rescans, planThresholds.rescansError);
  if (node.type !== 'Materialize' || level === null) return null;
  return planFinding(rescans, facts, {
    node,
    level,
    title: `A stored result is read ${formatCount(node.loops ?? 0)} times`,
    evidence: [loopEvidence(node, planThresholds.rescans, planThresholds.rescansError)],
    remedy: 'An index on the join column of the inner side, or an equality that a hash join can use.',
  });
});

function isInner(facts: PlanFacts, node: FlatPlanNode): boolean {
  return parentOf(facts, node)?.type === 'Nested Loop' && textField(node.node, 'Parent Relationship') === 'Inner';
}

function byLoops(node: FlatPlanNode, warning: number, error: number): FindingLevel | null {
  const loops = node.loops ?? 0;
  if (loops < warning) return null;
  return loops >= error ? 'error' : 'warning';
}

function loopEvidence(node: FlatPlanNode, warning: number, error: number): string {
  return `${formatCount(node.loops ?? 0)} loops${node.actualMs === null ? '' : `, ${formatDuration(node.actualMs)}`}; thresholds ${formatCount(warning)} and ${formatCount(error)}`;
}
