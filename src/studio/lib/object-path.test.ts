// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectPath, parsePath, pathOf, sectionNames } from './object-path.ts';

describe('pathOf', () => {
  it('names a section and an object in it', () => {
    expect(pathOf('overview')).toBe('/studio/ui/');
    expect(pathOf('models', 'public.users')).toBe('/studio/ui/models/public.users');
    expect(objectPath('route', 'GET:/api/users/{id}')).toBe('/studio/ui/routes/GET%3A~1api~1users~1%7Bid%7D');
  });

  it('comes back from parsePath with any id, as one segment without what servers refuse', () => {
    fc.assert(
      fc.property(fc.constantFrom(...sectionNames.slice(1)), fc.string({ unit: 'grapheme', minLength: 1 }), (section, id) => {
        const path = pathOf(section, id);
        expect(path.split('/')).toHaveLength(5);
        expect(path).not.toMatch(/%2f|%5c|\.\.|\\/i);
        expect(parsePath(path)).toEqual({ section, id });
      }),
    );
  });
});

describe('parsePath', () => {
  it('takes what it does not know for the overview', () => {
    expect(parsePath('/studio/ui/nothing/here').section).toBe('overview');
    expect(parsePath('/elsewhere').section).toBe('overview');
  });

  it('takes an id that does not decode for no id', () => {
    expect(parsePath('/studio/ui/models/%E0%A4%A')).toEqual({ section: 'models', id: null });
  });
});
