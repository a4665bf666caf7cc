import type { Migration } from '#contract';

/** Tools that order their files by a graph of dependencies, not by name. */
const GRAPH_TOOLS: ReadonlySet<string> = new Set(['alembic', 'django', 'aksara']);

export function isOrderedByGraph(migration: Migration): boolean {
  return GRAPH_TOOLS.has(migration.tool);
}

/** Migrations of one app that no other one of it follows; more than one means that the tool does not know which is the last. */
export function headsOf(app: readonly Migration[]): Migration[] {
  const linked = app.filter(isOrderedByGraph);
  const isMeant = linked.some(({ up }) => BRANCHES.test(up.text));
  const followed = new Set(linked.flatMap(({ dependsOn }) => dependsOn));
  // SQL files among those of such a tool say nothing of what they follow.
  return isMeant ? [] : linked.filter(({ id, up, dependsOn }) => !followed.has(id) && (!up.sql || dependsOn.length > 0));
}

/** Branches that are wanted (Alembic), and a squashed migration beside those it replaces (Django). */
const BRANCHES = /^branch_labels\s*(?::[^=\n]*)?=\s*(?!None\b)\S|^\s+replaces\s*=/m;

/** An applied migration that stands on this one, which the tool would have run first. */
export function appliedAfter(migration: Migration, all: readonly Migration[]): Migration | null {
  return all.find(({ state, dependsOn }) => state === 'applied' && dependsOn.includes(migration.id)) ?? null;
}
