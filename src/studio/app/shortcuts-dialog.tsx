import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { X } from 'lucide-react';
import { Button } from '../components/ui/button.tsx';
import { Kbd } from '../components/ui/kbd.tsx';

const shortcuts: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['/'], does: 'Go to the filter' },
  { keys: ['↑', '↓', 'Home', 'End'], does: 'Move in a list' },
  { keys: ['Enter'], does: 'Open the row' },
  { keys: ['Escape'], does: 'Close a menu, then the AI flow panel' },
  { keys: ['Shift', 'A'], does: 'Go to the AI Hub' },
  { keys: ['?'], does: 'Show these shortcuts' },
];

/** The browser's own dialog: it keeps the focus inside, closes on Escape and gives the focus back, without any style of its own. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <dialog
      ref={(element) => {
        dialog.current = element;
        if (element && !element.open) element.showModal();
      }}
      aria-labelledby="shortcuts-title"
      onClose={onClose}
      onKeyDown={stopShortcuts}
      className="appear m-auto w-96 max-w-[calc(100vw-32px)] rounded-medium border border-line-strong bg-surface p-4 text-text shadow-panel backdrop:bg-tip/40"
    >
      <div className="mb-3 flex items-center justify-between">
        <h2 id="shortcuts-title" className="text-title font-semibold">
          Keyboard shortcuts
        </h2>
        <Button variant="quiet" size="icon" aria-label="Close" onClick={() => dialog.current?.close()}>
          <X aria-hidden size={16} strokeWidth={1.5} />
        </Button>
      </div>
      <dl className="grid grid-cols-[max-content_1fr] items-center gap-x-4 gap-y-2">
        {shortcuts.map(({ keys, does }) => (
          <Row key={does} keys={keys.map((key) => <Kbd key={key}>{key}</Kbd>)}>
            {does}
          </Row>
        ))}
      </dl>
      <p className="mt-3 text-meta text-soft">None of them works while you type in a field.</p>
    </dialog>
  );
}

function Row({ keys, children }: { readonly keys: ReactNode; readonly children: ReactNode }) {
  return (
    <>
      <dt className="flex gap-1">{keys}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** Keys pressed in the dialog are not for the page behind it. */
function stopShortcuts(event: KeyboardEvent): void {
  event.nativeEvent.stopImmediatePropagation();
}
