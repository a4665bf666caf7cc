import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, replay, recordedAnswer, webPage, type BackendAnswer } from './backend-answers.ts';
import { aksara } from './fake-dialects.ts';
import { playFault, type Fault } from './fake-faults.ts';
import { fakeAnswer, recordRequest, type SeenRequest } from './fake-provider.ts';

export interface FakeBackend {
  /** Such as `http://127.0.0.1:41234`. */
  readonly origin: string;
  readonly requests: readonly SeenRequest[];
  /** What answers a path in place of what was recorded there; `*` = every path. */
  readonly answers: Map<string, BackendAnswer>;
  /** Provider and model of its AI Hub; null = none is configured. */
  hub: FakeBackendHub | null;
  /** Each of the next runs goes wrong in the way given, in turn. */
  failRuns(...faults: readonly Fault[]): void;
  close(): Promise<void>;
}

export interface FakeBackendHub {
  readonly provider: string;
  readonly model: string;
}

export const runPath = '/studio/ai-hub/agent/run';
export const statusPath = '/studio/ai-hub/status';

const recordings: Readonly<Record<string, string>> = {
  '/studio/handshake': 'handshake', '/studio/models/inspect/all': 'models-inspect-all', '/studio/runtime/routes': 'runtime-routes',
  '/studio/migrations/summary': 'migrations-summary', '/studio/db/queries': 'db-queries', '/studio/diagnostics': 'diagnostics',
  '/studio/db/plan': 'db-plan', '/studio/ai-hub/models': 'ai-hub-models', '/studio/ai-hub/test': 'ai-hub-test',
  '/studio/ai/flows/model': 'flow-model', '/studio/ai/flows/route': 'flow-route', '/studio/ai/flows/query': 'flow-query', '/studio/ai/flows/migration': 'flow-migration',
  '/studio/ai/flows/diagnostic': 'flow-diagnostic',
};

const openApi = { openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: { '/api/deals/': { get: { summary: 'Deals of the document', responses: {} } } } };

/**
 * An Aksara backend on a real socket: it answers what one was recorded to answer, and runs prompts as its AI Hub does. With `token`
 * its Studio endpoints want it as a bearer token.
 */
export async function startFakeBackend({ token }: { readonly token?: string } = {}): Promise<FakeBackend> {
  const requests: SeenRequest[] = [];
  const faults: Fault[] = [];
  const answers: FakeBackend['answers'] = new Map();
  const state: Pick<FakeBackend, 'hub'> = { hub: { provider: 'openai', model: 'gpt-4o' } };

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const seen = await recordRequest(incoming, requests);
    const answer = answers.get(seen.path) ?? answers.get('*');
    if (answer) return answer(response);
    if (token !== undefined && seen.path.startsWith('/studio/') && seen.headers.authorization !== `Bearer ${token}`) return json({ detail: 'Studio authentication required' }, 401)(response);
    if (seen.path === runPath) return run(seen, response);
    if (seen.path === statusPath) return json(statusOf(state.hub))(response);
    if (seen.path === '/openapi.json') return json(openApi)(response);
    const name = recordings[seen.path];
    (name === undefined ? webPage(404) : replay(name))(response);
  }

  function run({ body, method }: SeenRequest, response: ServerResponse): void | Promise<void> {
    if (method !== 'POST') return json({ detail: 'Method Not Allowed' }, 405)(response);
    const fault = faults.shift();
    if (fault) return playFault(fault, { response, dialect: aksara, answer: fakeAnswer });
    const { prompt, provider = null, max_tokens: most = 2048 } = body ?? {};
    if (typeof prompt !== 'string' || typeof most !== 'number' || most < 1 || most > 32_000) return json({ detail: [{ loc: ['body'], msg: 'Field required' }] }, 422)(response);
    const unknown = state.hub === null || (provider !== null && provider !== state.hub.provider);
    aksara.start(response);
    response.end(unknown ? aksara.errorEvent('No AI provider configured. Set up a provider in AI Hub.') : aksara.whole(fakeAnswer).join(''));
  }

  const server = createServer((incoming, response) => void handle(incoming, response).catch(() => response.destroy())).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(state, {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on a port
    requests,
    answers,
    failRuns: (...next: readonly Fault[]) => void faults.push(...next),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}

function statusOf(hub: FakeBackendHub | null): unknown {
  if (hub === null) return JSON.parse(recordedAnswer('ai-hub-status-unconfigured'));
  const status = JSON.parse(recordedAnswer('ai-hub-status'));
  return { ...status, active_provider: hub.provider, defaults: { ...status.defaults, chat_provider: hub.provider, chat_model: hub.model } };
}
