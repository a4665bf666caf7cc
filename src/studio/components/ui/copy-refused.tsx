import { useId } from 'react';
import { createPortal } from 'react-dom';
import { X } from 'lucide-react';
import { Button } from './button.tsx';

interface CopyRefusedProps {
  readonly reason: string;
  readonly text: string;
  readonly onClose: () => void;
}

/** The text in a field, selected, so that the keyboard copies it; and why the button could not. */
export function CopyRefused({ reason, text, onClose }: CopyRefusedProps) {
  const reasonId = useId();
  return createPortal(
    <div data-slot="copy-refused" className="appear fixed right-4 bottom-4 left-4 z-50 ml-auto flex max-w-120 flex-col gap-2 rounded-medium border border-line-strong bg-surface p-3 shadow-panel">
      <div className="flex items-start gap-2">
        <p id={reasonId} role="alert" className="flex-1">
          {reason} The text is selected: copy it with Ctrl+C or ⌘C.
        </p>
        <Button variant="quiet" size="icon-small" aria-label="Close" onClick={onClose}>
          <X aria-hidden size={14} strokeWidth={1.5} />
        </Button>
      </div>
      <textarea
        readOnly
        aria-label="Text to copy"
        aria-describedby={reasonId}
        rows={6}
        value={text}
        ref={selectAll}
        onKeyDown={(event) => (event.key === 'Escape' ? onClose() : undefined)}
        className="w-full resize-y rounded-medium border border-control bg-sunken p-2 font-mono text-code"
      />
    </div>,
    document.body,
  );
}

function selectAll(field: HTMLTextAreaElement | null): void {
  field?.focus();
  field?.select();
}
