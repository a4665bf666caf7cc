import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

interface FaceProps {
  readonly shown: boolean;
  readonly icon: ReactNode;
  readonly label: string | null;
}

/** One of the looks of a button. All lie in one cell of its grid, so that the widest gives the width and nothing moves. */
export function Face({ shown, icon, label }: FaceProps) {
  return (
    <span aria-hidden={shown ? undefined : true} className={classNames('col-start-1 row-start-1 inline-flex items-center justify-center gap-1.5', !shown && 'invisible')}>
      {icon}
      {label}
    </span>
  );
}
