import { diagnose } from '#analysis';
import { snapshotFormat, type ProjectSnapshot, type Skipped, type SqlParser } from '#contract';
import { numberFindings } from '#client';
import { bucketModel, bucketQuery } from './bucket-counters.ts';
import { canonicalModels } from './canonical-models.ts';
import { checksumsOf, type SnapshotChecksums } from './checksums.ts';
import type { ProjectSources } from './project-sources.ts';
import type { ProjectFacts } from './read-facts.ts';

export interface ComposedSnapshot extends SnapshotChecksums {
  readonly snapshot: ProjectSnapshot;
}

interface ComposeOptions {
  readonly parser: SqlParser;
  /** Today in UTC, `YYYY-MM-DD`: what a suppression's last day is held against. */
  readonly today: string;
}

/** The snapshot of what was read, with its diagnostics. Same facts, same bytes. */
export function composeSnapshot(sources: Pick<ProjectSources, 'name' | 'kind' | 'labels'>, facts: ProjectFacts, { parser, today }: ComposeOptions): ComposedSnapshot {
  const { catalog, queries, routes, migrations, reported, configuration } = facts;
  const read = {
    format: snapshotFormat,
    project: { name: sources.kind === 'sample' ? sources.name : (catalog.facts.database?.name ?? sources.name), kind: sources.kind, sources: sources.labels },
    database: catalog.facts.database,
    models: canonicalModels(catalog.facts.models.map(bucketModel)),
    routes: routes.facts.routes,
    queries: queries.facts.queries.map(bucketQuery),
    migrations: migrations.facts.migrations,
    skipped: sortSkipped([catalog, queries, routes, migrations, reported, configuration].flatMap((section) => section.facts.skipped)),
  } as const;
  const { configuration: configured } = configuration.facts;
  const { diagnostics: found, skipped, checks, accepted, suppressions } = diagnose({ ...read, ...(configured && { configuration: configured }) }, parser, today);
  const { findings } = reported.facts;
  const snapshot = {
    ...read,
    diagnostics: findings.length === 0 ? found : numberFindings([...found, ...findings]),
    skipped: sortSkipped([...read.skipped, ...skipped]),
    checks,
    ...(configured && { accepted, configuration: { ...configured, suppressions } }),
  };
  return { snapshot, ...checksumsOf(snapshot) };
}

/** By part, then reason; each reason once. */
function sortSkipped(skipped: readonly Skipped[]): readonly Skipped[] {
  const byText = new Map(skipped.map((entry) => [`${entry.part}\n${entry.reason}`, entry]));
  return [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}
