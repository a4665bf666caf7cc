import { formatDuration, formatPercent } from '../../format/number.ts';
import type { RuleInfo } from '../../rule/rule.ts';
import { numberField } from '../node-fields.ts';
import { childrenOf, ownTimeShare } from '../plan-facts.ts';
import { planFinding } from '../plan-finding.ts';
import { planThresholds } from '../plan-thresholds.ts';
import { measuredRule } from './measured-rule.ts';

const workers: RuleInfo = {
  id: 'P016', name: 'workers_not_launched', level: 'info', title: 'Fewer workers than planned',
  rationale: 'The plan was made for more processes than it got: the other queries had taken them.',
};

export const workersNotLaunched = measuredRule(workers, (facts, node) => {
  const [planned, launched] = [numberField(node.node, 'Workers Planned'), numberField(node.node, 'Workers Launched')];
  if (planned === null || launched === null || launched >= planned) return null;
  return planFinding(workers, facts, {
    node,
    title: `${launched} of ${planned} planned workers ran`,
    evidence: [`workers planned ${planned}, launched ${launched}; threshold: all of them`],
    remedy: 'Look at max_parallel_workers and max_worker_processes, and at what runs at the same time.',
  });
});

const gather: RuleInfo = {
  id: 'P017', name: 'parallel_no_gain', level: 'info', title: 'Collecting the rows of the workers takes longer than their work',
  rationale: 'Starting workers and passing rows between processes costs more than it saves.',
};

export const parallelNoGain = measuredRule(gather, (facts, node) => {
  const child = childrenOf(facts, node)[0];
  const [whole, below] = [node.actualMs, child?.actualMs ?? null];
  if (!node.type.startsWith('Gather') || whole === null || below === null || below === 0) return null;
  const share = Math.max(0, whole - below) / below;
  if (share <= planThresholds.gatherShare) return null;
  return planFinding(gather, facts, {
    node,
    title: `${node.type} takes ${formatDuration(whole - below)} on top of ${formatDuration(below)} of work`,
    evidence: [`${formatPercent(share)} of the time of its workers; threshold ${formatPercent(planThresholds.gatherShare)}`],
    remedy: 'Return fewer rows from the workers (aggregate or filter below), or forbid it for this statement: SET max_parallel_workers_per_gather = 0.',
  });
}, 'times');

const hot: RuleInfo = {
  id: 'P023', name: 'hot_node', level: 'info', title: 'One node takes most of the time',
  rationale: 'Whatever is gained on it is gained for the statement.',
};

export const hotNode = measuredRule(hot, (facts, node) => {
  const share = ownTimeShare(facts, node);
  if (share === null || share <= planThresholds.hotShare) return null;
  return planFinding(hot, facts, {
    node,
    level: share > planThresholds.hotShareWarning ? 'warning' : 'info',
    title: `${formatPercent(share)} of the time is spent here`,
    evidence: [`${formatDuration(node.ownMs ?? 0)} of its own; thresholds ${formatPercent(planThresholds.hotShare)} and ${formatPercent(planThresholds.hotShareWarning)}`],
    remedy: 'Begin with this node.',
  });
}, 'times');
