import type { ReactNode } from 'react';
import type { ProjectSnapshot } from '#contract';
import { useSnapshot } from '../lib/api.ts';
import { PageHeader } from './page-header.tsx';
import { ErrorState } from './query-state.tsx';
import { SkeletonLines } from './ui/skeleton.tsx';

interface SnapshotStateProps {
  readonly title: string;
  readonly children: (snapshot: ProjectSnapshot) => ReactNode;
}

/**
 * The project's facts for a section: its frame while they load, the error with Retry when there are none, and from then on the
 * last good ones (the shell says when those are stale).
 */
export function SnapshotState({ title, children }: SnapshotStateProps) {
  const { data, error, isFetching, refetch } = useSnapshot();
  if (data) return children(data);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader title={title} />
      {error ? <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} /> : <SkeletonLines lines={12} label={`Loading ${title}`} />}
    </div>
  );
}
