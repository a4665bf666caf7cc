import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './request-facts.ts';

/** No inline script or style, nothing from elsewhere; WASM is the SQL parser. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** On every answer, errors included. `Cache-Control` is the API's; the Studio's own files replace it. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

const entries = Object.entries(securityHeaders);

/** Set before the handler runs, so that an error answer carries them too. */
export const withSecurityHeaders: MiddlewareHandler<AppEnv> = async (context, next) => {
  for (const [name, value] of entries) context.header(name, value);
  await next();
};
