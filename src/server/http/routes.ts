import { endpoints, FlowError, type EndpointName } from '#contract';
import { nearest } from '#flows';
import type { Hono } from 'hono';
import type { EndpointCall, Handlers } from './handlers.ts';
import { toHttpFailure } from './http-errors.ts';
import { readJsonBody } from './json-body.ts';
import { parseRequest } from './parse-request.ts';
import type { AppContext, AppEnv } from './request-facts.ts';

type HandledName = keyof Handlers;
type AnyHandler = (call: EndpointCall<EndpointName>) => unknown;

/** Mounts every endpoint of the contract's table: read the body, check it with its schema, call the handler, answer JSON. */
export function mountEndpoints(app: Hono<AppEnv>, handlers: Handlers): void {
  const toBytes = createToBytes();
  for (const name of Object.keys(handlers) as HandledName[]) { // the keys of Handlers are exactly these
    const endpoint = endpoints[name];
    const handler = handlers[name] as AnyHandler; // its body is parsed with the schema of the same name
    app.on(endpoint.method, endpoint.path, async (context) => {
      const body = endpoint.request === null ? undefined : parseRequest(endpoint.request, await readJsonBody(context));
      const call = {
        body,
        parameter: (key: string) => context.req.param(key) ?? '',
        // Only when asked for: it makes the adapter build a whole Request.
        get signal() {
          return context.req.raw.signal;
        },
      };
      return json(context, toBytes(await handler(call as EndpointCall<EndpointName>))); // as above
    });
  }
}

/** A handler that gives the object it gave before (a pack built already) costs no second serialisation and encoding: what was answered never changes. */
function createToBytes(): (value: unknown) => Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const answered = new WeakMap<object, Uint8Array<ArrayBuffer>>();
  return (value) => {
    const known = typeof value === 'object' && value !== null ? answered.get(value) : undefined;
    if (known !== undefined) return known;
    const bytes = encoder.encode(JSON.stringify(value));
    if (typeof value === 'object' && value !== null) answered.set(value, bytes);
    return bytes;
  };
}

/** Answers a path that is no endpoint (404 with the nearest ones) or an endpoint asked with another method (405). */
export function answerUnknownPath(context: AppContext): Response {
  const { path } = context.req;
  const methods = [...new Set(Object.values(endpoints).filter((endpoint) => toPattern(endpoint.path).test(path)).map(({ method }) => method))];
  if (methods.length === 0) return fail(context, notFound(path));
  const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  context.header('Allow', allowed.join(', '));
  const error = new FlowError('INVALID_REQUEST', `This endpoint takes ${methods.join(' and ')} only.`);
  return fail(context, error, 405);
}

/** The one way an error becomes an answer. */
export function fail(context: AppContext, error: unknown, status?: Parameters<typeof toHttpFailure>[1]): Response {
  const failure = toHttpFailure(error, status);
  return json(context, JSON.stringify(failure.body), failure.status);
}

function json(context: AppContext, body: string | Uint8Array<ArrayBuffer>, status?: ReturnType<typeof toHttpFailure>['status']): Response {
  return context.body(body, status ?? 200, { 'Content-Type': 'application/json; charset=utf-8' });
}

function notFound(path: string): FlowError {
  const paths = Object.values(endpoints).map((endpoint) => endpoint.path);
  const suggestions = nearest(path, [...paths, '/studio/ui/', '/openapi.json']);
  return new FlowError('NOT_FOUND', 'There is no endpoint at this path.', { suggestions, remedy: 'Every endpoint is listed in /openapi.json.' });
}

function toPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`);
}
