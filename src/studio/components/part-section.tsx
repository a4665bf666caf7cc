import type { ReactNode } from 'react';
import { isKnown, type MaybeDeclared, type ModelPart, type RoutePart } from '#contract';
import { DetailSection } from './detail-section.tsx';

interface PartSectionProps {
  /** The model or route. */
  readonly of: MaybeDeclared;
  readonly part: ModelPart | RoutePart;
  readonly title: string;
  readonly count: number;
  /** One sentence for none at all. */
  readonly empty: string;
  readonly children: ReactNode;
}

/** A part of an object with its count, or the sentence for none; where there may be more than is declared, without a count, and nothing for none. */
export function PartSection({ of, part, title, count, empty, children }: PartSectionProps) {
  if (!isKnown(of, part)) return count === 0 ? null : <DetailSection title={title}>{children}</DetailSection>;
  return (
    <DetailSection title={title} count={count} empty={empty}>
      {children}
    </DetailSection>
  );
}
