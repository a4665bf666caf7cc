import { useId, type ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly title: string;
  /** What it means, on hover and to a screen reader. */
  readonly says: string;
}

interface ChoiceBarProps<Value extends string> {
  /** Tells the choices of one bar from those of another. */
  readonly name: string;
  readonly legend: string;
  readonly choices: readonly Choice<Value>[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
  readonly disabled?: boolean;
  /** The text beside it changes later: it keeps to one line, so that nothing moves then. */
  readonly oneLine?: boolean;
  /** Beside the bar: what the choice made means. */
  readonly children: ReactNode;
}

/** One of a few, all of them in view. */
export function ChoiceBar<Value extends string>({ name, legend, choices, chosen, onChoose, disabled = false, oneLine = false, children }: ChoiceBarProps<Value>) {
  return (
    <fieldset disabled={disabled} className="mt-1 flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1">
      <legend className="sr-only">{legend}</legend>
      <div className="flex overflow-clip rounded-medium border border-line-strong">
        {choices.map((choice) => (
          <Segment key={choice.value} name={name} choice={choice} chosen={choice.value === chosen} onChoose={() => onChoose(choice.value)} />
        ))}
      </div>
      <p className={classNames('text-meta text-soft', oneLine && 'min-w-0 flex-1 basis-60 truncate')}>{children}</p>
    </fieldset>
  );
}

interface SegmentProps {
  readonly name: string;
  readonly choice: Choice<string>;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Segment({ name, choice: { value, title, says }, chosen, onChoose }: SegmentProps) {
  const description = useId();
  return (
    <Tooltip content={says}>
      <label className="relative flex h-6 cursor-pointer items-center border-line-strong px-2 text-meta font-medium text-soft not-first:border-l not-has-disabled:hover:bg-hover has-checked:bg-tint has-checked:text-accent-text has-disabled:cursor-default has-disabled:bg-transparent has-disabled:text-faint has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent-text">
        <input type="radio" name={name} value={value} checked={chosen} onChange={onChoose} aria-describedby={description} className="sr-only" />
        {title}
        <span id={description} hidden>
          {says}
        </span>
      </label>
    </Tooltip>
  );
}
