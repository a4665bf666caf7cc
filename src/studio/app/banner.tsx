import type { ReactNode } from 'react';
import { classNames } from '../components/ui/class-names.ts';

interface BannerProps {
  readonly icon: ReactNode;
  /** Something is not as it should be. */
  readonly warns?: boolean;
  readonly children: ReactNode;
}

/** A line over every section about the whole page. */
export function Banner({ icon, warns = false, children }: BannerProps) {
  return (
    <div role="status" data-slot="banner" className={classNames('flex shrink-0 items-center gap-2 border-b border-line px-4 py-1.5', warns ? 'bg-warn-tint' : 'bg-sunken')}>
      {icon}
      {children}
    </div>
  );
}
