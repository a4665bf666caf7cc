import type { ReactNode } from 'react';
import { isKnown, type Model, type ModelPart } from '#contract';
import { DetailSection } from '../../components/detail-section.tsx';

interface PartSectionProps {
  readonly model: Model;
  readonly part: ModelPart;
  readonly title: string;
  readonly count: number;
  /** One sentence for none at all. */
  readonly empty: string;
  readonly children: ReactNode;
}

/** A part of a model with its count, or the sentence for none; where there may be more than is declared, without a count, and nothing for none. */
export function PartSection({ model, part, title, count, empty, children }: PartSectionProps) {
  if (!isKnown(model, part)) return count === 0 ? null : <DetailSection title={title}>{children}</DetailSection>;
  return (
    <DetailSection title={title} count={count} empty={empty}>
      {children}
    </DetailSection>
  );
}
