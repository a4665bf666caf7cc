import { FlowError } from '#contract';
import type { MiddlewareHandler } from 'hono';
import { hostHeaders, type AppContext, type AppEnv } from './request-facts.ts';

/**
 * Lets through only what this server's own pages and local programs send: the exact host and port (DNS rebinding), our own
 * origin (cross-site scripts), no cross-site fetch but a top-level navigation, no preflight. Runs before routing, on every path.
 */
export function guard(authorities: () => ReadonlySet<string>): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const allowed = authorities();
    if (context.req.method === 'OPTIONS' || !isOwnHost(context, allowed) || !isOwnOrigin(context, allowed) || isCrossSite(context)) {
      throw new FlowError('FORBIDDEN', 'This request is not from the Studio itself.', {
        remedy: 'Use the exact address that the command aksara studio printed; other hosts, ports and web pages are refused.',
      });
    }
    await next();
  };
}

function isOwnHost(context: AppContext, allowed: ReadonlySet<string>): boolean {
  const [host, ...others] = hostHeaders(context);
  if (host === undefined || others.length > 0 || !allowed.has(host.toLowerCase())) return false;
  try {
    return allowed.has(withPort(new URL(context.req.url)));
  } catch {
    return false; // a URL that does not parse has no host to trust
  }
}

/** Only `null` and foreign origins are refused: curl and the CLI send no Origin at all. */
function isOwnOrigin(context: AppContext, allowed: ReadonlySet<string>): boolean {
  const origin = context.req.header('origin');
  return origin === undefined || (origin.startsWith('http://') && allowed.has(origin.slice('http://'.length)));
}

function isCrossSite(context: AppContext): boolean {
  const site = context.req.header('sec-fetch-site');
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  const topLevel = context.req.header('sec-fetch-mode') === 'navigate' && context.req.header('sec-fetch-dest') === 'document';
  return !(topLevel && context.req.method === 'GET');
}

function withPort(url: URL): string {
  return url.port === '' ? `${url.hostname}:${url.protocol === 'http:' ? 80 : 443}` : url.host;
}
