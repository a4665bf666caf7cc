import type { Route } from '#contract';
import { groupBy } from '../format/order.ts';
import { finding, found, notChecked, type Rule, type RuleInfo } from '../rule/rule.ts';
import type { SchemaFacts } from '../schema/schema-facts.ts';
import { guardedNeighbours, isOpenOnPurpose } from './open-on-purpose.ts';
import { isGuarded, isOpen, isWrite, resourceOf, writtenModel } from './route-resource.ts';
import { neighbourEvidence, saidSecurity, schemes, shownRoute } from './security-evidence.ts';

const info: RuleInfo = {
  id: 'R001',
  name: 'route_security_missing',
  level: 'error',
  title: 'Route without security where its neighbours have it',
  rationale: 'Anyone can call it, although the other routes of the same resource ask for credentials.',
};

/** Reads, and writes of which no model is known: an open write to a model is A001, and one cause is reported once. */
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
        group.filter(isCandidate).flatMap((route) => {
          const guarded = guardedNeighbours(route, group);
          return guarded.length === 0 ? [] : [describe(route, guarded)];
        }),
      ),
    );
  },
};

/** HEAD repeats what is said of its GET. */
function isCandidate(route: Route): boolean {
  return isOpen(route) && !isOpenOnPurpose(route) && route.method.toUpperCase() !== 'HEAD' && writtenModel(route) === null;
}

function describe(route: Route, guarded: readonly Route[]) {
  return finding(info, {
    object: { kind: 'route', id: route.id, part: null },
    // `security: []` was written by somebody who meant it, or thought so.
    level: isWrite(route) && route.security === null ? 'error' : 'warning',
    title: `${shownRoute(route)} asks for no credentials; its neighbours do`,
    evidence: [saidSecurity(route), ...neighbourEvidence(guarded)],
    remedy: {
      text: `Require ${schemes(guarded[0] ?? route)} for this operation as for its neighbours, or say in the document that it is public.`,
      sql: null,
    },
  });
}
