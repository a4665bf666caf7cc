import type { ReactNode } from 'react';
import type { ObjectKind } from '#contract';
import { modelName } from '../lib/model-name.ts';
import { objectPath } from '../lib/object-path.ts';
import { PathLink } from './path-link.tsx';
import { classNames } from './ui/class-names.ts';
import { ForeignText } from './ui/foreign-text.tsx';

interface ObjectLinkProps {
  readonly kind: ObjectKind;
  readonly id: string;
  readonly className?: string;
  /** Text of the link; the object's name when left out. */
  readonly children?: ReactNode;
}

/** Goes to the object a finding, a relation or a query names. */
export function ObjectLink({ kind, id, className, children }: ObjectLinkProps) {
  return (
    <PathLink
      to={objectPath(kind, id)}
      data-slot="object-link"
      className={classNames('rounded-small text-accent-text underline decoration-current/40 underline-offset-2 hover:decoration-current', className)}
    >
      {children ?? <span className="font-mono text-code"><ForeignText text={kind === 'model' ? modelName(id) : id} /></span>}
    </PathLink>
  );
}
