import { secretTexts } from './secret-texts.ts';

/** Takes the keys this process knows out of a text that comes in pieces. */
export interface SecretFilter {
  /** Gives what can be shown by now; an end that may be the beginning of a key is held back. */
  push(text: string): string;
  /** What was held back. */
  end(): string;
}

/** Wherever the text is cut, no key is in all pieces together, and a text without keys stays as it is. */
export function createSecretFilter(keys: readonly string[]): SecretFilter {
  const secrets = secretTexts(keys);
  const longest = Math.max(0, ...secrets.map(({ length }) => length));
  let held = '';

  function hide(text: string): string {
    return secrets.reduce((current, secret) => current.replaceAll(secret, '‹secret:provider-key›'), text);
  }

  /** Where the shortest end lies that no further text can make part of a key. */
  function safeEnd(text: string): number {
    for (let start = Math.max(0, text.length - longest + 1); start < text.length; start += 1) {
      const end = text.slice(start);
      if (secrets.some((secret) => secret.length > end.length && secret.startsWith(end))) return start;
    }
    return text.length;
  }

  return {
    push(text) {
      const whole = hide(held + text);
      const end = safeEnd(whole);
      held = whole.slice(end);
      return whole.slice(0, end);
    },
    end() {
      const last = held;
      held = '';
      return last;
    },
  };
}
