export { buildFlow, type PackHub } from './flow-service.ts';
export { createApp, type AppOptions } from './http/app.ts';
export { authoritiesOf } from './http/authorities.ts';
export { createHttpServer } from './http/listener.ts';
export { listen } from './http/listen.ts';
export { openHub, type Hub } from './hub/hub.ts';
export { openProject, type OpenProjectOptions } from './project/open-project.ts';
export type { ExplainOptions, Project, ProjectState } from './project/project.ts';
export { startStudio, type RunningStudio, type StartOptions } from './start-studio.ts';
