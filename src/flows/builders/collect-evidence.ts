import type { FlowRequest } from '#contract';
import type { BuildContext } from '../pack/build-context.ts';
import type { Resolution } from '../resolve/resolution.ts';
import type { ActionEvidence } from './action-evidence.ts';
import { diagnosticEvidence } from './diagnostic-evidence.ts';
import { migrationEvidence } from './migration-evidence.ts';
import { modelEvidence } from './model-evidence.ts';
import { queryEvidence } from './query-evidence.ts';
import { routeEvidence } from './route-evidence.ts';

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
