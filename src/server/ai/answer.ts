import type { SecretFilter } from './secret-filter.ts';

/** The text of an answer as it grows. */
export interface Answer {
  /** Takes the next piece and hands on what can be shown; false once the answer is as long as it may get. */
  push(text: string): boolean;
  /** Hands on what the filter still held. */
  end(): void;
  readonly text: string;
}

export interface AnswerOptions {
  /** Most bytes of UTF-8 that are kept. */
  readonly limit: number;
  readonly filter: SecretFilter;
  readonly onText: (text: string) => void;
}

export function createAnswer({ limit, filter, onText }: AnswerOptions): Answer {
  const pieces: string[] = [];
  let size = 0;
  let full = false;

  function take(text: string): boolean {
    if (text === '' || full) return !full;
    const fitting = within(text, limit - size);
    if (fitting !== '') {
      pieces.push(fitting);
      size += Buffer.byteLength(fitting);
      onText(fitting);
    }
    full = fitting !== text; // what comes later must not follow a gap
    return !full;
  }

  return {
    push: (text) => take(filter.push(text)),
    end: () => void take(filter.end()),
    get text() {
      return pieces.join('');
    },
  };
}

/** The longest beginning of at most so many bytes that ends with a whole character. */
function within(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  return new TextDecoder().decode(Buffer.from(text).subarray(0, Math.max(0, bytes)), { stream: true });
}
