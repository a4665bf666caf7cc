import type { Route } from '#contract';
import { groupBy } from '../format/order.ts';
import { quoteWord } from '../format/identifier.ts';
import { finding, notChecked, found, type Rule, type RuleInfo } from '../rule/rule.ts';
import type { SchemaFacts } from '../schema/schema-facts.ts';
import { isGuarded, isOpen, isWrite, resourceOf } from './route-resource.ts';

const info: RuleInfo = {
  id: 'R001',
  name: 'route_security_missing',
  level: 'error',
  title: 'Route without security where its neighbours have it',
  rationale: 'Anyone can call it, although the other routes of the same resource ask for credentials.',
};

/** Paths that are open by nature: signing in and up, health, documents, call-backs that carry their own signature. */
const OPEN_BY_NATURE =
  /(^|[/_.-])(log-?in|sign-?in|sign-?up|log-?out|register|registration|auth|oauth2?|sso|saml|token|tokens|refresh|session|sessions|password|forgot|reset|verify|verification|confirm|confirmation|invite|invitation|unsubscribe|health|healthz|livez|readyz|ready|live|ping|status|version|metrics|docs|openapi|swagger|webhook|webhooks|callback|hooks|public|well-known)([/_.-]|$)/i;

export const routeSecurityMissing: Rule<SchemaFacts> = {
  ...info,
  check(facts) {
    if (facts.routes.length === 0) return found([]);
    if (!facts.routes.some(isGuarded)) {
      return notChecked(info, 'no route declares security', 'Declare `security` in the OpenAPI document, globally or per operation.');
    }
    const groups = groupBy(facts.routes, resourceOf);
    return found(
      [...groups.values()].flatMap((group) =>
        group.filter((route) => isOpen(route) && !isOpenOnPurpose(route)).flatMap((route) => {
          const guarded = group.filter((other) => isGuarded(other) && isComparable(route, other));
          return guarded.length === 0 ? [] : [describe(route, guarded)];
        }),
      ),
    );
  },
};

/** Reading is often public where writing is not: a read is compared with reads only, a write with everything. */
function isComparable(route: Route, other: Route): boolean {
  return isWrite(route) || !isWrite(other);
}

function isOpenOnPurpose(route: Route): boolean {
  if (OPEN_BY_NATURE.test(route.path) || route.method.toUpperCase() === 'OPTIONS') return true;
  // Creating an account comes before having credentials; `security: []` says that this is meant.
  return route.security !== null && route.method.toUpperCase() === 'POST' && /\/(users|accounts|customers|members|signups)$/i.test(route.path);
}

function describe(route: Route, guarded: readonly Route[]) {
  const shown = guarded.slice(0, 5);
  const more = guarded.length - shown.length;
  return finding(info, {
    object: { kind: 'route', id: route.id, part: null },
    level: isWrite(route) ? 'error' : 'warning',
    title: `${route.method.toUpperCase()} ${quoteWord(route.path)} asks for no credentials; its neighbours do`,
    evidence: [
      route.security === null ? 'the document says nothing about its security' : 'the document says security: [] (none)',
      ...shown.map((other) => `${other.method.toUpperCase()} ${quoteWord(other.path)} needs ${schemes(other)}`),
      more > 0 ? `… ${more} more` : null,
    ],
    remedy: {
      text: `Require ${schemes(guarded[0] ?? route)} for this operation as for its neighbours, or say in the document that it is public.`,
      sql: null,
    },
  });
}

function schemes(route: Route): string {
  const alternatives = (route.security ?? []).map((alternative) => alternative.map(({ scheme }) => quoteWord(scheme)).join(' and '));
  return alternatives.join(' or ');
}
