import type { ProjectSnapshot, SqlParser } from '#contract';
import { composeSnapshot } from './compose-snapshot.ts';
import type { DatabaseLook } from './database-watch.ts';
import type { ProjectState } from './project.ts';
import { toDisconnected, toProjectState } from './project-state.ts';
import type { ProjectSources } from './project-sources.ts';
import { readFacts } from './read-facts.ts';

/** Holds the last good snapshot and replaces it when the sources say something else. */
export interface SnapshotKeeper {
  snapshot(): ProjectSnapshot;
  state(): ProjectState;
  refresh(): Promise<ProjectState>;
  subscribe(listener: (state: ProjectState) => void): () => void;
  /** What a look at the database found: a change or its return starts a refresh, its loss marks the state. */
  onLook(look: DatabaseLook): void;
  /** Resolves when no refresh runs. */
  idle(): Promise<void>;
}

export interface SnapshotKeeperOptions {
  readonly sources: ProjectSources;
  readonly parser: SqlParser;
  /** Today, `YYYY-MM-DD`. */
  readonly today: () => string;
  /** The catalog's checksum when it cannot have changed unseen since; null = not watched. */
  readonly readBaseline: () => Promise<string | null>;
}

/** Reads the sources once; a source that fails, now or later, never throws here. */
export async function createSnapshotKeeper({ sources, parser, today, readBaseline }: SnapshotKeeperOptions): Promise<SnapshotKeeper> {
  const listeners = new Set<(state: ProjectState) => void>();
  let baseline = await readBaseline();
  let facts = await readFacts(sources, null);
  let composed = composeSnapshot(sources, facts, { parser, today: today() });
  let state = toProjectState(facts, composed, null);
  let running: Promise<ProjectState> | null = null;

  function publish(next: ProjectState): void {
    state = next;
    for (const listener of listeners) listener(next);
  }

  async function readAgain(): Promise<ProjectState> {
    // Before the catalog, so that a change while it is read is seen by the next look.
    baseline = await readBaseline();
    facts = await readFacts(sources, facts);
    const next = composeSnapshot(sources, facts, { parser, today: today() });
    if (next.checksum !== composed.checksum) composed = next;
    publish(toProjectState(facts, composed, state));
    return state;
  }

  function refresh(): Promise<ProjectState> {
    running ??= readAgain().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    snapshot: () => composed.snapshot,
    state: () => state,
    refresh,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onLook(look) {
      if (!look.ok) {
        if (state.database.connected) publish(toDisconnected(state, look.error.message));
      } else if (!state.database.connected || look.checksum !== baseline) {
        void refresh();
      } else {
        state = { ...state, database: { ...state.database, latencyMs: look.latencyMs } };
      }
    },
    async idle() {
      await running;
    },
  };
}
