import type { runFlow as RunFlowOf } from './run-flow.ts';

type RunFlow = typeof RunFlowOf;

export { buildBackendFlow } from './backend/backend-flow.ts';
export { readProjectConfiguration } from './config/config-file.ts';
export { buildFlow, type PackHub } from './flow-service.ts';
export { checkAnswerOf } from './answer-service.ts';
export { authoritiesOf } from './http/authorities.ts';
export { listen } from './http/listen.ts';
/** What a server is made of, apart: most commands start none. */
export const loadHttp = () => import('./http/serve.ts');
export { openHistory, type AnswerHistory } from './history/history.ts';
export { openHub, type Hub } from './hub/hub.ts';
export { snapshotText } from './snapshot-text.ts';
export { openProject, type OpenProjectOptions } from './project/open-project.ts';
export type { ExplainOptions, Project, ProjectState } from './project/project.ts';
/** As `runFlow` of run-flow.ts, loaded with all that asks providers when one is to be asked. */
export const runFlow = async (...call: Parameters<RunFlow>): ReturnType<RunFlow> => (await import('./run-flow.ts')).runFlow(...call);
export { startStudio, type RunningStudio, type StartOptions } from './start-studio.ts';
