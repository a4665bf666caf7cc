import { FlowError } from '#contract';
import type { MiddlewareHandler } from 'hono';
import { rawTarget, type AppEnv } from './request-facts.ts';

/** Spellings that a guard, a router and a file system may read differently. */
const ambiguous = /\/\/|\\|\.\.|%2f|%5c|%00|%2e|#/i;

/** Refuses a request target that does not name one path beyond doubt; checked on the text that came over the wire. */
export const plainTarget: MiddlewareHandler<AppEnv> = async (context, next) => {
  const path = rawTarget(context).split('?', 1)[0] ?? '';
  if (!path.startsWith('/') || ambiguous.test(path) || !isEncoded(path)) {
    throw new FlowError('INVALID_REQUEST', 'The path of this request holds "//", "..", a backslash, an encoded slash or a broken escape.', {
      remedy: 'Write ids in paths with ~1 for a slash (see /openapi.json).',
    });
  }
  await next();
};

function isEncoded(path: string): boolean {
  try {
    // The result is used: a bundler drops a call that it takes for free of effects, and with it the check.
    return decodeURIComponent(path) !== '';
  } catch {
    return false; // a percent sign that starts no UTF-8 escape
  }
}
