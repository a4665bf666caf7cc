import { Suspense } from 'react';
import { FlowError, type FlowKind } from '#contract';
import { lazyOrPlain } from '../lib/lazy-part.ts';
import { ErrorState } from './query-state.tsx';

const NearObjects = lazyOrPlain(async () => (await import('./near-objects.tsx')).NearObjects, NoNearObjects);

interface UnknownObjectProps {
  readonly kind: FlowKind;
  /** What the URL asks for. */
  readonly id: string;
  readonly ids: readonly string[];
}

/** The URL names an object that is not there (renamed, dropped, or of another project): says so and offers near ones. */
export function UnknownObject({ kind, id, ids }: UnknownObjectProps) {
  const message = `There is no ${kind} “${id}” in this project.`;
  return (
    <Suspense fallback={<NoNearObjects message={message} />}>
      <NearObjects message={message} id={id} ids={ids} />
    </Suspense>
  );
}

function NoNearObjects({ message }: { readonly message: string }) {
  return <ErrorState error={new FlowError('NOT_FOUND', message)} />;
}
