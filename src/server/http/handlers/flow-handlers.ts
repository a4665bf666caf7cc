import { flowActions } from '#flows';
import { buildFlow } from '../../flow-service.ts';
import type { Handlers, Services } from '../handlers.ts';
import { runFlow } from '../../run-flow.ts';

type FlowHandlers = Pick<Handlers, 'flowActions' | 'modelFlow' | 'routeFlow' | 'queryFlow' | 'migrationFlow' | 'diagnosticFlow' | 'runFlow'>;

/** The five flows. An expected failure is an answer with `ok: false`, not an HTTP error. */
export function flowHandlers({ project, hub }: Services): FlowHandlers {
  return {
    flowActions: () => ({ actions: flowActions, total: flowActions.length }),
    modelFlow: ({ body }) => buildFlow(project, { kind: 'model', body }, hub),
    routeFlow: ({ body }) => buildFlow(project, { kind: 'route', body }, hub),
    queryFlow: ({ body }) => buildFlow(project, { kind: 'query', body }, hub),
    migrationFlow: ({ body }) => buildFlow(project, { kind: 'migration', body }, hub),
    diagnosticFlow: ({ body }) => buildFlow(project, { kind: 'diagnostic', body }, hub),
    runFlow: ({ body }) => runFlow(project, hub, body),
  };
}
