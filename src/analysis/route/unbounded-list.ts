import type { Model, Route } from '#contract';
import { quoteName, quoteWord } from '../format/identifier.ts';
import { formatCounted } from '../format/number.ts';
import { finding, found, type Rule, type RuleInfo } from '../rule/rule.ts';
import type { SchemaFacts } from '../schema/schema-facts.ts';
import { routeThresholds } from './thresholds.ts';

const info: RuleInfo = {
  id: 'R002',
  name: 'route_unbounded_list',
  level: 'warning',
  title: 'List without a limit',
  rationale: 'The answer grows with the table: slow first, then too large for the client.',
};

const PAGING = /^(\$?(limit|top|skip|first|last|take|offset|page|size|count|cursor|after|before|since|from|start|max|per[_-]?page|page[_-]?(size|number|token|index)|max[_-]?results|starting[_-]?after|ending[_-]?before|next[_-]?token))$/i;

/** A GET that answers a bare array, takes no paging parameter, and reads a table with many rows. */
export const routeUnboundedList: Rule<SchemaFacts> = {
  ...info,
  check: (facts) =>
    found(
      facts.routes.flatMap((route) => {
        const model = isUnbounded(route) ? largeModel(facts, route) : null;
        return model === null ? [] : describe(route, model);
      }),
    ),
};

function isUnbounded(route: Route): boolean {
  const pages = route.parameters.some((parameter) => parameter.in === 'query' && PAGING.test(parameter.name.replace(/^.*\[(.*)\]$/, '$1')));
  return route.method.toUpperCase() === 'GET' && !pages && route.responses.some(({ status, bodies }) => status.startsWith('2') && bodies.some(({ schema }) => isOpenArray(schema)));
}

function isOpenArray(schema: Readonly<Record<string, unknown>> | null): boolean {
  return schema !== null && schema['type'] === 'array' && schema['maxItems'] === undefined;
}

/** The one table whose rows the array seems to hold, if it is large: what the response schema is named for, before what the path is. */
function largeModel(facts: SchemaFacts, route: Route): Model | null {
  const named = route.models.filter(({ because }) => because.includes('response'));
  const [guess, ...others] = named.length > 0 ? named : route.models;
  const model = guess === undefined || others.length > 0 ? undefined : facts.modelById.get(guess.model);
  return model !== undefined && (model.rowEstimate ?? 0) >= routeThresholds.listRows ? model : null;
}

function describe(route: Route, model: Model) {
  return finding(info, {
    object: { kind: 'route', id: route.id, part: null },
    title: `GET ${quoteWord(route.path)} returns a list without a limit`,
    evidence: [
      'the answer is an array without maxItems, and no query parameter pages it',
      `${quoteName(model)} has ${formatCounted(model.rowEstimate ?? 0, 'row')} (estimate; the table is a guess from names)`,
    ],
    remedy: { text: 'Add limit and a cursor (or offset), with a highest limit the server enforces.', sql: null },
  });
}
