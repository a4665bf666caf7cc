import type { Handlers, Services } from '../handlers.ts';
import { toContextSummary, toHandshake, toHealth, toRuntimeInfo, toSnapshotState } from '../reference/context-answers.ts';
import { toDiagnostics } from '../reference/diagnostics-answer.ts';
import { toMigrationsSummary } from '../reference/migrations-answer.ts';
import { inspectModel, toInspectedModels } from '../reference/models-answer.ts';
import { toRuntimeRoutes } from '../reference/routes-answer.ts';

type ProjectHandlers = Pick<
  Handlers,
  | 'handshake' | 'contextSummary' | 'health' | 'migrationsSummary' | 'runtimeInfo' | 'runtimeRoutes' | 'models' | 'model' | 'diagnostics' | 'refresh'
>;

/** Facts of the project in the reference's shapes, all from the snapshot in memory. */
export function projectHandlers({ project, about }: Services): ProjectHandlers {
  return {
    handshake: () => toHandshake(project.snapshot(), project.state(), about),
    contextSummary: () => toContextSummary(project.snapshot(), project.state()),
    health: () => toHealth(project, about),
    migrationsSummary: () => toMigrationsSummary(project.snapshot(), project.state()),
    runtimeInfo: () => toRuntimeInfo(project.snapshot(), project.state(), about),
    runtimeRoutes: () => toRuntimeRoutes(project.snapshot()),
    models: () => toInspectedModels(project.snapshot()),
    model: ({ parameter }) => inspectModel(project.snapshot(), parameter('name')),
    diagnostics: () => toDiagnostics(project.snapshot(), about),
    refresh: async () => {
      const state = await project.refresh();
      return { ok: state.database.connected && !state.stale, snapshot: toSnapshotState(state) };
    },
  };
}
