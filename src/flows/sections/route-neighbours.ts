import type { Model, ProjectSnapshot, Route } from '#contract';
import { section, type SectionDraft } from '../pack/section.ts';
import { bullets, table } from '../text/block.ts';
import { inline, line } from '../text/fence.ts';
import { modelName, nameList } from '../text/names.ts';
import { sourceOf } from './declared.ts';
import { routeSource, securityWords } from './route-facts.ts';

const NEIGHBOURS_SHOWN = 20;

/** Security of every method of this path, then of paths that share its first segments, the nearest first, or a tag. */
export function routeSecurity(route: Route, snapshot: Pick<ProjectSnapshot, 'routes'>): SectionDraft | null {
  const near = neighbours(route, snapshot.routes);
  const shown = near.slice(0, NEIGHBOURS_SHOWN);
  const rows = [route, ...shown].map((other, index) => [
    `${inline(`${other.method} ${other.path}`)}${index === 0 ? ' (this)' : ''}`, securityWords(other), other.tags.length === 0 ? '' : nameList(other.tags),
  ]);
  const rest = near.length - shown.length;
  const more = rest > 0 ? [[`… ${rest} more`, '', '']] : [];
  return section('security', 'Security of this path and its neighbours', routeSource(route), [table(['operation', 'security', 'tags'], [...rows, ...more])]);
}

/** Models the route appears to touch, with the reason for the guess. */
export function touchedModels(route: Route, models: readonly Model[]): SectionDraft | null {
  const items = route.models.flatMap((guess) => {
    const model = models.find(({ id }) => id === guess.model);
    return model === undefined ? [] : [`${modelName(model.id)}: because ${line(guess.because)}. Columns: ${model.columns.map(columnWords).join(', ')}`];
  });
  return section('models', 'Models it appears to touch', `guess from names; ${sourceOf(modelsOf(route, models))}`, items.length === 0 ? [] : [bullets(items)]);
}

/** The models of a route, in the route's order. */
export function modelsOf(route: Route, models: readonly Model[]): readonly Model[] {
  return route.models.flatMap((guess) => models.filter(({ id }) => id === guess.model));
}

/** SECURITY DEFINER functions run with their owner's rights, whoever calls them. */
export function definerFunctions(snapshot: Pick<ProjectSnapshot, 'database'>): SectionDraft | null {
  const rows = (snapshot.database?.definerFunctions ?? []).map((definer) => [
    inline(definer.id), inline(definer.owner), definer.publicExecute ? 'everyone' : 'granted roles', definer.searchPathFixed ? 'fixed' : 'NOT fixed',
  ]);
  return section('definer-functions', 'Definer functions', 'catalog', rows.length === 0 ? [] : [table(['function', 'runs as', 'callable by', 'search_path'], rows)]);
}

function neighbours(route: Route, routes: readonly Route[]): readonly Route[] {
  const others = routes.filter(({ id }) => id !== route.id);
  const root = rootOf(route.path);
  const samePath = others.filter(({ path }) => path === route.path);
  const sameRoot = others
    .filter(({ path }) => path !== route.path && rootOf(path) === root)
    .toSorted((a, b) => sharedSegments(b.path, route.path) - sharedSegments(a.path, route.path));
  const sameTag = others.filter((other) => rootOf(other.path) !== root && other.tags.some((tag) => route.tags.includes(tag)));
  return [...samePath, ...sameRoot, ...sameTag];
}

/** The path up to its first named segment after prefixes such as `/api` and `/v1`. */
function rootOf(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '' && !/^(?:api|v\d+|rest)$/.test(segment));
  return segments[0] ?? '';
}

/** Segments two paths have in common from the start: `/public/traces/{id}` is nearer to `/public/traces` than `/public/scores`. */
function sharedSegments(left: string, right: string): number {
  const [one, other] = [left.split('/'), right.split('/')];
  const differs = one.findIndex((segment, position) => segment !== other[position]);
  return differs < 0 ? one.length : differs;
}

function columnWords(column: Model['columns'][number]): string {
  return `${inline(column.name)} ${inline(column.type)}${column.nullable ? '' : ' NOT NULL'}`;
}
