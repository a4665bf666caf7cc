import type { Route } from '#contract';
import { groupBy } from '../format/order.ts';
import { finding, found, notChecked, type Rule, type RuleInfo } from '../rule/rule.ts';
import { shownModel, type SchemaFacts } from '../schema/schema-facts.ts';
import { guardedNeighbours, isOpenOnPurpose } from './open-on-purpose.ts';
import { isGuarded, isOpen, isWrite, resourceOf, writtenModel } from './route-resource.ts';
import { neighbourEvidence, saidSecurity, schemes, shownRoute } from './security-evidence.ts';

const info: RuleInfo = {
  id: 'A001',
  name: 'route_unguarded',
  level: 'error',
  title: 'Route that writes a model without a guard',
  rationale: 'Anyone who can reach the server can change these rows.',
};

interface UnguardedWrite {
  readonly route: Route;
  /** Id of the model it writes. */
  readonly model: string;
  /** What it is measured by: guarded routes of its resource, else all guarded writes of the document. */
  readonly guarded: readonly Route[];
}

/**
 * A write to a model that asks for nothing. `security: []` counts only against guarded neighbours (it is said on purpose elsewhere); saying
 * nothing counts also in a document whose other writes are guarded. Reads, and writes of which no model is known, are R001.
 */
export const routeUnguarded: Rule<SchemaFacts> = {
  ...info,
  check(facts) {
    if (facts.routes.length === 0) return found([]);
    if (!facts.routes.some(isGuarded)) {
      return notChecked(info, 'no route declares security', 'Declare `security` in the OpenAPI document, globally or per operation.');
    }
    const groups = groupBy(facts.routes, resourceOf);
    const guardedWrites = facts.routes.filter((route) => isWrite(route) && isGuarded(route));
    return found(
      facts.routes.flatMap((route) => {
        const model = isOpen(route) && !isOpenOnPurpose(route) ? writtenModel(route) : null;
        const neighbours = guardedNeighbours(route, groups.get(resourceOf(route)) ?? []);
        const guarded = neighbours.length === 0 && route.security === null ? guardedWrites : neighbours;
        return model === null || guarded.length === 0 ? [] : [describe(facts, { route, model, guarded })];
      }),
    );
  },
};

function describe(facts: SchemaFacts, { route, model, guarded }: UnguardedWrite) {
  const refuses = route.responses.some(({ status }) => status === '401' || status === '403');
  return finding(info, {
    object: { kind: 'route', id: route.id, part: null },
    // A 401 tells of a guard in code that the document leaves out; `security: []` of somebody who meant it.
    level: refuses || route.security !== null ? 'warning' : 'error',
    title: `${shownRoute(route)} changes ${shownModel(facts, model)} and asks for no credentials`,
    evidence: [
      saidSecurity(route),
      refuses ? 'it documents 401 or 403, so it may be guarded without saying by what' : null,
      `writes ${shownModel(facts, model)} (a guess from names)`,
      ...neighbourEvidence(guarded),
    ],
    remedy: {
      text: `Require ${schemes(guarded[0] ?? route)} in code and under security of this operation, or say in the document that it is public.`,
      sql: null,
    },
  });
}
