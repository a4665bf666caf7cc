import { FlowError, type ProjectSnapshot, type Route } from '#contract';
import { failed, found, notFound, unreadable, type Resolution } from './resolution.ts';
import { nearest } from '#analysis';

/** A route by method and path; a trailing slash and the names of path parameters do not matter when nothing fits exactly. */
export function resolveRoute(snapshot: Pick<ProjectSnapshot, 'routes' | 'skipped'>, asked: { readonly method: string; readonly path: string }): Resolution<Route> {
  const method = asked.method.trim().toUpperCase();
  const path = asked.path.trim();
  if (method === '' || path === '') {
    return failed(new FlowError('INVALID_REQUEST', 'method and path are both needed, such as GET and /api/users.'));
  }
  const exact = snapshot.routes.find((route) => route.method === method && route.path === path);
  const loose = exact ?? snapshot.routes.find((route) => route.method === method && routeShape(route.path) === routeShape(path));
  if (loose !== undefined) return found(loose);
  const missing = snapshot.routes.length === 0 ? unreadable(snapshot, 'routes') : null;
  return failed(missing ?? otherMethods(snapshot, method, path) ?? notFound('route', `${method} ${path}`, snapshot.routes.map((route) => `${route.method} ${route.path}`)));
}

/** `GET:/api/users` as the CLI takes it; null when there is no method in front. */
export function parseRouteId(text: string): { readonly method: string; readonly path: string } | null {
  const match = /^\s*([A-Za-z]+)[:\s]\s*(\/.*)$/s.exec(text);
  return match === null ? null : { method: (match[1] ?? '').toUpperCase(), path: (match[2] ?? '').trim() };
}

function otherMethods(snapshot: Pick<ProjectSnapshot, 'routes'>, method: string, path: string): FlowError | null {
  const same = snapshot.routes.filter((route) => routeShape(route.path) === routeShape(path));
  if (same.length === 0) return null;
  const suggestions = same.map((route) => `${route.method} ${route.path}`);
  const near = nearest(`${method} ${path}`, suggestions);
  const names = near.length > 0 ? near : suggestions;
  return new FlowError('NOT_FOUND', `No route ${method} ${path}: this path answers ${same.map((route) => route.method).join(', ')}.`, { suggestions: names });
}

/** A path without what does not tell routes apart: the names of its parameters and a slash at its end. */
export function routeShape(path: string): string {
  return path.replace(/\{[^}]*\}|:[A-Za-z_]\w*|<[^>]*>/g, '{}').replace(/(?<=.)\/+$/, '');
}
