import type { AcceptedRisk, Finding, Redaction } from '#contract';
import type { Evidence } from '../pack/section.ts';

/** What one action's pack is made of, before budget, redaction and hash. */
export interface ActionEvidence extends Evidence {
  readonly findings: readonly Finding[];
  /** Findings somebody decided to live with. */
  readonly accepted?: readonly AcceptedRisk[];
  /** True when the route or a model of it is as code declares it, which no rule judges: then no finding is no clean result. */
  readonly unjudged?: boolean;
  /** What was masked on the way, such as SQL literals. */
  readonly masked: readonly Redaction[];
  /** The reference's `result_json`: names of the object and the action. */
  readonly identity: Readonly<Record<string, unknown>>;
}
