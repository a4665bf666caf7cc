import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSqlParser } from '#sql';
import { authoritiesOf } from '../http/authorities.ts';
import { createApp, type AppOptions } from '../http/app.ts';
import { openHistory } from '../history/history.ts';
import { listen } from '../http/listen.ts';
import { createHttpServer } from '../http/listener.ts';
import { openHub, type Hub } from '../hub/hub.ts';
import { createProject } from '../project/create-project.ts';
import type { Project } from '../project/project.ts';
import type { ProjectSources } from '../project/project-sources.ts';
import { fixedSources } from './fixed-sources.ts';

export const origin = 'http://127.0.0.1:8150';
const host = '127.0.0.1:8150';

export interface TestApp {
  readonly project: Project;
  readonly hub: Hub;
  /** What the app logged: errors that must not reach a client. */
  readonly logged: readonly unknown[];
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** A request with the raw target and Host headers given, as Node hands them over. */
  raw(target: string, options?: { method?: string; hosts?: readonly string[]; headers?: Record<string, string> }): Promise<Response>;
  /** Serves it on a socket as well; answers the origin. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

export interface TestAppOptions extends Partial<Pick<AppOptions, 'token' | 'uiFolder' | 'runLimits'>> {
  readonly sources?: Partial<ProjectSources>;
  readonly environment?: Record<string, string>;
}

/** The whole app over sources in memory, with a hub file of its own. */
export async function createTestApp({ sources, environment, token = null, uiFolder = null, runLimits = {} }: TestAppOptions = {}): Promise<TestApp> {
  const home = mkdtempSync(join(tmpdir(), 'aksara-app-'));
  const project = await createProject({ sources: fixedSources(sources), parser: await loadSqlParser(), watch: false });
  const hub = openHub({ HOME: home, ...environment }, project.backend);
  const history = openHistory({ HOME: home, ...environment });
  const logged: unknown[] = [];
  const about = { version: '0.0.0-test', startedAt: new Date('2026-01-01T00:00:00Z'), now: () => new Date('2026-01-01T00:01:00Z') };
  let authorities = authoritiesOf({ host: '127.0.0.1', port: 8150 });
  const app = createApp(project, hub, { about, authorities: () => authorities, history, uiFolder, token, runLimits, log: (error) => logged.push(error) });
  const server = createHttpServer((request, bindings) => app.fetch(request, bindings));
  return {
    project,
    hub,
    logged,
    get: async (path, headers = {}) => app.request(origin + path, { headers: { host, ...headers } }),
    post: async (path, body, headers = {}) =>
      app.request(origin + path, {
        method: 'POST',
        headers: { host, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body),
      }),
    raw: async (target, { method = 'GET', hosts = [host], headers = {} } = {}) => {
      const rawHeaders = hosts.flatMap((value) => ['Host', value]);
      const url = target.startsWith('http') ? target : origin + target;
      return app.request(url, { method, headers: { host: hosts[0] ?? '', ...headers } }, { incoming: { url: target, rawHeaders } });
    },
    async listen() {
      const port = await listen(server, '127.0.0.1', 0);
      authorities = new Set([...authorities, ...authoritiesOf({ host: '127.0.0.1', port })]);
      return `http://127.0.0.1:${port}`;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await project.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
