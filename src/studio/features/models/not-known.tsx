import { databaseRemedy, isKnown, whyUnknown, type Model, type ModelPart } from '#contract';
import { ForeignText } from '../../components/ui/foreign-text.tsx';

interface NotKnownProps {
  readonly model: Model;
  /** Parts that a tab would show, and what it calls them. */
  readonly parts: readonly (readonly [ModelPart, string])[];
}

/** Which of these parts the source of the model does not tell, and what makes them known; nothing when all are known. */
export function NotKnown({ model, parts }: NotKnownProps) {
  const unknown = parts.filter(([part]) => !isKnown(model, part)).map(([, word]) => word);
  const why = parts.map(([part]) => whyUnknown(model, part)).find((reason) => reason !== null);
  if (why === undefined) return null;
  const text = `${unknown.join(', ')} ${why}.`;
  return (
    <p className="text-soft">
      <ForeignText prose text={text.charAt(0).toUpperCase() + text.slice(1)} /> {databaseRemedy}
    </p>
  );
}
