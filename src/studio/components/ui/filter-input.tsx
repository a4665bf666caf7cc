import { useRef } from 'react';
import { Search, X } from 'lucide-react';
import { useShortcut } from '../../lib/shortcuts.ts';
import { Kbd } from './kbd.tsx';

interface FilterInputProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Accessible name, such as `Filter models`. */
  readonly label: string;
  /** Called for ↓ and Enter, which go from the field into the list. */
  readonly onLeave?: () => void;
}

/** `/` focuses it from anywhere, Escape empties it. */
export function FilterInput({ value, onChange, label, onLeave }: FilterInputProps) {
  const input = useRef<HTMLInputElement>(null);
  useShortcut('/', (event) => {
    event.preventDefault();
    input.current?.focus();
  });
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape' && value !== '') onChange('');
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      onLeave?.();
    }
  };
  return (
    <div data-slot="filter" className="relative flex h-7 w-full items-center">
      <Search aria-hidden size={14} strokeWidth={1.5} className="pointer-events-none absolute left-2 text-faint" />
      <input
        ref={input}
        type="text"
        inputMode="search"
        spellCheck={false}
        autoComplete="off"
        aria-label={label}
        placeholder="Filter…"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        className="h-7 w-full rounded-medium border border-control bg-surface pr-7 pl-7 text-body text-text placeholder:text-faint"
      />
      {value === '' ? (
        <span aria-hidden className="pointer-events-none absolute right-1.5 max-narrow:hidden">
          <Kbd>/</Kbd>
        </span>
      ) : (
        <button type="button" aria-label="Clear filter" className="absolute right-0.5 grid size-6 place-items-center text-soft hover:text-text" onClick={() => onChange('')}>
          <X aria-hidden size={14} strokeWidth={1.5} />
        </button>
      )}
    </div>
  );
}
