import type { Body, FindingLevel, Model, Route } from '#contract';
import { quoteColumns, quoteName } from '../format/identifier.ts';
import { finding, found, type Rule, type RuleInfo } from '../rule/rule.ts';
import type { SchemaFacts } from '../schema/schema-facts.ts';
import { isParameter, lastSegment, writtenModel } from './route-resource.ts';
import { shownRoute } from './security-evidence.ts';

const info: RuleInfo = {
  id: 'R003',
  name: 'route_body_undescribed',
  level: 'warning',
  title: 'Write without a body schema',
  rationale: 'Neither clients nor validation know what it takes, so anything is sent and anything may be stored.',
};

/** A POST, PUT or PATCH whose body has no schema, or that has no body although it must carry values. Silent for actions that take none. */
export const routeBodyUndescribed: Rule<SchemaFacts> = {
  ...info,
  check(facts) {
    const answering = new Set(facts.routes.filter(answersObject).map(({ path }) => path));
    return found(
      facts.routes.filter((route) => TAKES_BODY.has(route.method.toUpperCase()) && !route.deprecated).flatMap((route) => {
        const fault = withoutSchema(route) ?? withoutBody(facts, route, answering);
        return fault === null ? [] : [describe(route, fault)];
      }),
    );
  },
};

const TAKES_BODY: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);
const STRUCTURED = /[/+]json\b|x-www-form-urlencoded|multipart\/form-data/i;

interface Fault {
  readonly level: FindingLevel;
  readonly evidence: string;
}

function withoutSchema({ request }: Route): Fault | null {
  if (request === null || request.bodies.length === 0 || !request.bodies.every(isBlank)) return null;
  return { level: 'warning', evidence: 'a body is declared, without a schema' };
}

/** Files and free text need no schema; a form or JSON does. */
function isBlank({ mediaType, schema }: Body): boolean {
  return STRUCTURED.test(mediaType) && (schema === null || Object.keys(schema).length === 0);
}

function withoutBody(facts: SchemaFacts, route: Route, answering: ReadonlySet<string>): Fault | null {
  if (route.request !== null || route.parameters.some(({ in: place }) => place === 'query')) return null;
  if (route.method.toUpperCase() === 'PATCH' && isParameter(route.path.split('/').at(-1) ?? '') && answering.has(route.path)) {
    // Some mark a thing as read or accepted this way.
    return { level: 'info', evidence: 'no body is described, although the same path answers an object whose fields it could change' };
  }
  const model = route.method.toUpperCase() === 'POST' ? createdModel(facts, route) : null;
  const columns = model === null ? [] : neededColumns(model, route);
  if (model === null || columns.length === 0) return null;
  return { level: 'warning', evidence: `no body is described, although ${quoteName(model)} has columns that need a value: ${quoteColumns(columns)} (the table is a guess from names)` };
}

function answersObject(route: Route): boolean {
  const success = route.responses.filter(({ status }) => status.startsWith('2'));
  return route.method.toUpperCase() === 'GET' && success.some(({ bodies }) => bodies.some(({ schema }) => schema?.['properties'] !== undefined));
}

/** `POST …/orders` makes a row of the model its last segment names; an action (`…/orders/{id}/ship`, `…/cart/checkout`) does not. */
function createdModel(facts: SchemaFacts, route: Route): Model | null {
  const last = route.path.split('/').at(-1) ?? '';
  const guess = route.models.find(({ because }) => because.includes(`path segment "${last}"`));
  if (last === '' || last !== lastSegment(route) || guess === undefined || writtenModel(route) !== guess.model) return null;
  return facts.modelById.get(guess.model) ?? null;
}

/** Columns an INSERT must give: not keys of other tables, which the path or the session may supply. */
function neededColumns(model: Model, route: Route): string[] {
  const keys = new Set([...(model.primaryKey?.columns ?? []), ...model.foreignKeys.flatMap(({ columns }) => columns), ...route.parameters.map(({ name }) => name)]);
  return model.columns
    .filter((column) => !column.nullable && column.default === null && column.identity === null && column.generated === null && !keys.has(column.name))
    .map(({ name }) => name)
    // Who and when is set by code.
    .filter((name) => !/(_at|_on|_by|_id|date|time|token|hash|secret|slug|uuid|key)$/i.test(name));
}

function describe(route: Route, { level, evidence }: Fault) {
  return finding(info, {
    object: { kind: 'route', id: route.id, part: null },
    level,
    title: `${shownRoute(route)} does not say what its body holds`,
    evidence: [evidence],
    remedy: {
      text: "Describe it: requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/…' } } } }, with required fields and their types.",
      sql: null,
    },
  });
}
