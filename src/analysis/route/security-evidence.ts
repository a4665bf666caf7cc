import type { Route } from '#contract';
import { quoteWord } from '../format/identifier.ts';
import { routeThresholds } from './thresholds.ts';

/** `bearerAuth or apiKey and tenant`: what a route asks for. */
export function schemes(route: Route): string {
  const alternatives = (route.security ?? []).map((alternative) => alternative.map(({ scheme }) => quoteWord(scheme)).join(' and '));
  return alternatives.join(' or ');
}

export function saidSecurity(route: Route): string {
  return route.security === null ? 'the document says nothing about its security' : 'the document says security: [] (none)';
}

/** One line for each of the first guarded routes, and how many more there are. */
export function neighbourEvidence(guarded: readonly Route[]): (string | null)[] {
  const shown = guarded.slice(0, routeThresholds.shownRoutes);
  const more = guarded.length - shown.length;
  return [...shown.map((other) => `${shownRoute(other)} needs ${schemes(other)}`), more > 0 ? `… ${more} more` : null];
}

/** `DELETE /api/posts/{id}`. */
export function shownRoute(route: Route): string {
  return `${route.method.toUpperCase()} ${quoteWord(route.path)}`;
}
