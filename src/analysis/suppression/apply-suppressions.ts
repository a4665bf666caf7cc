import type { AcceptedRisk, Finding } from '#contract';

/** A finding somebody decided to live with, wherever that is written. */
export interface ActiveSuppression {
  /** Id (`D002`) or name (`fk_unindexed`) of the rule. */
  readonly rule: string;
  /** Id of the object; null = any object in its scope. */
  readonly object: string | null;
  /** Part inside the object, such as a column or a statement's number; null = any. */
  readonly part: string | null;
  readonly reason: string;
  /** Last day it holds, `YYYY-MM-DD`; null = no end. */
  readonly until: string | null;
  /** Where it is written, such as `aksara.config.ts` or `migrations/0007.sql, line 3`. */
  readonly source: string;
}

export interface SuppressionOutcome {
  /** What is left, in the order given. */
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedRisk[];
  /** Those that met at least one finding; of two that meet the same one, both. */
  readonly used: ReadonlySet<ActiveSuppression>;
  /** Those whose last day is over: they hold nothing back, whether or not there is still something to hold back. */
  readonly expired: readonly ActiveSuppression[];
}

/**
 * Takes accepted findings out of a list. The first suppression that meets a finding gives its reason.
 * `today` is a day as `YYYY-MM-DD`; null = expiry is not judged, and every suppression holds.
 */
export function applySuppressions(findings: readonly Finding[], suppressions: readonly ActiveSuppression[], today: string | null): SuppressionOutcome {
  const expired = suppressions.filter((suppression) => isOver(suppression, today));
  const active = suppressions.filter((suppression) => !isOver(suppression, today));
  const used = new Set<ActiveSuppression>();
  const accepted: AcceptedRisk[] = [];
  const left = findings.filter((finding) => {
    const meeting = active.filter((suppression) => meets(suppression, finding));
    for (const suppression of meeting) used.add(suppression);
    const [first] = meeting;
    if (first !== undefined) accepted.push({ finding, reason: first.reason, until: first.until, source: first.source });
    return first === undefined;
  });
  return { findings: left, accepted, used, expired };
}

function isOver({ until }: ActiveSuppression, today: string | null): boolean {
  return today !== null && until !== null && until < today;
}

function meets({ rule, object, part }: ActiveSuppression, finding: Finding): boolean {
  const isRule = rule === finding.rule || rule === finding.name;
  return isRule && (object === null || object === finding.object.id) && (part === null || part === finding.object.part);
}
