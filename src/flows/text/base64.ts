const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES: ReadonlyMap<string, number> = new Map([...[...ALPHABET].map((letter, value) => [letter, value] as const), ['-', 62], ['_', 63]]);

/** Bytes of a run of base64 letters (either alphabet) as characters 0 to 255; what is left of the last group is dropped. */
export function decodeBase64(run: string): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const letter of run) {
    bits = ((bits << 6) | (VALUES.get(letter) ?? 0)) & 0xffffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    text += String.fromCharCode((bits >> held) & 0xff);
  }
  return text;
}
