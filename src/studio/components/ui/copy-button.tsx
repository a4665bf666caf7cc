import { useEffect, useState } from 'react';
import { Check, Copy } from 'lucide-react';
import { Button, type ButtonProps } from './button.tsx';
import { CopyRefused } from './copy-refused.tsx';
import { Face } from './face.tsx';

interface CopyButtonProps extends Omit<ButtonProps, 'onClick' | 'onCopy'> {
  /** What is copied; a function when it is costly to make. */
  readonly text: string | (() => string);
  /** Text of the button. */
  readonly label?: string;
  /** Accessible name when the label alone is ambiguous, such as `Copy system prompt`; begins with the label. */
  readonly name?: string;
  /** What a screen reader is told, such as `Copied 1,912 tokens`. */
  readonly announcement?: string;
  /** Shows the icon only. */
  readonly iconOnly?: boolean;
}

const shownForMs = 2_000;
type Copied = { readonly state: 'idle' | 'copied' } | { readonly state: 'refused'; readonly reason: string; readonly text: string };

/** Says "Copied" for two seconds at the same size; when the browser refuses, shows the text selected and why. */
export function CopyButton({ text, label = 'Copy', name, announcement = 'Copied', iconOnly = false, ...props }: CopyButtonProps) {
  const [copied, setCopied] = useState<Copied>({ state: 'idle' });
  const done = copied.state === 'copied';
  useEffect(() => {
    if (!done) return undefined;
    const timer = setTimeout(() => setCopied({ state: 'idle' }), shownForMs);
    return () => clearTimeout(timer);
  }, [done, copied]);

  const onCopy = async () => setCopied(await copyText(typeof text === 'function' ? text() : text));
  const iconClass = props.variant === 'primary' ? undefined : 'text-good';
  return (
    <>
      <Button aria-label={name} size={iconOnly ? 'icon-small' : 'medium'} tooltip={iconOnly ? (name ?? label) : undefined} onClick={() => void onCopy()} {...props}>
        <span className="inline-grid">
          <Face shown={!done} icon={<Copy aria-hidden size={14} strokeWidth={1.75} />} label={iconOnly ? null : label} />
          <Face shown={done} icon={<Check aria-hidden size={14} strokeWidth={1.75} className={iconClass} />} label={iconOnly ? null : 'Copied'} />
        </span>
      </Button>
      <span role="status" className="sr-only">
        {done ? announcement : ''}
      </span>
      {copied.state === 'refused' ? <CopyRefused reason={copied.reason} text={copied.text} onClose={() => setCopied({ state: 'idle' })} /> : null}
    </>
  );
}

async function copyText(text: string): Promise<Copied> {
  // Missing outside secure contexts, whatever the types say.
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (!clipboard) return { state: 'refused', reason: 'The browser gives the clipboard only to pages on localhost or HTTPS.', text };
  try {
    await clipboard.writeText(text);
    return { state: 'copied' };
  } catch (error) {
    const reason = error instanceof Error && error.message !== '' ? error.message : 'no reason given';
    return { state: 'refused', reason: `The browser refused the clipboard: ${reason}`, text };
  }
}
