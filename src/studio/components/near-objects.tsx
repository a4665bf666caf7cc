import { FlowError } from '#contract';
import { nearest } from '#flows';
import { selectObject } from '../lib/url-state.ts';
import { ErrorState } from './query-state.tsx';

interface NearObjectsProps {
  readonly message: string;
  readonly id: string;
  readonly ids: readonly string[];
}

/** Loaded on demand: finding near names comes with the pack builder, which the first page does not need. */
export function NearObjects({ message, id, ids }: NearObjectsProps) {
  return <ErrorState error={new FlowError('NOT_FOUND', message, { suggestions: nearest(id, ids) })} onSuggestion={selectObject} />;
}
