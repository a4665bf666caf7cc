import type { KnownSecret } from '#flows';

/** Each value a pack must not hold, in the encodings it could stand in: as it is, percent-encoded, base64. Longest first. */
export function toKnownSecrets(passwords: readonly string[], keys: readonly string[]): readonly KnownSecret[] {
  const secrets = [
    ...passwords.flatMap((value) => encodings('database-password', value)),
    ...keys.flatMap((value) => encodings('provider-key', value)),
  ];
  const unique = new Map(secrets.map((secret) => [secret.value, secret]));
  return [...unique.values()].toSorted((a, b) => b.value.length - a.value.length || (a.value < b.value ? -1 : 1));
}

function encodings(kind: string, value: string): readonly KnownSecret[] {
  const base64 = Buffer.from(value).toString('base64');
  // Without the last group, which changes with what follows the value.
  const stem = base64.slice(0, Math.floor(Buffer.byteLength(value) / 3) * 4);
  return [value, encodeURIComponent(value), base64, stem].filter((text) => text.length >= 8 || text === value).map((text) => ({ kind, value: text }));
}
