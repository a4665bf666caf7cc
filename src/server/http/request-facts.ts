import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';

/** On a real server Hono's environment holds Node's request; in `app.request()` it is absent. */
export interface AppEnv {
  Bindings: { readonly incoming?: Pick<IncomingMessage, 'url' | 'rawHeaders'> } | undefined;
}
export type AppContext = Context<AppEnv>;

/** The request target as it came over the wire, before any URL parser has normalised it. */
export function rawTarget(context: AppContext): string {
  const incoming = context.env?.incoming;
  if (incoming?.url !== undefined) return incoming.url;
  const { pathname, search } = new URL(context.req.url);
  return pathname + search;
}

/** Every Host header sent: Node's `headers.host` shows the first of several only. */
export function hostHeaders(context: AppContext): readonly string[] {
  const raw = context.env?.incoming?.rawHeaders;
  if (raw) return raw.filter((_, index) => index % 2 === 1 && raw[index - 1]?.toLowerCase() === 'host');
  const host = context.req.header('host');
  return host === undefined ? [] : [host];
}
