import type { Column, JsonSchema, Model, Route, RouteParameter } from '#contract';
import { quoteIdentifier, quoteName, quoteWord } from '../format/identifier.ts';
import { finding, found, type Rule, type RuleInfo } from '../rule/rule.ts';
import type { SchemaFacts } from '../schema/schema-facts.ts';
import { isParameter } from './route-resource.ts';
import { shownRoute } from './security-evidence.ts';

const info: RuleInfo = {
  id: 'R005',
  name: 'route_id_untyped',
  level: 'info',
  title: 'Id in the path without the type of its key',
  rationale: 'What cannot be an id reaches the database, and an id that is one may be refused.',
};

interface IdProblem {
  readonly route: Route;
  readonly parameter: RouteParameter;
  readonly model: Model;
  readonly key: Column;
  readonly says: string;
  /** The document contradicts the key, rather than leaving something out. */
  readonly wrong: boolean;
}

/** An id in the path whose schema says less than the key of the one model it stands behind, or something else. */
export const routeIdUntyped: Rule<SchemaFacts> = {
  ...info,
  check: (facts) =>
    found(
      facts.routes.filter(({ deprecated }) => !deprecated).flatMap((route) =>
        route.parameters.filter(({ in: place }) => place === 'path').flatMap((parameter) => {
          const problem = problemOf(facts, route, parameter);
          return problem === null ? [] : [describe(problem)];
        }),
      ),
    ),
};

function problemOf(facts: SchemaFacts, route: Route, parameter: RouteParameter): IdProblem | null {
  const model = modelBehind(facts, route, parameter);
  const key = model === null ? null : keyColumn(model);
  const kind = key === null ? null : kindOf(key.type);
  if (model === null || key === null || kind === null || !isIdName(parameter.name, key.name)) return null;
  const fault = faultOf(parameter.schema, kind);
  return fault === null ? null : { route, parameter, model, key, ...fault };
}

/** The model the segment before the parameter names; none when the parameter has no segment of its own. */
function modelBehind(facts: SchemaFacts, route: Route, parameter: RouteParameter): Model | null {
  const segments = route.path.split('/');
  const before = segments[segments.indexOf(`{${parameter.name}}`) - 1] ?? '';
  if (before === '' || isParameter(before)) return null;
  const named = route.models.filter(({ because }) => because.includes(`path segment "${before}"`));
  const [only, ...others] = named;
  return only === undefined || others.length > 0 ? null : (facts.modelById.get(only.model) ?? null);
}

function keyColumn(model: Model): Column | null {
  const [name, ...others] = model.primaryKey?.columns ?? [];
  return others.length > 0 ? null : (model.columns.find((column) => column.name === name) ?? null);
}

type KeyKind = 'uuid' | 'bigint' | 'integer';

function kindOf(type: string): KeyKind | null {
  return type === 'uuid' || type === 'bigint' || type === 'integer' ? type : null;
}

/** `id`, `order_id`, `orderId`, or the key's own name: not `slug`, `number`, `idOrName`. */
function isIdName(name: string, key: string): boolean {
  return name === key || /^id$|_id$|[a-z]I[dD]$|^(uuid|pk)$|_uuid$/.test(name);
}

function faultOf(schema: JsonSchema | null, kind: KeyKind): Pick<IdProblem, 'says' | 'wrong'> | null {
  if (schema === null || Object.keys(schema).every((key) => ANNOTATIONS.has(key))) return { says: 'it has no type', wrong: false };
  const [type, format] = [schema['type'], schema['format']];
  if (type === 'integer' && kind === 'uuid') return { says: 'it is an integer', wrong: true };
  if (type === 'integer' && kind === 'bigint' && format === 'int32') return { says: 'it is an integer of 32 bits', wrong: true };
  if (type === 'string' && kind !== 'uuid' && format === 'uuid') return { says: 'it is a uuid', wrong: true };
  return type === 'string' && Object.keys(schema).every((key) => key === 'type' || ANNOTATIONS.has(key)) ? { says: 'it is a string of any form', wrong: false } : null;
}

/** Keywords that keep no value out. */
const ANNOTATIONS: ReadonlySet<string> = new Set(['title', 'description', 'example', 'examples', 'deprecated', 'readOnly', 'minLength', '$comment']);

const SCHEMAS: Readonly<Record<KeyKind, string>> = {
  uuid: '{ type: string, format: uuid }',
  bigint: '{ type: integer, format: int64 }',
  integer: '{ type: integer, format: int32 }',
};

function describe({ route, parameter, model, key, says, wrong }: IdProblem) {
  const kind = kindOf(key.type);
  return finding(info, {
    object: { kind: 'route', id: route.id, part: parameter.name },
    level: wrong ? 'warning' : 'info',
    title: `${shownRoute(route)} takes ${quoteWord(parameter.name)} that ${wrong ? 'is not' : 'does not say it is'} ${key.type === 'integer' ? 'an' : 'a'} ${key.type}`,
    evidence: [`the document says: ${says}`, `${quoteName(model)}.${quoteIdentifier(key.name)} is ${key.type} (the table is a guess from names)`],
    remedy: { text: `If it is that key, write schema: ${kind === null ? '' : SCHEMAS[kind]} for the parameter.`, sql: null },
  });
}
