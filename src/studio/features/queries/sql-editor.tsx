import type { KeyboardEvent } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Kbd } from '../../components/ui/kbd.tsx';

interface SqlEditorProps {
  readonly draft: string;
  readonly onDraft: (sql: string) => void;
  /** Takes the trimmed text; never an empty one. */
  readonly onUse: (sql: string) => void;
}

/** A field for a statement of one's own. Ctrl+Enter or ⌘+Enter uses it; nothing is sent anywhere by typing. */
export function SqlEditor({ draft, onDraft, onUse }: SqlEditorProps) {
  const sql = draft.trim();
  const submit = () => {
    if (sql !== '') onUse(sql);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  return (
    <form
      className="flex flex-col gap-2 p-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <textarea
        aria-label="SQL of your own"
        placeholder="Type or paste SQL…"
        rows={3}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        value={draft}
        onChange={(event) => onDraft(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-64 min-h-18 w-full resize-y rounded-medium border border-control bg-surface px-2 py-1.5 font-mono text-code text-text placeholder:text-faint"
      />
      <div className="flex items-center gap-2">
        <Button type="submit" disabledReason={sql === '' ? 'Type a statement first' : null}>
          Use SQL
        </Button>
        <span className="text-meta text-faint max-narrow:hidden">
          <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd>
        </span>
      </div>
    </form>
  );
}
