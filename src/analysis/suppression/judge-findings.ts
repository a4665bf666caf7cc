import type { AcceptedRisk, Finding, ProjectSnapshot, Suppression } from '#contract';
import { hazardRules } from '../migration/hazard-rules.ts';
import { planRules } from '../plan/find-plan-problems.ts';
import { finding, type RuleInfo } from '../rule/rule.ts';
import { worstFirst } from '../rule/run-rules.ts';
import { applySuppressions, type ActiveSuppression } from './apply-suppressions.ts';
import { suppressionExpired, suppressionUnused } from './suppression-rules.ts';
import { suppressionTarget, type NamedObjects } from './suppression-target.ts';

type Configured = NamedObjects & Pick<ProjectSnapshot, 'configuration'>;

export interface JudgedFindings {
  /** What is left, and what is wrong with a suppression itself; worst first. */
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedRisk[];
  /** Those of the configuration that hold today. */
  readonly suppressions: readonly Suppression[];
}

/** Holds the suppressions of the configuration against the findings. `today` is `YYYY-MM-DD`; null = expiry is not judged. */
export function judgeFindings(findings: readonly Finding[], facts: Configured, today: string | null): JudgedFindings {
  const found = new Set(findings.map(({ object }) => object.id));
  const written = (facts.configuration?.suppressions ?? []).map((suppression) => ({ suppression, ...activate(suppression, facts, found) }));
  const outcome = applySuppressions(findings, written.flatMap(({ active }) => active), today);
  const file = facts.configuration?.file ?? '';
  const isOver = ({ until }: Suppression): boolean => today !== null && until !== null && until < today;
  const faults = written.flatMap(({ suppression, ids, active }): readonly Finding[] => {
    if (isOver(suppression)) return [fault(suppressionExpired, suppression, file, `its last day was ${suppression.until ?? ''}`)];
    const isUsed = active.some((suppressing) => outcome.used.has(suppressing));
    return isUsed || isForPacks(suppression, ids) ? [] : [fault({ ...suppressionUnused, level: 'info' }, suppression, file, whyUnused(ids))];
  });
  return {
    findings: faults.length === 0 ? outcome.findings : [...outcome.findings, ...faults].toSorted(worstFirst),
    accepted: outcome.accepted,
    suppressions: written.flatMap(({ suppression }) => (isOver(suppression) ? [] : [suppression])),
  };
}

/**
 * The suppressions that hold, for findings made with a pack: hazards of a migration, problems of a plan. `queryId` is the query the
 * pack is about: one that names it holds for every node of its plan.
 */
export function packSuppressions(snapshot: Configured, queryId: string | null = null): readonly ActiveSuppression[] {
  return (snapshot.configuration?.suppressions ?? []).flatMap((suppression) => {
    const isQuery = queryId !== null && suppression.object.startsWith(queryId);
    return isQuery ? [entry(suppression, snapshot, null, null)] : activate(suppression, snapshot, new Set()).active;
  });
}

function activate(suppression: Suppression, facts: Configured, found: ReadonlySet<string>): { readonly ids: readonly string[]; readonly active: readonly ActiveSuppression[] } {
  const { ids, part } = suppressionTarget(suppression.object, facts, found);
  const [id] = ids;
  return { ids, active: id === undefined || ids.length > 1 ? [] : [entry(suppression, facts, id, part)] };
}

function entry({ rule, reason, until }: Suppression, { configuration }: Configured, object: string | null, part: string | null): ActiveSuppression {
  return { rule, object, part, reason, until, source: configuration?.file ?? '' };
}

/** Hazards and plan problems are found when a pack is built: whether one is held back cannot be told before. */
function isForPacks({ rule }: Suppression, ids: readonly string[]): boolean {
  const isOf = (rules: readonly RuleInfo[]): boolean => rules.some(({ id, name }) => id === rule || name === rule);
  return isOf(planRules) || (isOf(hazardRules) && ids.length === 1);
}

function whyUnused(ids: readonly string[]): string {
  if (ids.length === 0) return 'the project has no object of that name';
  return ids.length > 1 ? `the name fits ${ids.length} objects: write the id of one` : 'the rule finds nothing there';
}

function fault(rule: RuleInfo, { rule: held, object, reason }: Suppression, file: string, why: string): Finding {
  return finding(rule, {
    object: { kind: 'database', id: file, part: `${held} ${object}` },
    title: `${rule.title}: ${held} on ${object}`,
    evidence: [why, `its reason: ${reason}`],
    remedy: { text: `Take it out of ${file}${rule.id === suppressionExpired.id ? ', or give it a later last day' : ', or correct its rule and object'}.`, sql: null },
  });
}
