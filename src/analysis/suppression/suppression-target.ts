import type { ProjectSnapshot } from '#contract';

/** What can be named in a suppression: anything with an id, and what the Studio shows it as. */
export type NamedObjects = Pick<ProjectSnapshot, 'database' | 'models' | 'routes' | 'queries' | 'migrations'>;

export interface SuppressionTarget {
  /** Ids of the objects a text names: one when it is right, none or several when it is not. */
  readonly ids: readonly string[];
  readonly part: string | null;
}

/**
 * The object a suppression names, by id or by shown name (`Order`, `GET /api/users`, a migration's name), with `#part` behind it or
 * not. An id wins over a name, and a whole text over one cut at its `#`. `found` are ids of findings, for objects of the database.
 */
export function suppressionTarget(text: string, objects: NamedObjects, found: ReadonlySet<string>): SuppressionTarget {
  const cut = text.indexOf('#');
  const [head, part] = cut < 0 ? [text, null] : [text.slice(0, cut), text.slice(cut + 1)];
  const readings = [
    { name: text, part: null },
    { name: head, part },
  ];
  const named = namedObjects(objects);
  for (const look of [(name: string) => (named.ids.has(name) || found.has(name) ? [name] : []), (name: string) => named.byName.get(name) ?? []]) {
    for (const reading of readings) {
      const ids = look(reading.name);
      if (ids.length > 0) return { ids, part: reading.part };
    }
  }
  return { ids: [], part };
}

interface Named {
  readonly ids: ReadonlySet<string>;
  readonly byName: ReadonlyMap<string, readonly string[]>;
}

function namedObjects({ database, models, routes, queries, migrations }: NamedObjects): Named {
  const named = [
    ...models.flatMap(({ id, displayName, name }) => [[displayName, id] as const, [name, id] as const]),
    ...routes.map(({ id, method, path }) => [`${method} ${path}`, id] as const),
    ...migrations.map(({ id, name }) => [name, id] as const),
  ];
  const byName = new Map<string, readonly string[]>();
  for (const [name, id] of named) byName.set(name, [...new Set([...(byName.get(name) ?? []), id])]);
  return { ids: new Set([...(database === null ? [] : [database.name]), ...[models, routes, queries, migrations].flatMap((list) => list.map(({ id }) => id))]), byName };
}
