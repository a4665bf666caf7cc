import { databaseRemedy, FlowError, snapshotFormat, type ProjectSnapshot, type Skipped } from '#contract';
import type { StudioClient } from '../studio-client.ts';
import { createBackendReader, type BackendReader, type BackendReaderOptions } from './backend-reader.ts';
import { numberFindings } from './fold-issues.ts';

/**
 * The snapshot of a project as its running Aksara backend tells it. A part the backend does not give is empty, and `skipped` says why,
 * with the code of the failure and the remedy. Never throws for what a backend answers.
 */
export async function readBackendSnapshot(client: StudioClient, options: BackendReaderOptions = {}): Promise<ProjectSnapshot> {
  const reader = createBackendReader(client, options);
  const [handshake, { models, skipped: ofModels }, routes, migrations, issues] = await Promise.all([
    attempt('database', async () => ({ name: (await reader.handshake()).project.name, skipped: [] }), { name: 'Aksara backend' }),
    attempt('models', () => reader.models(), { models: [] }),
    attempt('routes', () => reader.routes(), { routes: [] }),
    attempt('migrations', () => readMigrations(reader), { migrations: [] }),
    attempt('diagnostics', () => reader.issues(), { findings: [] }),
  ]);
  const queries = await attempt('queries', () => reader.queries(models), { queries: [] });
  return {
    format: snapshotFormat,
    project: { name: handshake.name, kind: 'project', sources: { database: null, openapi: null, migrations: null } },
    database: null,
    models,
    routes: routes.routes,
    queries: queries.queries,
    migrations: migrations.migrations,
    diagnostics: numberFindings(issues.findings),
    skipped: sorted([handshake, { skipped: ofModels }, routes, migrations, issues, queries, { skipped: [noDatabase] }].flatMap(({ skipped }) => skipped)),
  };
}

export const noDatabase: Skipped = {
  part: 'database',
  reason: 'An Aksara backend does not tell version, settings, extensions and sizes of its database.',
  remedy: databaseRemedy,
};

async function readMigrations(reader: BackendReader) {
  const { migrations, skipped } = await reader.migrations();
  return { migrations, skipped };
}

interface WithSkipped {
  readonly skipped: readonly Skipped[];
}

async function attempt<Facts extends WithSkipped>(part: string, read: () => Promise<Facts>, empty: Omit<Facts, 'skipped'>): Promise<Omit<Facts, 'skipped'> & WithSkipped> {
  try {
    return await read();
  } catch (error) {
    if (!FlowError.isInstance(error)) throw error;
    return { ...empty, skipped: [{ part, reason: error.message, remedy: error.remedy, code: error.code }] };
  }
}

/** By part, then reason. */
function sorted(skipped: readonly Skipped[]): readonly Skipped[] {
  return skipped.toSorted((a, b) => (`${a.part}\n${a.reason}` < `${b.part}\n${b.reason}` ? -1 : 1));
}
