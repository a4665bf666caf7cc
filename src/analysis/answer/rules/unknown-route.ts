import type { AnswerMark, Route } from '#contract';
import { nearest } from '../../format/nearest.ts';
import { mark, type AnswerFacts, type AnswerRule, type AnswerRuleInfo } from '../answer-facts.ts';

const info: AnswerRuleInfo = { id: 'C005', name: 'route_unknown', level: 'warning' };

/** `GET /api/users/{id}` in text, code spans and fences of HTTP; a path with values fits its template. */
export const routeUnknown: AnswerRule = {
  ...info,
  check(facts) {
    const named = namedRoutes(facts.answer.text);
    if (facts.project.routes.length === 0) {
      return named.length === 0 ? [] : { skipped: 'no route of the project is known', remedy: 'Give the OpenAPI document with --openapi.' };
    }
    const seen = new Set<string>();
    return named
      .filter(({ method, path }) => !facts.project.routes.some((route) => fits(route, method, path)))
      .filter(({ method, path }) => !seen.has(`${method} ${path}`) && seen.add(`${method} ${path}`))
      .map((found) => routeMark(facts, found));
  },
};

interface NamedRoute {
  readonly method: string;
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** Routes an answer speaks of, with their place. */
export function namedRoutes(text: string): NamedRoute[] {
  return [...text.matchAll(/\b(GET|POST|PUT|PATCH|DELETE)[ \t:]{1,3}`{0,2}(\/[^\s`"')\]|<>?#*,;]{0,300})/g)].map((match) => {
    const path = (match[2] ?? '').replace(/[.:!]+$/, '');
    return { method: match[1] ?? '', path, start: match.index, end: match.index + match[0].length - ((match[2] ?? '').length - path.length) };
  });
}

function fits(route: Route, method: string, path: string): boolean {
  if (route.method.toUpperCase() !== method) return false;
  const [own, asked] = [route.path, path].map((text) => text.replace(/(.)\/$/, '$1').split('/'));
  return own !== undefined && asked !== undefined && own.length === asked.length && own.every((segment, position) => fitsSegment(segment, asked[position] ?? ''));
}

function fitsSegment(own: string, asked: string): boolean {
  return own === asked || (isParameter(own) && asked !== '') || (isParameter(asked) && isParameter(own));
}

function isParameter(segment: string): boolean {
  return /^[{:<]|[{]/.test(segment);
}

function routeMark(facts: AnswerFacts, { method, path, start, end }: NamedRoute): AnswerMark {
  const names = facts.project.routes.map((route) => `${route.method.toUpperCase()} ${route.path}`);
  const near = nearest(`${method} ${path}`, names).slice(0, 3);
  return mark(info, facts, { start, end, title: `The project has no route ${method} ${path}`, evidence: near.length === 0 ? [] : [`nearest: ${near.join(', ')}`] });
}
