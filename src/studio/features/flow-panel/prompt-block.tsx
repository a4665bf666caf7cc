import type { ReactNode } from 'react';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { formatCount } from '../../lib/format.ts';

interface PromptBlockProps {
  readonly title: 'System' | 'User';
  readonly text: string;
  readonly tokens: number | undefined;
  readonly children: ReactNode;
}

/** One of the two prompts: title, size, Copy, text. */
export function PromptBlock({ title, text, tokens, children }: PromptBlockProps) {
  const size = tokens === undefined ? '' : `${formatCount(tokens)} tokens`;
  const name = `${title.toLowerCase()} prompt`;
  return (
    <section aria-label={`${title} prompt`} className="overflow-hidden rounded-medium border border-line bg-sunken">
      <header className="flex h-9 items-center gap-2 border-b border-line pr-1 pl-3">
        <h3 className="font-semibold">{title}</h3>
        <span className="flex-1 text-meta text-faint tabular-nums">{size}</span>
        <CopyButton text={text} size="small" name={`Copy ${name}`} announcement={size === '' ? `Copied the ${name}` : `Copied ${size}`} />
      </header>
      {children}
    </section>
  );
}
