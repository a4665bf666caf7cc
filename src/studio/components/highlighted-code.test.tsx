// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { HighlightedCode } from './highlighted-code.tsx';

describe('HighlightedCode', () => {
  afterEach(cleanup);
  const tokens = (code: string, language: 'sql' | 'json') =>
    Array.from(render(<HighlightedCode code={code} language={language} />).container.querySelectorAll('.token'), (token) => [token.className.slice(6), token.textContent]);

  it("knows PostgreSQL's strings, comments, parameters and quoted names", () => {
    expect(tokens('SELECT "from" -- x\n, $$it\'s$$, E\'\\\'\' WHERE a = $1', 'sql')).toEqual([
      ['keyword', 'SELECT'], ['identifier', '"from"'], ['comment', '-- x'], ['string', "$$it's$$"], ['string', "E'\\''"], ['keyword', 'WHERE'], ['variable', '$1'],
    ]);
  });

  it('tells names from values in JSON', () => {
    expect(tokens('{"a": "b", "n": -1.5, "t": true}', 'json').map(([type]) => type)).toEqual(['property', 'string', 'property', 'number', 'property', 'boolean']);
  });

  it('changes no character of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('sql' as const, 'json' as const), (code, language) => {
        const { container } = render(<HighlightedCode code={code} language={language} />);
        expect(container.textContent).toBe(code);
        cleanup();
      }),
      { numRuns: 60 },
    );
  });
});
