import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { dialectOf, type Dialect } from './fake-dialects.ts';
import { playFault, type Fault } from './fake-faults.ts';

/** A request that came in, and when its connection ended. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Parsed JSON, or null where there was no body. */
  readonly body: Record<string, unknown> | null;
  /** `performance.now()` when it had come in whole. */
  readonly at: number;
  /** Resolves with `performance.now()` when its socket has closed. */
  readonly closed: Promise<number>;
}

export interface FakeProviderOptions {
  /** Requests must bring it as this dialect's provider asks for it; default: any is taken. */
  readonly key?: string;
  readonly models?: readonly string[];
  /** What it answers, in the pieces it streams. */
  readonly answer?: readonly string[];
}

export interface FakeProvider {
  /** Such as `http://127.0.0.1:41234`. */
  readonly origin: string;
  /** Environment variables that set a provider up with this server. */
  readonly environment: Readonly<Record<'openai' | 'azure' | 'anthropic' | 'ollama' | 'custom', Readonly<Record<string, string>>>>;
  readonly requests: readonly SeenRequest[];
  /** Each of the next answers goes wrong in the way given, in turn; after them it answers well again. */
  fail(...faults: readonly Fault[]): void;
  /** Forgets the requests and what was to go wrong. */
  reset(): void;
  close(): Promise<void>;
}

export const fakeKey = 'sk-canary-0123456789abcdef-WXYZ';
export const fakeAnswer = ['# Hello\n\n', 'A **mock** ', 'answer – 漢字 🚀', '.'] as const;

/**
 * A model provider on a real socket: OpenAI and Azure chat completions, Anthropic messages, Ollama chat, and plain HTTP (`/complete`
 * as JSON, `/complete/sse` as events). It tells 10 tokens read and 5 written, and lists its models where the real one does.
 */
export async function startFakeProvider({ key, models = ['fake-large', 'fake-small'], answer = fakeAnswer }: FakeProviderOptions = {}): Promise<FakeProvider> {
  const requests: SeenRequest[] = [];
  const faults: Fault[] = [];

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const seen = await recordRequest(incoming, requests);
    const dialect = dialectOf(seen.path);
    const fault = incoming.method === 'POST' ? faults.shift() : undefined;
    if (fault) return playFault(fault, { response, dialect, answer });
    if (dialect === null) return void response.writeHead(404, jsonType).end('{"error":{"message":"no such path"}}');
    if (key !== undefined && dialect.name !== 'ollama' && !dialect.keyOf(incoming.headers).includes(key)) return refuse(response, dialect, 401, `Incorrect API key provided: ${dialect.keyOf(incoming.headers)}`);
    if (incoming.method === 'GET') return void response.writeHead(200, jsonType).end(JSON.stringify(dialect.list(models)));
    const model = dialect.modelOf(seen);
    if (!models.includes(model)) return refuse(response, dialect, 404, `The model '${model}' does not exist`);
    if (dialect.single && seen.body?.['stream'] !== true) return void response.writeHead(200, jsonType).end(JSON.stringify(dialect.single(answer)));
    dialect.start(response);
    response.end(dialect.whole(answer).join(''));
  }

  const server = createServer((incoming, response) => void handle(incoming, response).catch(() => response.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  return { origin, environment: environmentsFor(origin, key ?? fakeKey), requests, fail: (...next) => void faults.push(...next), reset: () => void (requests.length = faults.length = 0), close: () => closeServer(server) };
}

const jsonType = { 'content-type': 'application/json' };

/** Reads a request to its end and keeps it. */
export async function recordRequest(incoming: IncomingMessage, requests: SeenRequest[]): Promise<SeenRequest> {
  const { socket, method = '', url = '', headers } = incoming;
  const closed = new Promise<number>((resolve) => void socket.once('close', () => resolve(performance.now())));
  const sent = await readText(incoming);
  const seen = { method, path: url, headers, body: sent === '' ? null : JSON.parse(sent), at: performance.now(), closed };
  requests.push(seen);
  return seen;
}

function refuse(response: ServerResponse, dialect: Dialect, status: number, message: string): void {
  response.writeHead(status, jsonType).end(JSON.stringify(dialect.error(message)));
}

function environmentsFor(origin: string, key: string): FakeProvider['environment'] {
  return {
    openai: { OPENAI_API_KEY: key, OPENAI_BASE_URL: `${origin}/v1`, OPENAI_MODEL: 'fake-large' },
    azure: { AZURE_OPENAI_API_KEY: key, AZURE_OPENAI_ENDPOINT: origin, AZURE_OPENAI_DEPLOYMENT: 'fake-large' },
    anthropic: { ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: origin, ANTHROPIC_MODEL: 'fake-large' },
    ollama: { OLLAMA_BASE_URL: origin, OLLAMA_MODEL: 'fake-large' },
    custom: { AI_HTTP_ENDPOINT: `${origin}/complete`, AI_HTTP_API_KEY: key, AI_HTTP_MODEL: 'fake-large' },
  };
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
