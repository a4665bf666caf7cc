import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toKnownSecrets } from './known-secrets.ts';

const password = fc.string({ unit: 'binary', minLength: 8, maxLength: 40 });

function holds(text: string, value: string): boolean {
  return toKnownSecrets([value], []).some((known) => text.includes(known.value));
}

describe('toKnownSecrets', () => {
  it('names where a value is from, longest encoding first', () => {
    const known = toKnownSecrets(['p@ss w0rd'], ['sk-1234567890']);
    expect(new Set(known.map(({ kind }) => kind))).toEqual(new Set(['database-password', 'provider-key']));
    expect(known.map(({ value }) => value)).toEqual(expect.arrayContaining(['p@ss w0rd', 'p%40ss%20w0rd', 'p%40ss+w0rd', 'cEBzcyB3MHJk', 'sk-1234567890']));
    const lengths = known.map(({ value }) => value.length);
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
  });

  it('finds a value that is base64 inside longer text, at any alignment', () => {
    fc.assert(
      fc.property(password, fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }), fc.constantFrom<'base64' | 'base64url'>('base64', 'base64url'), (value, before, after, encoding) => {
        expect(holds(Buffer.from(`${before}${value}${after}`).toString(encoding), value)).toBe(true);
      }),
    );
  });

  it('finds a value in a URL, in a form, in SQL and in JSON', () => {
    fc.assert(
      fc.property(password, (value) => {
        expect(holds(encodeURIComponent(value), value)).toBe(true);
        expect(holds(encodeURIComponent(value).toLowerCase(), value) || /[A-Z]/.test(value)).toBe(true);
        expect(holds(new URLSearchParams({ value }).toString(), value)).toBe(true);
        expect(holds(`'${value.replaceAll("'", "''")}'`, value)).toBe(true);
        expect(holds(JSON.stringify({ value }), value)).toBe(true);
      }),
    );
  });
});
