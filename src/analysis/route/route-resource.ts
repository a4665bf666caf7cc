import type { Route } from '#contract';

const WRITES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** POST because the question is too long for a URL, not because something changes. */
const ASKS = /^(search|query|queries|filter|lookup|find|list|count|export|report|validate|preview|calculate|compute|estimate|quote|check|test|verify|analy[sz]e|simulate|diff|render|graphql|batch-?get|mget)$/i;

export function isWrite(route: Route): boolean {
  return WRITES.has(route.method.toUpperCase());
}

/** Something must be presented to call it. An alternative with no scheme in it lets anyone in. */
export function isGuarded(route: Route): boolean {
  return route.security !== null && route.security.length > 0 && route.security.every((alternative) => alternative.length > 0);
}

const CREDENTIAL = /^(authorization|proxy-authorization|(x-)?(api|auth|access|session|admin)[-_]?(key|token|secret|id)|token|session|jwt|sid)$/i;

/** No scheme is asked for at all, and no parameter carries a credential either. */
export function isOpen(route: Route): boolean {
  const carries = route.parameters.some(({ name, in: place }) => place !== 'path' && CREDENTIAL.test(name));
  return !carries && (route.security === null || route.security.length === 0);
}

/** Routes of one resource share it: the path up to its last fixed segment before the first parameter (`/api/orders/{id}/lines` → `/api/orders`). */
export function resourceOf(route: Route): string {
  const segments = route.path.split('/');
  const parameter = segments.findIndex(isParameter);
  return (parameter < 0 ? segments : segments.slice(0, parameter)).join('/').replace(/\/$/, '');
}

/** Id of the model a write changes: the one its last fixed segment names, else that of its body, else that of its path. An answer's or a tag's name alone is no sign of a write. */
export function writtenModel(route: Route): string | null {
  const last = lastSegment(route);
  if (!isWrite(route) || (route.method.toUpperCase() === 'POST' && ASKS.test(last))) return null;
  const signs = [`path segment "${last}"`, 'request schema', 'path segment', 'request properties'];
  for (const sign of signs) {
    const guess = route.models.find(({ because }) => because.includes(sign));
    if (guess !== undefined) return guess.model;
  }
  return null;
}

export function isParameter(segment: string): boolean {
  return /^[{:]/.test(segment);
}

/** The last segment that is no parameter; empty for `/`. */
export function lastSegment(route: Route): string {
  return route.path.split('/').findLast((segment) => segment !== '' && !isParameter(segment)) ?? '';
}
