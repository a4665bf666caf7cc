import type { ProjectSnapshot } from '#contract';

/** What the reference calls apps: the schemas that hold models and the apps that own migrations, by code unit. */
export function appsOf(snapshot: ProjectSnapshot): readonly string[] {
  const names = [...snapshot.models.map(({ schema }) => schema), ...snapshot.migrations.map(({ app }) => app)];
  return [...new Set(names)].toSorted();
}
