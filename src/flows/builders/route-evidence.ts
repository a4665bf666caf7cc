import { ROUTE_RULESET, SCHEMA_RULESET } from '#analysis';
import { documentRemedy, isKnown, whyUnknown, type AcceptedRisk, type Finding, type Model, type Route, type RouteFlowRequest, type RoutePart, type Skipped } from '#contract';
import type { BuildContext } from '../pack/build-context.ts';
import { omit, sections, type SectionDraft } from '../pack/section.ts';
import { failed, found, type Resolution } from '../resolve/resolution.ts';
import { resolveRoute } from '../resolve/resolve-route.ts';
import { hasDeclared, untold, type PartWords } from '../sections/declared.ts';
import { domainFacts } from '../sections/domain-facts.ts';
import { acceptedOf, acceptedSection, findingsSection, rankFindings } from '../sections/findings.ts';
import { modelConstraints, modelSecurity } from '../sections/model-relations.ts';
import { routeFacts, routeParameters, routeRequest, routeResponses } from '../sections/route-facts.ts';
import { definerFunctions, modelsOf, routeSecurity, touchedModels } from '../sections/route-neighbours.ts';
import { schemaLimits } from '../sections/schema-limits.ts';
import { modelName } from '../text/names.ts';
import type { ActionEvidence } from './action-evidence.ts';
import { findingsOfModels } from './model-evidence.ts';

/** Evidence of the three route actions. */
export function routeEvidence(body: RouteFlowRequest, context: BuildContext): Resolution<ActionEvidence> {
  const resolved = resolveRoute(context.snapshot, body);
  if (!resolved.ok) return failed(resolved.error);
  const route = resolved.value;
  const models = modelsOf(route, context.snapshot.models);
  const own = context.snapshot.diagnostics.filter(({ object }) => object.kind === 'route' && object.id === route.id);
  const findings = rankFindings([...own, ...findingsOfModels(models, context.snapshot)]);
  const relevant = findings.filter(({ rule }) => bearsOn(body.action_key, rule));
  const risks = [...acceptedOf('route', [route.id], context.snapshot), ...acceptedOf('model', models.map(({ id }) => id), context.snapshot)];
  const accepted = risks.filter(({ finding }) => bearsOn(body.action_key, finding.rule));
  return found({
    sections: sectionsOf(body.action_key, { route, models, findings: relevant, accepted }, context),
    omitted: [...routeOmissions(route, models, context), ...(body.action_key === 'generate_examples' ? [] : untold(models, PARTS))],
    findings: relevant,
    accepted,
    unjudged: route.declared !== undefined || hasDeclared(models),
    masked: [],
    identity: { path: route.path, method: route.method, action: body.action_key },
  });
}

/** Rules about open routes, row security, functions, grants and secrets. */
const ACCESS_RULE = /^(?:R001|A001|D02[4-9]|D03[0-4])/;

function bearsOn(action: string, rule: string): boolean {
  if (action === 'generate_examples') return false;
  return action !== 'harden_permissions' || ACCESS_RULE.test(rule);
}

interface RouteParts {
  readonly route: Route;
  readonly models: readonly Model[];
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedRisk[];
}

function sectionsOf(action: string, { route, models, findings, accepted }: RouteParts, context: BuildContext): readonly SectionDraft[] {
  const lints = findingsSection(findings, `${ROUTE_RULESET} and ${SCHEMA_RULESET}`);
  const risks = acceptedSection(accepted);
  if (action === 'harden_permissions') {
    return sections(
      routeFacts(route), routeSecurity(route, context.snapshot), lints, risks, modelSecurity(models), definerFunctions(context.snapshot),
      touchedModels(route, models), routeParameters(route),
    );
  }
  if (action === 'generate_examples') {
    return sections(routeFacts(route), routeParameters(route), routeRequest(route), schemaLimits(route), routeResponses(route));
  }
  return sections(
    routeFacts(route), routeSecurity(route, context.snapshot), routeParameters(route), routeRequest(route), routeResponses(route), lints, risks,
    touchedModels(route, models), ...models.slice(0, 3).map((model) => titled(modelConstraints(model), model)), domainFacts(models, context),
  );
}

const PARTS: PartWords = [
  ['row_security', 'row security'], ['policies', 'policies'], ['grants', 'grants'], ['owner', 'owner'], ['keys', 'undeclared keys'], ['checks', 'checks'],
  ['exclusions', 'exclusions'],
];

const ROUTE_PARTS: readonly (readonly [RoutePart, string])[] = [
  ['parameters', 'parameters'], ['request', 'request body'], ['responses', 'responses'], ['security', 'security'], ['models', 'touched models'],
];

/** What of the route itself is not known. */
function untoldRoute(route: Route): readonly Skipped[] {
  const unknown = ROUTE_PARTS.filter(([part]) => !isKnown(route, part)).map(([, word]) => word);
  const why = ROUTE_PARTS.map(([part]) => whyUnknown(route, part)).find((reason) => reason !== null);
  return why === undefined ? [] : [omit(unknown.join(', '), why, documentRemedy)];
}

/** Constraints of several models need their model in the title. */
function titled(draft: SectionDraft | null, model: Model): SectionDraft | null {
  return draft === null ? null : { ...draft, id: `constraints-${model.id}`, title: `Constraints of ${modelName(model.id)}` };
}

function routeOmissions(route: Route, models: readonly Model[], context: BuildContext): readonly Skipped[] {
  return [
    ...untoldRoute(route),
    ...(route.request === null && isKnown(route, 'request') && ['POST', 'PUT', 'PATCH'].includes(route.method) ? [omit('request body', 'the OpenAPI document describes none')] : []),
    ...(models.length === 0 && isKnown(route, 'models') ? [omit('touched models', 'no model fits the names of this route')] : []),
    ...context.snapshot.skipped.filter(({ part }) => part === 'routes' || part === 'models' || part === 'database'),
    omit('the handler and guards in code', 'not part of the project sources'),
  ];
}
