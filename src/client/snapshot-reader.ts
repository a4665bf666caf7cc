import { projectSnapshotSchema, snapshotFormat, type ProjectSnapshot } from '#contract';
import type { Call, CallOptions, Connection } from './connection.ts';
import { checkAnswer, readJson } from './read-answer.ts';
import { send } from './send.ts';

/** Reads the snapshot; an unchanged one (304) is the same object as before, so that nothing derived from it is computed again. */
export type ReadSnapshot = (options?: CallOptions) => Promise<ProjectSnapshot>;

export function createSnapshotReader(connection: Connection, path: string): ReadSnapshot {
  let last: { readonly etag: string; readonly snapshot: ProjectSnapshot } | null = null;
  return async function readSnapshot(options = {}) {
    const call: Call = { method: 'GET', path, signal: options.signal, ...(last && { headers: { 'if-none-match': last.etag } }) };
    const response = await send(connection, call);
    if (response.status === 304 && last) return last.snapshot;
    const json = await readJson(call, response);
    const snapshot = isOurs(json) ? json : checkAnswer(call, projectSnapshotSchema, json);
    const etag = response.headers.get('etag');
    last = etag ? { etag, snapshot } : null;
    return snapshot;
  };
}

/**
 * A snapshot that names our format and holds its lists was written from the same contract. Checking each of its thousands
 * of fields again would take longer than parsing it.
 */
function isOurs(json: unknown): json is ProjectSnapshot {
  if (typeof json !== 'object' || json === null) return false;
  const fields: Readonly<Record<string, unknown>> = { ...json };
  const { project } = projectSnapshotSchema.shape;
  return fields['format'] === snapshotFormat && lists.every((name) => Array.isArray(fields[name])) && project.safeParse(fields['project']).success;
}

const lists = ['models', 'routes', 'queries', 'migrations', 'diagnostics', 'skipped'] as const;
