import type { Migration, MigrationsSummaryResponse, Model, Query, Route } from '#contract';

/** The catalog's models under the names the backend's code gives them: everything else of the catalog wins. */
export function withBackendNames(catalog: readonly Model[], declared: readonly Model[]): readonly Model[] {
  const nameOf = new Map(declared.map(({ name, displayName }) => [name, displayName]));
  const inPublic = new Set(catalog.filter(({ schema }) => schema === 'public').map(({ name }) => name));
  return catalog.map((model) => {
    // Its schema is not told: a table of that name in `public` is the one meant.
    const displayName = model.schema === 'public' || !inPublic.has(model.name) ? nameOf.get(model.name) : undefined;
    return displayName === undefined ? model : { ...model, displayName };
  });
}

/** The document's routes, then those it does not describe, by path and method. Names of parameters do not tell routes apart. */
export function joinRoutes(documented: readonly Route[], served: readonly Route[]): readonly Route[] {
  const key = ({ method, path }: Route) => `${path.replace(/\{[^}]*\}/g, '{}')}\n${method}`;
  const known = new Set(documented.map(key));
  return [...documented, ...served.filter((route) => !known.has(key(route)))].toSorted((a, b) => (`${a.path}\n${a.method}` < `${b.path}\n${b.method}` ? -1 : 1));
}

/** The folder's migrations with what the backend knows of their state, and the backend's that the folder does not hold. */
export function joinMigrations(files: readonly Migration[], heads: readonly Migration[], { apps }: MigrationsSummaryResponse): readonly Migration[] {
  const applied = new Set(apps.filter(({ pending }) => pending === 0).flatMap(({ head_migrations }) => head_migrations ?? []));
  const names = new Set(files.map(({ name }) => name));
  const known = files.map((migration) => (migration.state === 'unknown' && applied.has(migration.name) ? { ...migration, state: 'applied' as const } : migration));
  return [...known, ...heads.filter(({ name }) => !names.has(name))];
}

/** Measured over all calls by the database, else traced in the last requests; the most expensive first. */
export function joinQueries(measured: readonly Query[], traced: readonly Query[]): readonly Query[] {
  const ids = new Set(measured.map(({ id }) => id));
  return [...measured, ...traced.filter(({ id }) => !ids.has(id))].toSorted((a, b) => (b.totalMs ?? 0) - (a.totalMs ?? 0) || (a.id < b.id ? -1 : 1));
}
