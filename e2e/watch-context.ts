import type { BrowserContext, Request } from '@playwright/test';

/** Collects what no journey may cause, on every page of the context; the list grows while the journey goes on. */
export function watchContext(context: BrowserContext, expectedErrors: RegExp | null): readonly string[] {
  const problems: string[] = [];
  context.on('console', (message) => {
    const text = `${message.text()} (${message.location().url})`;
    if (message.type() === 'error' && !expectedErrors?.test(text)) problems.push(`console: ${text}`);
  });
  context.on('weberror', (error) => problems.push(`exception: ${error.error().stack ?? error.error().message}`));
  context.on('request', (request) => {
    if (leavesOrigin(request)) problems.push(`request to another origin: ${request.url()}`);
  });
  return problems;
}

/** A page may ask only the server it came from; a navigation may go to any server of the test, all of which listen on loopback. */
function leavesOrigin(request: Request): boolean {
  const url = new URL(request.url());
  if (url.protocol === 'data:' || url.protocol === 'blob:') return false;
  if (request.isNavigationRequest()) return url.hostname !== '127.0.0.1';
  return url.origin !== new URL(request.frame().url()).origin;
}
