import type {
  ContextSummaryResponse, DatabaseStatus, HandshakeResponse, HealthResponse, ProjectSnapshot, RuntimeInfoResponse, SnapshotState,
} from '#contract';
import { endpoints } from '#contract';
import type { Project, ProjectState } from '../../project/project.ts';
import type { About } from '../handlers.ts';
import { toMigrationsSummary } from './migrations-answer.ts';
import { appsOf } from './apps.ts';

/** What the reference calls capabilities, as far as this server has them: it reads, and it never writes. */
const capabilities = ['read_schema', 'read_migrations', 'debug_panels'];

export function toHandshake(snapshot: ProjectSnapshot, state: ProjectState, about: About): HandshakeResponse {
  return {
    protocol_version: '1.0',
    timestamp: about.now().toISOString(),
    project: {
      name: snapshot.project.name,
      version: about.version,
      aksara_version: about.version,
      // The reference runs on Python; there is none here.
      python_version: '',
      debug_mode: false,
      environment: 'development',
    },
    database: toDatabaseStatus(state),
    capabilities,
    checksums: state.checksums,
    endpoints: {
      context_summary: endpoints.contextSummary.path,
      health: endpoints.health.path,
      snapshot: endpoints.snapshot.path,
      flow_actions: endpoints.flowActions.path,
      openapi: '/openapi.json',
    },
    metadata: { server: 'aksara-studio', node_version: process.version },
  };
}

export function toContextSummary(snapshot: ProjectSnapshot, state: ProjectState): ContextSummaryResponse {
  const migrations = toMigrationsSummary(snapshot, state);
  return {
    app_count: appsOf(snapshot).length,
    model_count: snapshot.models.length,
    viewset_count: 0,
    route_count: snapshot.routes.length,
    ai_tool_count: 0,
    migration_count: migrations.total_migrations,
    pending_migrations: migrations.pending_migrations,
    database_status: toDatabaseStatus(state),
    migration_status: {
      total: migrations.total_migrations,
      applied: migrations.applied_migrations,
      pending: migrations.pending_migrations,
      has_conflicts: false,
      last_applied: migrations.last_applied ?? null,
    },
    models: snapshot.models.map((model) => ({
      name: model.displayName,
      table_name: model.name,
      field_count: model.columns.length,
      has_relations: model.foreignKeys.length > 0,
      id: model.id,
    })),
    checksums: state.checksums,
  };
}

export function toHealth(project: Pick<Project, 'state' | 'backend'>, about: About): HealthResponse {
  const state = project.state();
  return {
    status: state.database.connected && !state.stale ? 'healthy' : 'degraded',
    aksara_version: about.version,
    database: toDatabaseStatus(state),
    timestamp: about.now().toISOString(),
    snapshot: toSnapshotState(state),
    backend: project.backend && { origin: project.backend.origin },
  };
}

export function toSnapshotState(state: ProjectState): SnapshotState {
  return { checksum: state.checksum, stale: state.stale, stale_reason: state.staleReason, refreshed_at: state.refreshedAt };
}

export function toRuntimeInfo(snapshot: ProjectSnapshot, state: ProjectState, about: About): RuntimeInfoResponse {
  return {
    app_version: about.version,
    python_version: '',
    debug: false,
    env: 'development',
    pid: process.pid,
    start_time: about.startedAt.toISOString(),
    uptime_seconds: (about.now().getTime() - about.startedAt.getTime()) / 1000,
    database_status: state.database.connected ? 'ok' : 'disconnected',
    pending_migrations: toMigrationsSummary(snapshot, state).pending_migrations,
    installed_apps: appsOf(snapshot),
    studio_enabled: true,
    studio_base_path: '/studio',
    node_version: process.version,
  };
}

/** The pool belongs to the database driver, which does not report it. */
function toDatabaseStatus({ database }: ProjectState): DatabaseStatus {
  return {
    connected: database.connected,
    dialect: 'postgresql',
    pool_size: null,
    pool_available: null,
    latency_ms: database.latencyMs,
    last_error: database.lastError,
  };
}
