import { FlowError, type SqlParser } from '#contract';
import { watchDatabase } from './database-watch.ts';
import { toKnownSecrets } from './known-secrets.ts';
import { createPlanCache } from './plan-cache.ts';
import type { Project } from './project.ts';
import type { ProjectSources } from './project-sources.ts';
import { createSnapshotKeeper } from './snapshot-keeper.ts';
import { tryIndexes } from './try-indexes.ts';

export interface ProjectOptions {
  readonly sources: ProjectSources;
  readonly parser: SqlParser;
  /** Follow changes of files and, while clients are active, of the database. Default true. */
  readonly watch?: boolean;
  /** Milliseconds between looks at the database; default 5000. */
  readonly lookEveryMs?: number;
  /** Today as `YYYY-MM-DD`; default: this machine's, in UTC. */
  readonly today?: () => string;
}

const activeMs = 20_000;

/** A project over its sources. Never throws for what a source is or does: that shows in the snapshot's `skipped` and in the state. */
export async function createProject({ sources, parser, watch = true, lookEveryMs = 5_000, today = utcDay }: ProjectOptions): Promise<Project> {
  const readChecksum = watch ? sources.readCatalogChecksum : null;
  const keeper = await createSnapshotKeeper({ sources, parser, today, readBaseline: () => baselineOf(readChecksum) });
  const plans = createPlanCache(sources, parser);
  const database = readChecksum && watchDatabase({ readChecksum, onLook: keeper.onLook, everyMs: lookEveryMs, activeMs });
  const endFiles = watch ? sources.watch(() => void keeper.refresh()) : () => {};
  if (watch) sources.warmUp();
  return {
    parser,
    backend: sources.backend ?? null,
    snapshot: keeper.snapshot,
    state: keeper.state,
    refresh: keeper.refresh,
    whatIf: (sql) => tryIndexes(sql, { sources, parser, models: keeper.snapshot().models }),
    subscribe: keeper.subscribe,
    explain: (sql, options = {}) => plans.explain(sql, keeper.state().checksum, options),
    secrets: (keys) => toKnownSecrets(sources.passwords, keys),
    touch: () => database?.touch(),
    async close() {
      endFiles();
      database?.close();
      await keeper.idle();
      await sources.close();
    },
  };
}

function utcDay(): string {
  return new Date().toISOString().slice(0, 10);
}

/** No checksum differs from every checksum: the next look that works starts a refresh. */
async function baselineOf(readChecksum: (() => Promise<string>) | null): Promise<string | null> {
  try {
    return (await readChecksum?.()) ?? null;
  } catch (error) {
    if (FlowError.isInstance(error)) return null; // the catalog read that follows says why
    throw error;
  }
}
