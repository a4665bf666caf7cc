import { FlowError } from '#contract';
import { toVisibleLine } from '../text/visible.ts';
import { nearest } from './nearest.ts';

/** The object asked for, or the error that says what was asked and what is near. */
export type Resolution<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: FlowError };

export function found<Value>(value: Value): Resolution<Value> {
  return { ok: true, value };
}

export function failed<Value>(error: FlowError): Resolution<Value> {
  return { ok: false, error };
}

/** `NOT_FOUND` for an object, with near names; `total` says how many there are to choose from. */
export function notFound(what: string, asked: string, names: readonly string[]): FlowError {
  const suggestions = nearest(asked, names);
  const shown = toVisibleLine(asked).slice(0, 200);
  const near = suggestions.length > 0 ? ` Did you mean ${suggestions.join(', ')}?` : emptyHint(what, names.length);
  return new FlowError('NOT_FOUND', `No ${what} named "${shown}".${near}`, { suggestions });
}

export function ambiguous(what: string, asked: string, names: readonly string[]): FlowError {
  const suggestions = names.slice(0, 5);
  return new FlowError('AMBIGUOUS', `"${toVisibleLine(asked).slice(0, 200)}" fits ${names.length} ${what}s: ${suggestions.join(', ')}. Name one of them in full.`, { suggestions });
}

function emptyHint(what: string, count: number): string {
  return count === 0 ? ` This project has no ${what}s.` : ` The project has ${count} ${what}s, none with a similar name.`;
}
