import type { Route } from '#contract';
import { isGuarded, isWrite } from './route-resource.ts';
import { routeThresholds } from './thresholds.ts';

/** Paths that are open by nature: signing in and up, health, documents, call-backs that carry their own signature. */
const OPEN_BY_NATURE =
  /(^|[/_.-])(log-?in|sign-?in|sign-?up|log-?out|register|registration|auth|authn|authenticate|oauth2?|sso|saml|token|tokens|refresh|session|sessions|password|forgot|reset|verify|verification|confirm|confirmation|invite|invitation|unsubscribe|health|healthz|livez|readyz|ready|live|ping|status|version|metrics|docs|openapi|swagger|webhook|webhooks|callback|hooks|pub|public|well-known)([/_.-]|$)/i;

/** What a page embeds, and a browser asks for without credentials. */
const EMBEDDED = /(^|[/_.-])(images?|icons?|avatars?|portraits?|pictures?|photos?|thumbnails?|logos?|assets|static|media|stream|favicon|robots)([/_.-]|$)/i;

export function isOpenOnPurpose(route: Route): boolean {
  if (OPEN_BY_NATURE.test(route.path) || route.method.toUpperCase() === 'OPTIONS') return true;
  if (!isWrite(route) && EMBEDDED.test(route.path)) return true;
  // Creating an account comes before having credentials; `security: []` says that this is meant.
  return route.security !== null && route.method.toUpperCase() === 'POST' && /\/(users|accounts|customers|members|signups)$/i.test(route.path);
}

/**
 * Guarded routes of `group` an open one is measured by. Reading is often public where writing is not: a read is compared with reads only, and
 * with none when most of them are open; a write with everything.
 */
export function guardedNeighbours(route: Route, group: readonly Route[]): Route[] {
  if (isWrite(route)) return group.filter(isGuarded);
  const reads = group.filter((other) => !isWrite(other));
  const guarded = reads.filter(isGuarded);
  return guarded.length / reads.length >= routeThresholds.guardedReads ? guarded : [];
}
