import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Project } from './project/project.ts';
import { openProject, type OpenProjectOptions } from './project/open-project.ts';
import type { AppOptions } from './http/serve.ts';
import { authoritiesOf, inUrl, isLoopback } from './http/authorities.ts';
import { listen } from './http/listen.ts';
import { openHistory } from './history/history.ts';
import { openHub } from './hub/hub.ts';

export interface StartOptions extends OpenProjectOptions {
  /** Default 127.0.0.1. Any address that is not loopback needs a token; one is made when none is given. */
  readonly host?: string;
  /** Default 8000; taken = the next free one; 0 = any. */
  readonly port?: number;
  readonly token?: string | null;
  /** Folder of the built Studio; default: the build's. */
  readonly uiFolder?: string | null;
  /** Default: this process's. Provider keys and the place of the hub's file come from it. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Told what the user should know, one sentence a call: an exposed address, another port than asked for. */
  readonly warn?: (text: string) => void;
  /** Takes errors that are bugs; default: standard error. */
  readonly log?: (error: unknown) => void;
}

export interface RunningStudio {
  /** What to open: the origin, or with a token the page with the token in the fragment, which is never sent. */
  readonly url: string;
  /** Such as `http://127.0.0.1:8000`. */
  readonly origin: string;
  readonly port: number;
  /** The token requests must bring, given or made; null = none. */
  readonly token: string | null;
  readonly project: Project;
  /** Stops listening, lets answers under way finish for a second, and closes the project. */
  close(): Promise<void>;
}

/**
 * Starts the whole Studio: the project is read while the port is bound, and resolved when both are done. Throws FlowError when the
 * address cannot be bound or the database URL is none; a database that cannot be reached does not keep it from starting.
 */
export async function startStudio(options: StartOptions = {}): Promise<RunningStudio> {
  const { host = '127.0.0.1', port: asked = 8000, warn = () => {} } = options;
  const token = options.token || (isLoopback(host) ? null : randomBytes(24).toString('base64url'));
  let authorities: ReadonlySet<string> = new Set();
  const opening = openProject(options);
  opening.catch(() => undefined); // told below, together with what became of the port
  const { createApp, createHttpServer, uiPath } = await import('./http/serve.ts');
  const app = opening.then((project) => createApp(project, openHub(options.environment ?? process.env, project.backend), appOptions({ ...options, token }, () => authorities)));
  // A request that comes early waits for the project.
  const server = createHttpServer(async (request, bindings) => (await app).fetch(request, bindings));
  const listened = listen(server, host, asked).then((bound) => {
    authorities = authoritiesOf({ host, port: bound });
    return bound;
  });
  const [listening, opened] = await Promise.allSettled([listened, Promise.all([opening, app])]);
  if (listening.status === 'rejected' || opened.status === 'rejected') {
    await Promise.allSettled([closeServer(server), opening.then((project) => project.close())]);
    throw listening.status === 'rejected' ? listening.reason : (opened as PromiseRejectedResult).reason; // one of them failed
  }
  const port = listening.value;
  const [project] = opened.value;
  for (const text of warnings({ host, port, asked, token: options.token })) warn(text);
  const origin = `http://${inUrl(host)}:${port}`;
  return {
    url: token ? `${origin}${uiPath}/#token=${token}` : origin,
    origin,
    port,
    token,
    project,
    async close() {
      await closeServer(server);
      await project.close();
    },
  };
}

function appOptions({ environment = process.env, log = toStandardError, uiFolder = builtUi(), token = null }: StartOptions, authorities: () => ReadonlySet<string>): AppOptions {
  const about = { version: readVersion(), startedAt: new Date(), now: () => new Date() };
  return { about, authorities, history: openHistory(environment), uiFolder, token, log };
}

function warnings({ host, port, asked, token }: { host: string; port: number; asked: number; token?: string | null | undefined }): readonly string[] {
  const moved = asked !== 0 && port !== asked ? [`Port ${asked} is taken; this Studio listens on ${port}.`] : [];
  if (isLoopback(host)) return moved;
  const made = token ? '' : ' A token was made; it is part of the address below.';
  return [...moved, `Other machines can reach this Studio on ${host}, over plain http.${made}`];
}

const finishWithinMs = 1_000;

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const hurry = setTimeout(() => server.closeAllConnections(), finishWithinMs);
    server.close(() => {
      clearTimeout(hurry);
      resolve(); // a server that never listened is closed too
    });
    server.closeIdleConnections();
  });
}

function toStandardError(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

/** `package.json` lies two folders up from here, in the source tree and in the build. */
function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }; // our own file
  return version;
}

function builtUi(): string {
  return fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../dist/studio' : '../studio', import.meta.url));
}
