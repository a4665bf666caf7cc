import { endpoints, FlowError, type EndpointName, type EndpointRequest, type EndpointResponse, type SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import type { Connection } from '../connection.ts';
import { findEndpoint } from './find-endpoint.ts';
import type { HeldSnapshot } from './snapshot-shelf.ts';
import { createStateAnswers } from './state-answers.ts';

export interface OfflineOptions {
  /** The project as it is now; throws FlowError when there is none. */
  readonly readSnapshot: () => Promise<HeldSnapshot>;
  /** Called for the first pack, check or plan: the parser is large. Default: PostgreSQL's own, by the build's address. */
  readonly loadParser?: () => Promise<SqlParser>;
  readonly now?: () => Date;
}

export interface OfflineCall<Name extends EndpointName> {
  readonly body: EndpointRequest<Name>;
  readonly parameters: Readonly<Record<string, string>>;
}

/** `snapshot` is apart: it is given as it is. */
export type OfflineAnswers = { readonly [Name in Exclude<EndpointName, 'snapshot'>]?: (call: OfflineCall<Name>) => EndpointResponse<Name> | Promise<EndpointResponse<Name>> };

/**
 * A connection without a server: every request is answered in the page, from one snapshot. All that is made of a connection works with it
 * unchanged; what needs a database or a provider answers with a FlowError that says so. Nothing leaves the page.
 */
export function createOfflineConnection({ readSnapshot, loadParser = loadSqlParser, now = () => new Date() }: OfflineOptions): Connection {
  const stateAnswers = createStateAnswers({ readSnapshot, now });
  let packAnswers: Promise<OfflineAnswers> | null = null;
  /** With what builds packs, which a page does not need to show its project. */
  function loadPackAnswers(): Promise<OfflineAnswers> {
    packAnswers ??= neededPart(async () => {
      const { createPackAnswers } = await import('./pack-answers.ts');
      return createPackAnswers({ readSnapshot, now, loadParser: () => neededPart(loadParser) });
    }).catch((error: unknown) => {
      packAnswers = null; // asked for again by the next request
      throw error;
    });
    return packAnswers;
  }
  return {
    baseUrl: '',
    async snapshot({ signal } = {}) {
      const { snapshot } = await readSnapshot();
      signal?.throwIfAborted();
      return snapshot;
    },
    async fetch(path, init) {
      try {
        const response = await answer(path, init, async (name) => stateAnswers[name] ?? (await loadPackAnswers())[name]);
        init.signal?.throwIfAborted();
        return response;
      } catch (error) {
        if (!FlowError.isInstance(error)) throw error;
        return json({ ok: false, error_code: error.code, error: error.message, remedy: error.remedy, suggestions: error.suggestions }, 400);
      }
    },
  };
}

type AnswerName = keyof OfflineAnswers;

async function answer(path: string, init: RequestInit, handlerOf: (name: AnswerName) => Promise<OfflineAnswers[AnswerName]>): Promise<Response> {
  const found = findEndpoint(init.method ?? 'GET', path);
  if (found === null || found.name === 'snapshot') throw notHere(path);
  const handler = (await handlerOf(found.name)) as ((call: unknown) => unknown) | undefined; // its body is checked by the schema of its name
  if (handler === undefined) throw notHere(path);
  return json(await handler({ body: readBody(found.name, init.body), parameters: found.parameters }));
}

function readBody(name: EndpointName, text: RequestInit['body']): unknown {
  const schema = endpoints[name].request;
  if (schema === null) return undefined;
  const parsed = schema.safeParse(typeof text === 'string' ? JSON.parse(text) : null);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new FlowError('INVALID_REQUEST', `The request does not fit ${endpoints[name].path}: ${fields || 'the whole'}.`);
}

function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });
}

/** A part of this page, loaded when it is needed. There is no server to start when its host does not give it. */
async function neededPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (cause) {
    throw new FlowError('RUNTIME_ERROR', `A part of this page that is needed for it could not be loaded: ${cause instanceof Error ? cause.message : String(cause)}`, {
      remedy: 'Check that the host of this page answers, then try again.',
      cause,
    });
  }
}

function notHere(path: string): FlowError {
  return new FlowError('NOT_FOUND', `${path} needs a server, and this page works without one.`, { remedy: 'Start one with: aksara studio' });
}
