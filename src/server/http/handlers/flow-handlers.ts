import { allActions } from '#flows';
import { buildBackendFlow } from '../../backend/backend-flow.ts';
import { createFlowBuilder } from '../../flow-builder.ts';
import type { Handlers, Services } from '../handlers.ts';
import { previewRun, runFlow } from '../../run-flow.ts';

type FlowHandlers = Pick<Handlers, 'flowActions' | 'modelFlow' | 'routeFlow' | 'queryFlow' | 'migrationFlow' | 'diagnosticFlow' | 'backendFlow' | 'runFlow' | 'runPreview'>;

/** The five flows, ours and the backend's. An expected failure is an answer with `ok: false`, not an HTTP error. */
export function flowHandlers({ project, hub, history, runLimits }: Services): FlowHandlers {
  const build = createFlowBuilder(project, hub, history.packs);
  return {
    flowActions: () => {
      const actions = allActions(project.snapshot().configuration?.actions);
      return { actions, total: actions.length };
    },
    modelFlow: ({ body }) => build({ kind: 'model', body }),
    routeFlow: ({ body }) => build({ kind: 'route', body }),
    queryFlow: ({ body }) => build({ kind: 'query', body }),
    migrationFlow: ({ body }) => build({ kind: 'migration', body }),
    diagnosticFlow: ({ body }) => build({ kind: 'diagnostic', body }),
    backendFlow: ({ body, signal }) => buildBackendFlow(project, body, { keys: hub.secrets(), signal }),
    runFlow: ({ body, signal }) => runFlow(project, hub, body, { signal, limits: runLimits, history }),
    runPreview: ({ body }) => previewRun(project, hub, body),
  };
}
