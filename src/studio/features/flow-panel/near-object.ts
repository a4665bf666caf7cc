import type { FlowKind, ProjectSnapshot } from '#contract';

/** The id behind a near name, which may be a display name or a name without its schema or app. */
export function nearObject(kind: FlowKind, name: string, snapshot: ProjectSnapshot | undefined): string {
  if (!snapshot) return name;
  const named = {
    model: () => snapshot.models.find((model) => model.name === name || model.displayName === name)?.id,
    route: () => snapshot.routes.find((route) => route.path === name || `${route.method} ${route.path}` === name)?.id,
    query: () => undefined,
    migration: () => snapshot.migrations.find((migration) => migration.name === name)?.id,
    diagnostic: () => snapshot.diagnostics.find((diagnostic) => diagnostic.id === name)?.shortId,
  } satisfies Record<FlowKind, () => string | undefined>;
  return named[kind]() ?? name;
}
