import type { ReactNode } from 'react';
import { CircleAlert, Inbox, RefreshCw } from 'lucide-react';
import { toErrorMessage } from '../lib/error-message.ts';
import { visibleText } from '../lib/visible-text.ts';
import { Button } from './ui/button.tsx';
import { CopyButton } from './ui/copy-button.tsx';
import { ForeignText } from './ui/foreign-text.tsx';

interface EmptyStateProps {
  /** What would be here, such as `No queries yet`. */
  readonly title: string;
  /** How to get it. */
  readonly children?: ReactNode;
  /** The exact SQL, flag or file, with its own Copy. */
  readonly code?: string;
}

export function EmptyState({ title, children, code }: EmptyStateProps) {
  return (
    <div data-slot="empty" className="flex flex-col items-start gap-2 p-4 text-soft">
      <p className="flex items-center gap-2 font-medium text-text">
        <Inbox aria-hidden size={16} strokeWidth={1.5} className="text-faint" />
        {title}
      </p>
      {children === undefined ? null : <div className="max-w-160">{children}</div>}
      {code === undefined ? null : <CodeLine code={code} />}
    </div>
  );
}

/** The same when the source was given but could not be read. */
export function NotReadState({ what, children }: { readonly what: string; readonly children?: ReactNode }) {
  return (
    <EmptyState title={`No ${what} were read`}>
      The note above says why and what changes it. {children}
    </EmptyState>
  );
}

interface ErrorStateProps {
  readonly error: unknown;
  /** In place of the one that fits the error: when another program than the Studio's server failed. */
  readonly title?: string | undefined;
  readonly onRetry?: () => void;
  readonly retrying?: boolean;
  /** Makes a near name of the answer something to press. */
  readonly onSuggestion?: (name: string) => void;
}

/** Cause, object, next step, Retry. */
export function ErrorState({ error, title: ownTitle, onRetry, retrying = false, onSuggestion }: ErrorStateProps) {
  const { title, message, remedy, suggestions } = toErrorMessage(error);
  return (
    <div data-slot="error" role="alert" className="flex flex-col items-start gap-2 p-4">
      <p className="flex items-center gap-2 font-medium">
        <CircleAlert aria-hidden size={16} strokeWidth={1.5} className="text-bad" />
        {ownTitle ?? title}
      </p>
      <p className="max-w-160 whitespace-pre-wrap text-soft">{visibleText(message)}</p>
      {remedy === null ? null : <p className="max-w-160 whitespace-pre-wrap">{visibleText(remedy)}</p>}
      <Suggestions names={suggestions} onSuggestion={onSuggestion} />
      {onRetry ? (
        <Button onClick={onRetry} disabledReason={retrying ? 'Trying again' : null}>
          <RefreshCw aria-hidden size={14} strokeWidth={1.5} />
          Retry
        </Button>
      ) : null}
    </div>
  );
}

interface SuggestionsProps {
  readonly names: readonly string[];
  readonly onSuggestion: ((name: string) => void) | undefined;
}

function Suggestions({ names, onSuggestion }: SuggestionsProps) {
  if (names.length === 0) return null;
  return (
    <ul aria-label="Near names" className="flex flex-wrap items-center gap-2 text-soft">
      {names.map((name) => (
        <li key={name}>
          {onSuggestion ? <Button size="small" className="font-mono" onClick={() => onSuggestion(name)}><ForeignText text={name} /></Button> : <code><ForeignText text={name} /></code>}
        </li>
      ))}
    </ul>
  );
}

/** One line to copy: a command, a statement or a sentence with the next step. */
export function CodeLine({ code }: { readonly code: string }) {
  return (
    <div className="flex max-w-full items-center gap-1 rounded-medium border border-line bg-sunken py-0.5 pr-0.5 pl-2">
      <code className="min-w-0 text-code whitespace-pre-wrap">{visibleText(code)}</code>
      <CopyButton text={code} iconOnly variant="quiet" name="Copy" announcement="Copied" />
    </div>
  );
}
