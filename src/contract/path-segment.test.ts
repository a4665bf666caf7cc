import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromPathSegment, toPathSegment } from './path-segment.ts';

describe('path segment', () => {
  it('writes a route id without a slash', () => {
    expect(toPathSegment('GET:/api/users/{id}')).toBe('GET%3A~1api~1users~1%7Bid%7D');
  });

  it('keeps a model id readable', () => {
    expect(toPathSegment('public.users')).toBe('public.users');
  });

  it.each(['..', '.', 'a..b', '~', '~1', '/', '\\', '//', '../../etc', ''])('gives %j back', (id) => {
    expect(fromPathSegment(decodeURIComponent(toPathSegment(id)))).toBe(id);
  });

  it('gives every id back and never holds what the server refuses in a path', () => {
    const ids = fc.string({ unit: fc.oneof(fc.constantFrom('~', '/', '\\', '.', '0', '%'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })) });
    fc.assert(
      fc.property(ids, (id) => {
        const segment = toPathSegment(id);
        expect(fromPathSegment(decodeURIComponent(segment))).toBe(id);
        expect(segment).not.toMatch(/%2f|%5c|\\|\/|\.\.|^\.$/i);
      }),
    );
  });
});
