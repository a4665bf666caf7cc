import { secretTexts } from './secret-texts.ts';

/** Foreign text for a message of ours: without secrets and control characters, on one line, at most 300 characters. */
export type CleanText = (text: string) => string;

const longest = 300;

export function createCleanText(keys: readonly string[]): CleanText {
  const secrets = secretTexts(keys);
  return (text) => {
    const shown = secrets.reduce((current, secret) => current.replaceAll(secret, '‹secret›'), text);
    const line = shown.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
    return line.length > longest ? `${line.slice(0, longest)}…` : line;
  };
}
