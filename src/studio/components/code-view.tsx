import { Suspense, useMemo, useState, type ReactNode } from 'react';
import { WrapText } from 'lucide-react';
import { lazyOrPlain } from '../lib/lazy-part.ts';
import { visibleText } from '../lib/visible-text.ts';
import { Button } from './ui/button.tsx';
import { classNames } from './ui/class-names.ts';
import { CodeBlock } from './ui/code-block.tsx';
import { CopyButton } from './ui/copy-button.tsx';

const HighlightedCode = lazyOrPlain(async () => (await import('./highlighted-code.tsx')).HighlightedCode, PlainCode);

export type CodeLanguage = 'sql' | 'json' | 'text';

interface CodeViewProps {
  readonly code: string;
  /** Its white space for reading, when that is another; Copy gives `code`. */
  readonly layout?: string;
  readonly language: CodeLanguage;
  /** Accessible name, such as `SQL of query 8f2c`. */
  readonly label: string;
  /** Text of the head line, such as a file's path. */
  readonly title?: ReactNode;
  /** Lines are broken from the start. */
  readonly wrap?: boolean;
  /** Without head line, wrap toggle and Copy. */
  readonly bare?: boolean;
  readonly className?: string;
}

/** Past this the browser stutters while it lays out the colours, and nobody reads them. */
const highlightedCharacters = 200_000;

/** Code in a box of its own: highlighted, with wrap toggle and Copy. The text is there at once, the colours follow; what is invisible in it is written out, while Copy gives it as it is. */
export function CodeView({ code, layout = code, language, label, title, wrap = false, bare = false, className }: CodeViewProps) {
  const [wrapped, setWrapped] = useState(wrap);
  const shown = useMemo(() => visibleText(layout), [layout]);
  const plain = language === 'text' || code.length > highlightedCharacters;
  return (
    <figure data-slot="code" className={classNames('min-w-0 overflow-hidden rounded-medium border border-line bg-sunken', className)}>
      {bare ? null : <CodeHead title={title} label={label} code={code} wrapped={wrapped} onWrap={() => setWrapped(!wrapped)} />}
      <CodeBlock label={label} wrapped={wrapped} className="px-3 py-2">
        {plain ? <PlainCode code={shown} /> : (
          <Suspense fallback={<PlainCode code={shown} />}>
            <HighlightedCode code={shown} language={language} />
          </Suspense>
        )}
      </CodeBlock>
    </figure>
  );
}

function PlainCode({ code }: { readonly code: string }) {
  return <code>{code}</code>;
}

interface CodeHeadProps {
  readonly title: ReactNode;
  readonly label: string;
  readonly code: string;
  readonly wrapped: boolean;
  readonly onWrap: () => void;
}

function CodeHead({ title, label, code, wrapped, onWrap }: CodeHeadProps) {
  return (
    <figcaption className="flex h-8 items-center gap-1 border-b border-line pr-1 pl-3 text-meta text-soft">
      <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
      <WrapToggle wrapped={wrapped} onWrap={onWrap} />
      <CopyButton text={code} size="small" variant="quiet" name={`Copy ${label}`} announcement={`Copied ${label}`} />
    </figcaption>
  );
}

/** Breaks long lines of a code box or keeps them on one. */
export function WrapToggle({ wrapped, onWrap }: { readonly wrapped: boolean; readonly onWrap: () => void }) {
  return (
    <Button variant="quiet" size="icon-small" aria-pressed={wrapped} aria-label="Wrap long lines" tooltip="Wrap long lines" className="aria-pressed:bg-tint aria-pressed:text-accent-text" onClick={onWrap}>
      <WrapText aria-hidden size={14} strokeWidth={1.5} />
    </Button>
  );
}
