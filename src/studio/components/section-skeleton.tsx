import { PageHeader } from './page-header.tsx';
import { classNames } from './ui/class-names.ts';
import { Skeleton, SkeletonLines } from './ui/skeleton.tsx';

interface SectionSkeletonProps {
  readonly title: string;
  /** A list beside a detail, or one page. */
  readonly shape: 'list' | 'page';
}

/** The frame of a section while its code or its facts are on their way; what moves is visible to those who wait longer than 300 ms. */
export function SectionSkeleton({ title, shape }: SectionSkeletonProps) {
  const label = `Loading ${title}`;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader title={title} />
      {shape === 'list' ? <ListSkeleton label={label} /> : <SkeletonLines lines={12} label={label} />}
    </div>
  );
}

const names = ['w-32', 'w-40', 'w-24', 'w-36', 'w-28'] as const;

function ListSkeleton({ label }: { readonly label: string }) {
  return (
    <div role="status" aria-label={label} className="flex min-h-0 flex-1 overflow-hidden">
      <div className={listWidth}>
        <div className="after-300">
          {Array.from({ length: 24 }, (_, row) => (
            <div key={row} className="flex h-8 items-center justify-between pr-3 pl-9">
              <Skeleton className={names[row % names.length]} />
              <Skeleton className="w-8" />
            </div>
          ))}
        </div>
      </div>
      <div className="flex-1 bg-surface max-narrow:hidden" />
    </div>
  );
}

/** The list of a section: its width follows the room of the page. */
export const listWidth = classNames('w-full shrink-0 border-line bg-page narrow:w-72 narrow:border-r', '@min-[880px]/main:w-80 @min-[1280px]/main:w-96');
