import type { Finding, FindingLevel, Model } from '#contract';
import { finding, type RuleInfo } from '../rule/rule.ts';
import { nodeTitle } from './node-title.ts';
import type { PlanFacts } from './plan-facts.ts';
import type { FlatPlanNode } from './plan-types.ts';

/** A finding about one node; the node stands in the evidence with its path. */
export function planFinding(
  rule: RuleInfo,
  facts: PlanFacts,
  detail: {
    readonly node: FlatPlanNode;
    readonly level?: FindingLevel;
    readonly title: string;
    readonly evidence: readonly (string | null)[];
    readonly remedy: string;
    readonly sql?: string | null;
  },
): Finding {
  const { node } = detail;
  const model = modelOf(facts, node);
  return {
    ...finding(rule, {
      object: model === null ? { kind: 'query', id: 'plan', part: node.path } : { kind: 'model', id: model.id, part: null },
      level: detail.level ?? rule.level,
      title: detail.title,
      evidence: [...detail.evidence, `node ${node.path}: ${nodeTitle(node.node)}`],
      remedy: { text: detail.remedy, sql: detail.sql ?? null },
    }),
    id: `${rule.id}:${node.path}`,
  };
}

/** The model a scan reads, when the snapshot has it. */
export function modelOf(facts: PlanFacts, node: FlatPlanNode): Model | null {
  return facts.models.get(node.relation ?? '') ?? null;
}
