import { endpoints, FlowError } from '#contract';
import { Hono } from 'hono';
import type { AnswerHistory } from '../history/history.ts';
import type { RunLimits } from '../ai/execute.ts';
import type { Hub } from '../hub/hub.ts';
import type { Project } from '../project/project.ts';
import { bearerToken } from './bearer-token.ts';
import { guard } from './guard.ts';
import type { About, Handlers, Services } from './handlers.ts';
import { answerHandlers } from './handlers/answer-handlers.ts';
import { flowHandlers } from './handlers/flow-handlers.ts';
import { hubHandlers } from './handlers/hub-handlers.ts';
import { legacyHubHandlers } from './handlers/legacy-hub-handlers.ts';
import { projectHandlers } from './handlers/project-handlers.ts';
import { queryHandlers } from './handlers/query-handlers.ts';
import { buildOpenApiDocument } from './openapi-document.ts';
import type { AppEnv } from './request-facts.ts';
import { plainTarget } from './request-target.ts';
import { createRunStream } from './run-stream.ts';
import { answerUnknownPath, fail, mountEndpoints } from './routes.ts';
import { withSecurityHeaders } from './security-headers.ts';
import { createSnapshotAnswer } from './snapshot-answer.ts';
import { createUiAnswer, uiPath } from './static-ui.ts';

export interface AppOptions {
  readonly history: AnswerHistory;
  readonly about: About;
  /** The `host:port` texts requests may name; a function, because the port is known only once the server listens. */
  readonly authorities: () => ReadonlySet<string>;
  /** Folder of the built Studio; null when another program serves the pages. */
  readonly uiFolder: string | null;
  /** Asked of every API request; null = none. */
  readonly token?: string | null;
  /** Takes what must not reach a client: the error of a bug. */
  readonly log?: (error: unknown) => void;
  /** Waits and sizes of a run, where they are not the usual ones. */
  readonly runLimits?: Partial<RunLimits>;
}

/** The whole HTTP interface. The guard runs before anything else, on every path. */
export function createApp(project: Project, hub: Hub, options: AppOptions): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const { about, authorities, history, token, uiFolder, runLimits, log = () => {} } = options;
  app.onError((error, context) => {
    if (!FlowError.isInstance(error)) log(error);
    return fail(context, error);
  });
  app.notFound(answerUnknownPath);

  app.use('*', withSecurityHeaders, guard(authorities), plainTarget);
  if (token) app.use('*', bearerToken(token));
  app.use('/studio/*', async (_, next) => {
    project.touch();
    await next();
  });
  app.post(endpoints.runFlow.path, createRunStream({ project, hub, history, runLimits, log }));
  mountEndpoints(app, createHandlers({ project, hub, history, about, runLimits }));
  app.get(endpoints.snapshot.path, createSnapshotAnswer(project, hub));
  let openApi: ReturnType<typeof buildOpenApiDocument> | null = null;
  app.get('/openapi.json', (context) => context.json((openApi ??= buildOpenApiDocument(about.version))));
  app.get('/', (context) => context.redirect(`${uiPath}/`));
  app.get(uiPath, (context) => context.redirect(`${uiPath}/`));
  if (uiFolder !== null) app.get(`${uiPath}/*`, createUiAnswer(uiFolder));
  return app;
}

function createHandlers(services: Services): Handlers {
  return {
    ...projectHandlers(services),
    ...queryHandlers(services),
    ...flowHandlers(services),
    ...answerHandlers(services),
    ...hubHandlers(services),
    ...legacyHubHandlers(services),
  };
}
