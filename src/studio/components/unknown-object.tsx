import { FlowError, type FlowKind } from '#contract';
import { nearest } from '#flows';
import { selectObject } from '../lib/url-state.ts';
import { ErrorState } from './query-state.tsx';

interface UnknownObjectProps {
  readonly kind: FlowKind;
  /** What the URL asks for. */
  readonly id: string;
  readonly ids: readonly string[];
}

/** The URL names an object that is not there (renamed, dropped, or of another project): says so and offers near ones. */
export function UnknownObject({ kind, id, ids }: UnknownObjectProps) {
  const error = new FlowError('NOT_FOUND', `There is no ${kind} “${id}” in this project.`, { suggestions: nearest(id, ids) });
  return <ErrorState error={error} onSuggestion={selectObject} />;
}
