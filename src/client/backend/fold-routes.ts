import { routeParts, type Declaration, type Route, type RuntimeRoute, type Skipped } from '#contract';

/** Answered by every server by itself. */
const implied = new Set(['HEAD', 'OPTIONS']);

/** The routes a backend serves, by path and then method: method and path only. The framework's own are left out and counted. */
export function foldRoutes(all: readonly RuntimeRoute[]): { readonly routes: readonly Route[]; readonly skipped: readonly Skipped[] } {
  const own = all.filter(({ is_studio, is_admin, is_ai }) => !is_studio && !is_admin && !is_ai);
  const byId = new Map(own.flatMap((route) => route.methods.filter((method) => !implied.has(method.toUpperCase())).map((method) => toRoute(route, method.toUpperCase()))).map((route) => [route.id, route]));
  const routes = [...byId.values()].toSorted((a, b) => (`${a.path}\n${a.method}` < `${b.path}\n${b.method}` ? -1 : 1));
  return { routes, skipped: [thin, ...leftOut(all.length - own.length)] };
}

const declared: Declaration = { by: 'Aksara backend', unknown: routeParts };

function toRoute({ path, name, app_label }: RuntimeRoute, method: string): Route {
  return {
    id: `${method}:${path}`, method, path, operationId: name ?? null, summary: null, description: null, tags: app_label ? [app_label] : [], deprecated: false,
    parameters: [], request: null, responses: [], security: null, models: [], source: 'Aksara backend, runtime/routes', declared,
  };
}

const thin: Skipped = {
  part: 'routes',
  reason: 'An Aksara backend lists its routes without parameters, schemas, responses and security.',
  remedy: 'Start with --openapi FILE_OR_URL, or let the backend serve its /openapi.json.',
};

/** By choice, so not a part of `routes` that could not be read: rules look at the others. */
function leftOut(count: number): readonly Skipped[] {
  return count === 0 ? [] : [{ part: 'framework routes', reason: `${count} routes of the framework itself (Studio, admin, AI) are left out.`, remedy: null }];
}
