import type { z } from 'zod/mini';
import { FlowError } from '../flow-error.ts';
import { boundSnapshotJson, withoutRepeated } from './bound-snapshot.ts';
import { projectSnapshotSchema, snapshotFormat, type ProjectSnapshot } from './project-snapshot.ts';

/** Longest text of a snapshot file, in UTF-16 code units: some 10,000 tables. */
export const longestSnapshot = 128 * 1024 ** 2;

/**
 * The snapshot in a file that `aksara snapshot` wrote. Foreign text: unknown fields are left out, nothing in it is run, and it is kept
 * within bounds; what is cut or left out for that stands in its `skipped`. Throws FlowError SOURCE_UNREADABLE (no JSON, cut off, no
 * snapshot, a newer format, nested too deeply, a field that does not fit) or PAYLOAD_TOO_LARGE.
 */
export function parseSnapshot(text: string): ProjectSnapshot {
  if (text.length > longestSnapshot) {
    throw new FlowError('PAYLOAD_TOO_LARGE', `The snapshot has ${Math.round(text.length / 1024 ** 2)} MiB; at most ${longestSnapshot / 1024 ** 2} MiB are read.`, {
      remedy: 'Make one of fewer schemas, or connect the database instead.',
    });
  }
  const value = parseJson(text);
  const format = formatOf(value);
  if (format === null) throw unreadable('The file is no snapshot of a project: it has no field "format".', MAKE_ONE);
  if (format !== snapshotFormat) throw otherFormat(format);
  // Before it is checked: a copy is made of what fits, which is then no longer changed.
  const cuts = boundSnapshotJson(Object(value));
  const parsed = projectSnapshotSchema.safeParse(value);
  if (!parsed.success) throw unreadable(`The snapshot does not fit its format: ${describe(parsed.error.issues)}.`, MAKE_ONE);
  const snapshot = withoutRepeated(parsed.data);
  return cuts.length === 0 ? snapshot : { ...snapshot, skipped: [...snapshot.skipped, ...cuts] };
}

const MAKE_ONE = 'Write it again with: aksara snapshot --out project.json';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable(`The ${notJson(text.trim())}`, MAKE_ONE, cause);
  }
}

function notJson(text: string): string {
  if (text === '') return 'file is empty.';
  if (!text.startsWith('{')) return 'file is no snapshot of a project: it is not JSON.';
  if (!text.endsWith('}')) return 'snapshot is cut off: its JSON does not end.';
  return text.includes('\n') && isJson(text.slice(0, text.indexOf('\n'))) ? 'file is no snapshot of a project: each of its lines is a JSON value of its own.' : 'file is no snapshot of a project: it is not JSON.';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // that is the question
  }
}

function formatOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'format' in value && typeof value.format === 'string' ? value.format : null;
}

function otherFormat(format: string): FlowError {
  const [name, version] = snapshotFormat.split('@');
  const asked = new RegExp(`^${name}@(\\d{1,6})$`).exec(format)?.[1];
  if (asked === undefined) return unreadable('The file is no snapshot of a project: its format is another one.', MAKE_ONE);
  const isNewer = Number(asked) > Number(version);
  return unreadable(`The snapshot has format ${asked}; this version reads format ${version}.`, isNewer ? 'Update aksara-studio, or write the snapshot again with this version.' : MAKE_ONE);
}

function describe(issues: readonly z.core.$ZodIssue[]): string {
  const shown = issues.slice(0, 3).map(({ path }) => path.slice(0, 6).map((part) => String(part).slice(0, 40)).join('.') || 'the whole');
  return `${shown.join(', ')}${issues.length > 3 ? ` and ${issues.length - 3} more` : ''}`;
}

function unreadable(message: string, remedy: string, cause?: unknown): FlowError {
  return new FlowError('SOURCE_UNREADABLE', message, { remedy, cause });
}
