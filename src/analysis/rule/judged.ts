import type { MaybeDeclared, Model, Route } from '#contract';

/**
 * Those that rules judge: read from the catalog or a document. What code does not declare may be there all the same, and a wrong alarm is
 * worse than none.
 */
export function judged<Subject extends MaybeDeclared>(subjects: readonly Subject[]): readonly Subject[] {
  return subjects.filter(({ declared }) => declared === undefined);
}

/** Why rules leave models out; null when they judge all. */
export function whyUnjudged(models: readonly Model[]): string | null {
  const by = declarer(models);
  return by === null ? null : `no rule judges models as the ${by} declares them: the database may differ`;
}

/** Why rules leave routes out; null when they judge all. */
export function whyUnjudgedRoutes(routes: readonly Route[]): string | null {
  const by = declarer(routes);
  return by === null ? null : `no rule judges routes of which only the ${by} tells, without their document`;
}

function declarer(subjects: readonly MaybeDeclared[]): string | null {
  return subjects.find(({ declared }) => declared !== undefined)?.declared?.by ?? null;
}
