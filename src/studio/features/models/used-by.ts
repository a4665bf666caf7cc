import type { Migration, Model, ProjectSnapshot, Query, Route } from '#contract';

export interface UsedBy {
  readonly routes: readonly { readonly route: Route; readonly because: string }[];
  readonly queries: readonly Query[];
  /** Found by name in the text, so a comment counts too. */
  readonly migrations: readonly Migration[];
}

/** The routes, queries and migrations that touch a model. */
export function findUses(model: Model, snapshot: ProjectSnapshot): UsedBy {
  return {
    routes: snapshot.routes.flatMap((route) => {
      const guess = route.models.find((entry) => entry.model === model.id);
      return guess ? [{ route, because: guess.because }] : [];
    }),
    queries: snapshot.queries.filter((query) => query.models.includes(model.id)),
    migrations: snapshot.migrations.filter((migration) => namesModel(migration.up.text, model)),
  };
}

const IDENTIFIER_PART = /[\p{L}\p{N}_$]/u;

/** True when the text holds the table's name as a whole word (quoted or not). Case is ignored, as PostgreSQL folds unquoted names. */
function namesModel(text: string, model: Model): boolean {
  const haystack = text.toLowerCase();
  const name = model.name.toLowerCase();
  for (let at = haystack.indexOf(name); at !== -1; at = haystack.indexOf(name, at + 1)) {
    const before = haystack[at - 1] ?? ' ';
    const after = haystack[at + name.length] ?? ' ';
    if (!IDENTIFIER_PART.test(before) && !IDENTIFIER_PART.test(after)) return true;
  }
  return false;
}
