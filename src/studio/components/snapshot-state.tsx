import type { ReactNode } from 'react';
import type { ProjectSnapshot } from '#contract';
import { useSnapshot } from '../lib/api.ts';
import { PageHeader } from './page-header.tsx';
import { ErrorState } from './query-state.tsx';
import { SectionSkeleton } from './section-skeleton.tsx';

interface SnapshotStateProps {
  readonly title: string;
  /** A list beside a detail, unless it is one page. */
  readonly shape?: 'list' | 'page';
  readonly children: (snapshot: ProjectSnapshot) => ReactNode;
}

/**
 * The project's facts for a section: its frame while they load, the error with Retry when there are none, and from then on the
 * last good ones (the shell says when those are stale).
 */
export function SnapshotState({ title, shape = 'list', children }: SnapshotStateProps) {
  const { data, error, isFetching, refetch } = useSnapshot();
  if (data) return children(data);
  if (!error) return <SectionSkeleton title={title} shape={shape} />;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader title={title} />
      <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} />
    </div>
  );
}
