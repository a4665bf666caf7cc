import type { KnownSecret } from '#flows';

/**
 * Each value a pack must not hold, in the encodings it could stand in: as it is, quoted for SQL and JSON, percent-encoded in either
 * case, hex, and base64 (either alphabet) at each of its three alignments. Longest first.
 */
export function toKnownSecrets(passwords: readonly string[], keys: readonly string[]): readonly KnownSecret[] {
  const secrets = [
    ...passwords.flatMap((value) => encodings('database-password', value)),
    ...keys.flatMap((value) => encodings('provider-key', value)),
  ];
  const unique = new Map(secrets.map((secret) => [secret.value, secret]));
  return [...unique.values()].toSorted((a, b) => b.value.length - a.value.length || (a.value < b.value ? -1 : 1));
}

function encodings(kind: string, value: string): readonly KnownSecret[] {
  const bytes = Buffer.from(value);
  const encoded = [...percentEncodings(value), value.replaceAll("'", "''"), JSON.stringify(value).slice(1, -1), bytes.toString('hex'), ...base64Stems(bytes)];
  return [value, ...encoded.filter((text) => text.length >= 8 && text !== value)].map((text) => ({ kind, value: text }));
}

/** As URLs, forms and careful encoders write it, with hex digits in either case. */
function percentEncodings(value: string): readonly string[] {
  const standard = encodeURIComponent(value);
  const strict = standard.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return [standard, strict, strict.replaceAll('%20', '+')].flatMap((text) => [text, text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())]);
}

/** The letters that are the same whatever stands before and behind the value in the encoded text, and the value encoded alone. */
function base64Stems(bytes: Buffer): readonly string[] {
  const stems = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64').replace(/=+$/, '');
    const wholeBits = (shift + bytes.length) * 8;
    return encoded.slice(Math.ceil((shift * 8) / 6), Math.floor(wholeBits / 6));
  });
  return [bytes.toString('base64'), ...stems].flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]);
}
