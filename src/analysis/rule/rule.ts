import type { Finding, FindingLevel, Model, ObjectReference, Skipped } from '#contract';

/** What a rule is, apart from any object it looks at. */
export interface RuleInfo {
  /** Such as `D002`. */
  readonly id: string;
  /** Such as `fk_unindexed`. */
  readonly name: string;
  /** The level it has unless the object makes it worse or better. */
  readonly level: FindingLevel;
  readonly title: string;
  /** Why it matters, one or two sentences. */
  readonly rationale: string;
}

/** Nothing found, nothing skipped and no reason means: looked at, and clean. */
export interface RuleOutcome {
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** Why there is nothing to look at; such a reason concerns this rule only and needs no remedy. */
  readonly notApplicable?: string;
}

/** A pure check over facts. */
export interface Rule<Facts> extends RuleInfo {
  check(facts: Facts): RuleOutcome;
}

export interface FindingDetail {
  readonly object: ObjectReference;
  readonly level?: FindingLevel;
  readonly title: string;
  /** Empty lines are left out. */
  readonly evidence: readonly (string | null)[];
  readonly remedy: Finding['remedy'];
}

export function finding(rule: RuleInfo, detail: FindingDetail): Finding {
  const { id, part } = detail.object;
  return {
    id: part === null ? `${rule.id}:${id}` : `${rule.id}:${id}:${part}`,
    rule: rule.id,
    name: rule.name,
    level: detail.level ?? rule.level,
    title: detail.title,
    object: detail.object,
    evidence: detail.evidence.flatMap((line) => (line === null || line === '' ? [] : [line])),
    remedy: detail.remedy,
  };
}

export function modelObject(model: Model, part: string | null = null): ObjectReference {
  return { kind: 'model', id: model.id, part };
}

export function found(findings: readonly Finding[]): RuleOutcome {
  return { findings, skipped: [] };
}

/** The rule could not look: `reason` says why, `remedy` what would change that. */
export function notChecked(rule: Pick<RuleInfo, 'id' | 'name'>, reason: string, remedy: string | null): RuleOutcome {
  return { findings: [], skipped: [{ part: `${rule.id} ${rule.name}`, reason, remedy }] };
}

/** There is nothing the rule could look at here, and nothing to do about that: a feature the server does not have, say. */
export function notApplicable(reason: string): RuleOutcome {
  return { findings: [], skipped: [], notApplicable: reason };
}

/** Of a snapshot that was made before the fact was read, or where reading it was refused. */
export function notInSnapshot(): RuleOutcome {
  return notApplicable('the snapshot does not hold what this rule looks at');
}
