import type { IndexCandidate } from '#analysis';
import type { DatabaseFacts, ExplainedPlan, Finding, Migration, Model, ProjectConfiguration, Query, Route, Skipped, SqlStatement, WhatIfEvidence } from '#contract';
import type { Backend } from '../backend/backend.ts';

/** Where a project's facts come from. Each `read…` may throw FlowError; whatever one does, the others are still read. */
export interface ProjectSources {
  readonly name: string;
  readonly kind: 'sample' | 'project';
  /** Absent = there is none. */
  readonly backend?: Backend;
  /** Without credentials; null = not given. */
  readonly labels: { readonly database: string | null; readonly openapi: string | null; readonly migrations: string | null };
  readCatalog(): Promise<CatalogFacts>;
  /** Queries come from elsewhere than the catalog: they are read though that failed. */
  readonly queriesApart?: boolean;
  readQueries(models: readonly Model[]): Promise<{ readonly queries: readonly Query[]; readonly skipped: readonly Skipped[] }>;
  readRoutes(models: readonly Model[]): Promise<{ readonly routes: readonly Route[]; readonly skipped: readonly Skipped[] }>;
  readMigrations(): Promise<{ readonly migrations: readonly Migration[]; readonly skipped: readonly Skipped[] }>;
  /** What a backend found about itself; absent = there is none. */
  readReported?(): Promise<{ readonly findings: readonly Finding[]; readonly skipped: readonly Skipped[] }>;
  /** What the configuration file says now; `skipped` lists what is wrong in it. */
  readConfiguration(): Promise<ConfigurationFacts>;
  /** A cheap text that differs when the catalog does; null when this database never changes by itself. */
  readonly readCatalogChecksum: (() => Promise<string>) | null;
  explain(statement: SqlStatement, options: { readonly analyze: boolean; readonly signal?: AbortSignal | undefined }): Promise<ExplainedPlan>;
  /** Tries indexes that are not kept; absent = there is no database to ask. Throws as `explain`. */
  whatIf?(statement: SqlStatement, candidates: readonly IndexCandidate[]): Promise<WhatIfEvidence>;
  /** Opens what the first read did not need, in the background, for the first plan to be quick. */
  warmUp(): void;
  /** Calls back when a file the facts came from changes; answers the function that ends it. */
  watch(onChange: () => void): () => void;
  /** Passwords the sources hold, to be kept out of packs. */
  readonly passwords: readonly string[];
  close(): Promise<void>;
}

export interface CatalogFacts {
  readonly database: DatabaseFacts | null;
  readonly models: readonly Model[];
  readonly skipped: readonly Skipped[];
}

export interface ConfigurationFacts {
  /** Null = there is no file. */
  readonly configuration: ProjectConfiguration | null;
  readonly skipped: readonly Skipped[];
}
