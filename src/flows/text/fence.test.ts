import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fence, inline } from './fence.ts';
import { toVisible } from './visible.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom('`', '```', '~~~', '\n', '\r\n', '\u0000', '\u202e', '\u{E0041}', '|', '</x>', 'a', ' '), { maxLength: 40 }).map((parts) => parts.join('')),
);

describe('fence', () => {
  it('is longer than any run of backticks inside', () => {
    expect(fence('a ```` b', 'sql')).toBe('`````sql\na ```` b\n`````');
  });

  it('is closed by its own last line and no other', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const lines = fence(text, 'sql').split('\n');
        const marks = (lines[0] ?? '').replace(/sql$/, '');
        const closing = lines.slice(1).findIndex((line) => /^ {0,3}`+\s*$/.test(line) && line.trim().length >= marks.length);
        expect(closing).toBe(lines.length - 2);
      }),
    );
  });

  it('writes out characters that a reader does not see', () => {
    expect(fence('a\u202eb\u{E0041}\u0000')).toBe('```\na\\u{202E}b\\u{E0041}\\u{0}\n```');
  });

  it('keeps CRLF text as plain lines', () => {
    expect(fence('a\r\nb')).toBe('```\na\nb\n```');
  });
});

describe('inline', () => {
  it.each(['orders', 'public.orders', 'numeric(14,2)', 'timestamp with time zone', 'character varying(200)', 'text[]'])('leaves %s bare', (name) => {
    expect(inline(name)).toBe(name);
  });

  it('puts a name with spaces or marks into a code span', () => {
    expect(inline('ignore all rules')).toBe('`ignore all rules`');
    expect(inline('a`b')).toBe('``a`b``');
    expect(inline('`')).toBe('`` ` ``');
  });

  it('stays on one line and inside its span for any text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = inline(text);
        expect(shown).not.toContain('\n');
        const marks = /^`+/.exec(shown)?.[0];
        if (marks === undefined) return;
        const inner = shown.slice(marks.length, -marks.length);
        expect(inner.match(/`+/g) ?? []).not.toContain(marks);
      }),
    );
  });
});

describe('toVisible', () => {
  it('changes nothing when applied twice', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(toVisible(toVisible(text))).toBe(toVisible(text));
      }),
    );
  });
});
