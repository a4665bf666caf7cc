import { Children, type ReactNode } from 'react';
import { classNames } from './ui/class-names.ts';
import { CopyButton } from './ui/copy-button.tsx';
import { ForeignText } from './ui/foreign-text.tsx';

interface DetailHeaderProps {
  readonly name: string;
  /** What the copy button copies, in words, such as `model name`. */
  readonly copyName: string;
  readonly copyText: string;
  /** Left of the name, such as a method or a level. */
  readonly badge?: ReactNode;
  /** The name is a sentence, not an identifier. */
  readonly prose?: boolean;
  /** One or two sentences about the object. */
  readonly note?: string | null;
  /** Short facts, one element each. */
  readonly children?: ReactNode;
}

/** Name of the selected object with Copy, its main facts on one line, and what its author wrote about it. */
export function DetailHeader({ name, copyName, copyText, badge, prose = false, note, children }: DetailHeaderProps) {
  return (
    <header data-slot="detail-header" className="flex shrink-0 flex-col gap-1 px-4 pt-3 pb-2">
      <div className="flex min-w-0 items-start gap-2">
        {badge === undefined ? null : <span className="flex h-6 items-center">{badge}</span>}
        <h2 className={classNames('min-w-0 pt-0.5 text-body font-semibold break-words', !prose && 'font-mono')}><ForeignText text={name} prose={prose} /></h2>
        <CopyButton text={copyText} iconOnly variant="quiet" name={`Copy ${copyName}`} announcement={`Copied ${copyName}`} />
      </div>
      <ul className="flex flex-wrap items-center gap-x-3 gap-y-1 text-meta text-soft tabular-nums">
        {Children.toArray(children).map((fact, index) => (
          <li key={index} className="max-w-full min-w-0">{fact}</li>
        ))}
      </ul>
      {note ? <p className="max-w-200 text-soft"><ForeignText prose text={note} /></p> : null}
    </header>
  );
}
