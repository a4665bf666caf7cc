import { createHash, timingSafeEqual } from 'node:crypto';
import { FlowError } from '#contract';
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './request-facts.ts';

/** Paths a browser must load before it can send a token: the page and its files. They hold no project data. */
const withoutToken = /^\/(studio\/ui(\/.*)?)?$/;

/** Asks every API request for `Authorization: Bearer <token>`. */
export function bearerToken(token: string): MiddlewareHandler<AppEnv> {
  const expected = digest(token);
  return async (context, next) => {
    if (!withoutToken.test(context.req.path)) {
      const sent = /^Bearer +(.+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
      // Digests have equal length, so the comparison tells nothing about the token's.
      if (sent === undefined || !timingSafeEqual(digest(sent), expected)) {
        context.header('WWW-Authenticate', 'Bearer');
        throw new FlowError('UNAUTHORIZED', 'This server asks for its token.', {
          remedy: 'Open the address that the command aksara studio printed, or send it as: Authorization: Bearer <token>',
        });
      }
    }
    await next();
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
