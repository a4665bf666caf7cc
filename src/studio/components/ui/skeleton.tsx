import { classNames } from './class-names.ts';

/** A grey bar in the place of a text. Give it the size of what will stand there. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden data-slot="skeleton" className={classNames('pulse h-3 rounded-small bg-hover', className)} />;
}

/** Lines in the place of a text or a list; visible to those who wait longer than 300 ms. */
export function SkeletonLines({ lines = 6, label = 'Loading' }: { readonly lines?: number; readonly label?: string }) {
  const widths = ['w-3/5', 'w-4/5', 'w-2/5', 'w-3/4', 'w-1/2'] as const;
  return (
    <div role="status" aria-label={label} className="after-300 flex flex-col gap-5 p-4">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} className={widths[line % widths.length]} />
      ))}
    </div>
  );
}
