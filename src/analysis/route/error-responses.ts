import type { Finding, Route } from '#contract';
import { formatCounted } from '../format/number.ts';
import { finding, found, type Rule, type RuleInfo } from '../rule/rule.ts';
import type { SchemaFacts } from '../schema/schema-facts.ts';
import { shownRoute } from './security-evidence.ts';
import { routeThresholds } from './thresholds.ts';

const info: RuleInfo = {
  id: 'R004',
  name: 'route_errors_undocumented',
  level: 'info',
  title: 'Operation without a documented error',
  rationale: 'It takes input that can be wrong, and clients do not learn what they get then.',
};

/** An operation that can be called wrongly and documents no 4xx and no default. Where that is the document's habit, it is said once. */
export const routeErrorsUndocumented: Rule<SchemaFacts> = {
  ...info,
  check(facts) {
    const fallible = facts.routes.filter((route) => !route.deprecated && canBeWrong(route));
    const silent = fallible.filter((route) => !documentsErrors(route));
    if (silent.length === 0) return found([]);
    const documented = 1 - silent.length / fallible.length;
    const isHabit = fallible.length >= routeThresholds.errorsSample && documented < routeThresholds.errorsDocumented;
    return found(isHabit ? [describeHabit(silent, fallible.length)] : silent.map(describeOne));
  },
};

/** A body, a part of the path or a required parameter: something the server has to refuse when it is wrong. A choice of the query may be ignored. */
function canBeWrong({ request, parameters }: Route): boolean {
  return request !== null || parameters.some(({ in: place, required }) => place === 'path' || (place === 'query' && required));
}

function documentsErrors({ responses }: Route): boolean {
  return responses.some(({ status }) => status === 'default' || status.startsWith('4'));
}

function describeOne(route: Route): Finding {
  return finding(info, {
    object: { kind: 'route', id: route.id, part: null },
    title: `${shownRoute(route)} documents no error`,
    evidence: [
      inputs(route),
      `documented answers: ${route.responses.map(({ status }) => status).join(', ') || 'none'}; most other operations document what they refuse`,
    ],
    remedy: { text: `Add the answers it really gives, such as ${likely(route)}, or a default.`, sql: null },
  });
}

function inputs({ request, parameters }: Route): string {
  const parts = [request === null ? null : 'a body', parameters.some(({ in: place }) => place === 'path') ? 'path parameters' : null, 'required query parameters'];
  return `it takes ${parts.slice(0, parts[0] === null && parts[1] === null ? 3 : 2).filter((part) => part !== null).join(' and ')}`;
}

function likely({ request, parameters }: Route): string {
  const found404 = parameters.some(({ in: place }) => place === 'path') ? ['404'] : [];
  return [...(request === null ? [] : ['400 or 422']), ...found404].join(' and ') || '400';
}

function describeHabit(silent: readonly Route[], fallible: number): Finding {
  const shown = silent.slice(0, routeThresholds.shownRoutes);
  const more = silent.length - shown.length;
  return finding(info, {
    object: { kind: 'database', id: 'openapi', part: null },
    title: `The OpenAPI document leaves out the errors of ${formatCounted(silent.length, 'operation')}`,
    evidence: [
      `${silent.length} of ${fallible} operations with input document no 4xx and no default`,
      ...shown.map(shownRoute),
      more > 0 ? `… ${more} more` : null,
    ],
    remedy: { text: 'Describe the error once under components/responses and refer to it from every operation, as 4XX or default.', sql: null },
  });
}
