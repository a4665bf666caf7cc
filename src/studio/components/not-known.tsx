import { databaseRemedy, isKnown, whyUnknown, type MaybeDeclared, type ModelPart, type RoutePart } from '#contract';
import { ForeignText } from './ui/foreign-text.tsx';

interface NotKnownProps {
  /** The model or route. */
  readonly of: MaybeDeclared;
  /** Parts that would stand here, and what they are called. */
  readonly parts: readonly (readonly [ModelPart | RoutePart, string])[];
  /** What makes them known; a database when it is left out. */
  readonly remedy?: string;
}

/** Which of these parts the source does not tell, and what makes them known; nothing when all are known. */
export function NotKnown({ of, parts, remedy = databaseRemedy }: NotKnownProps) {
  const unknown = parts.filter(([part]) => !isKnown(of, part)).map(([, word]) => word);
  const why = parts.map(([part]) => whyUnknown(of, part)).find((reason) => reason !== null);
  if (why === undefined) return null;
  const text = `${unknown.join(', ')} ${why}.`;
  return (
    <p className="text-soft">
      <ForeignText prose text={text.charAt(0).toUpperCase() + text.slice(1)} /> {remedy}
    </p>
  );
}
