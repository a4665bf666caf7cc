import type { Route } from '#contract';

const WRITES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

export function isWrite(route: Route): boolean {
  return WRITES.has(route.method.toUpperCase());
}

/** Something must be presented to call it. An alternative with no scheme in it lets anyone in. */
export function isGuarded(route: Route): boolean {
  return route.security !== null && route.security.length > 0 && route.security.every((alternative) => alternative.length > 0);
}

/** No scheme is asked for at all. */
export function isOpen(route: Route): boolean {
  return route.security === null || route.security.length === 0;
}

/** Routes of one resource share it: the path up to its last fixed segment before the first parameter (`/api/orders/{id}/lines` → `/api/orders`). */
export function resourceOf(route: Route): string {
  const segments = route.path.split('/');
  const parameter = segments.findIndex((segment) => /^[{:]/.test(segment));
  return (parameter < 0 ? segments : segments.slice(0, parameter)).join('/').replace(/\/$/, '');
}
