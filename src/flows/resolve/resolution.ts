import { FlowError, type ProjectSnapshot } from '#contract';
import { toVisibleLine } from '../text/visible.ts';
import { nearest } from '#analysis';

/** The object asked for, or the error that says what was asked and what is near. */
export type Resolution<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: FlowError };

export function found<Value>(value: Value): Resolution<Value> {
  return { ok: true, value };
}

export function failed<Value>(error: FlowError): Resolution<Value> {
  return { ok: false, error };
}

/** `NOT_FOUND` for an object, with the near ones of all names there are. */
export function notFound(what: string, asked: string, names: readonly string[]): FlowError {
  return notFoundNear(what, asked, { suggestions: nearest(asked, names), total: names.length });
}

/** The same with near names already chosen; `total` says how many objects there are to choose from. */
export function notFoundNear(what: string, asked: string, { suggestions, total }: { readonly suggestions: readonly string[]; readonly total: number }): FlowError {
  const near = suggestions.length > 0 ? ` Did you mean ${suggestions.join(', ')}?` : emptyHint(what, total);
  return new FlowError('NOT_FOUND', `No ${what} named "${toVisibleLine(asked).slice(0, 200)}".${near}`, { suggestions });
}

/**
 * Why there is nothing to look in: the failure that kept this part of the project from being read, or null when it was read. A name
 * that cannot be looked up is not a name that does not exist.
 */
export function unreadable(snapshot: Pick<ProjectSnapshot, 'skipped'>, part: 'models' | 'routes' | 'migrations'): FlowError | null {
  const skipped = snapshot.skipped.find((entry) => entry.part === part);
  if (skipped === undefined) return null;
  const remedy = skipped.remedy === null ? {} : { remedy: skipped.remedy };
  return new FlowError(skipped.code ?? 'SOURCE_UNREADABLE', `The ${part} of this project are not there to look in: ${skipped.reason}`, remedy);
}

export function ambiguous(what: string, asked: string, names: readonly string[]): FlowError {
  const suggestions = names.slice(0, 5);
  return new FlowError('AMBIGUOUS', `"${toVisibleLine(asked).slice(0, 200)}" fits ${names.length} ${what}s: ${suggestions.join(', ')}. Name one of them in full.`, { suggestions });
}

function emptyHint(what: string, count: number): string {
  return count === 0 ? ` This project has no ${what}s.` : ` The project has ${count} ${what}s, none with a similar name.`;
}
