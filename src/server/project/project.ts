import type { KnownSecret } from '#flows';
import type { Checksums, ExplainedPlan, ProjectSnapshot, SqlParser, WhatIfEvidence } from '#contract';
import type { Backend } from '../backend/backend.ts';

export interface ProjectState {
  /** SHA-256 (hex) of the canonical snapshot. */
  readonly checksum: string;
  /** True when the last refresh failed and an older snapshot is served. */
  readonly stale: boolean;
  readonly staleReason: string | null;
  /** When the served snapshot was read, ISO 8601 in UTC. */
  readonly refreshedAt: string;
  readonly checksums: Checksums;
  readonly database: { readonly connected: boolean; readonly lastError: string | null; readonly latencyMs: number | null };
}

/** A project as the server, the CLI and the flows see it: its last good snapshot, and the database behind it for plans. */
export interface Project {
  readonly parser: SqlParser;
  /** The running Aksara backend it stands in front of; null = there is none. */
  readonly backend: Backend | null;
  snapshot(): ProjectSnapshot;
  state(): ProjectState;
  /** Reads every source again; concurrent calls share one run. A failure keeps the last good snapshot and marks it stale. */
  refresh(): Promise<ProjectState>;
  /**
   * The planner's answer for one statement; `analyze` executes it (a single SELECT only). Throws FlowError INVALID_REQUEST
   * (empty), INVALID_SQL (does not parse, several statements), NOT_PLANNABLE or a DATABASE_* code.
   */
  explain(sql: string, options?: ExplainOptions): Promise<ExplainedPlan>;
  /**
   * What the planner makes of a statement with indexes its tables do not have. Throws FlowError as `explain`; where nothing can be tried,
   * the evidence says why.
   */
  whatIf(sql: string): Promise<WhatIfEvidence>;
  /** Calls back after each change of the snapshot or its state; answers the function that ends it. */
  subscribe(listener: (state: ProjectState) => void): () => void;
  /** The values a pack must not hold: the password of the database URL and the given keys, in each encoding. */
  secrets(keys: readonly string[]): readonly KnownSecret[];
  /** Says that someone is looking: for a while the project watches the database for changes. */
  touch(): void;
  close(): Promise<void>;
}

export interface ExplainOptions {
  readonly analyze?: boolean;
  readonly signal?: AbortSignal;
}
