import type { Finding, FlowRequest, Redaction } from '#contract';
import type { BuildContext } from '../pack/build-context.ts';
import type { Evidence } from '../pack/section.ts';
import type { Resolution } from '../resolve/resolution.ts';
import { diagnosticEvidence } from './diagnostic-evidence.ts';
import { migrationEvidence } from './migration-evidence.ts';
import { modelEvidence } from './model-evidence.ts';
import { queryEvidence } from './query-evidence.ts';
import { routeEvidence } from './route-evidence.ts';

/** What one action's pack is made of, before budget, redaction and hash. */
export interface ActionEvidence extends Evidence {
  readonly findings: readonly Finding[];
  /** What was masked on the way, such as SQL literals. */
  readonly masked: readonly Redaction[];
  /** The reference's `result_json`: names of the object and the action. */
  readonly identity: Readonly<Record<string, unknown>>;
}

/** Collects the evidence of a request, or the error that names what was not found or does not parse. */
export function collectEvidence(request: FlowRequest, context: BuildContext): Resolution<ActionEvidence> {
  switch (request.kind) {
    case 'model':
      return modelEvidence(request.body, context);
    case 'route':
      return routeEvidence(request.body, context);
    case 'query':
      return queryEvidence(request.body, context);
    case 'migration':
      return migrationEvidence(request.body, context);
    case 'diagnostic':
      return diagnosticEvidence(request.body, context);
  }
}
