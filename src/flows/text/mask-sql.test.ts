import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { maskSql } from './mask-sql.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

function mask(sql: string, vocabulary: readonly string[] = []): string {
  return maskSql(sql, { parser, vocabulary: new Set(vocabulary) }).text;
}

describe('maskSql', () => {
  it.each([
    ["SELECT 'secret'", "SELECT '?'"],
    ['SELECT 42, 3.14, 99999999999', 'SELECT 000, 000.0, 000.0'],
    ["SELECT $tag$secret$tag$, E'a\\'b', B'101', X'FF', U&'\\0041', N'x'", "SELECT '?', '?', B'0', X'0', U&'?', N'?'"],
    ['SELECT 1 -- the secret\n FROM t /* and this */', 'SELECT 1 -- ?\n FROM t /* ? */'],
    ['SELECT a IN (1, 2), b = 1', 'SELECT a IN (000, 000), b = 1'],
    ["SELECT 'it''s' || 'é😀'", "SELECT '?' || '?'"],
  ])('hides literals and comments: %s', (sql, masked) => {
    expect(mask(sql)).toBe(masked);
  });

  it('keeps what tells no value: 0, 1, row limits, type sizes, parameters', () => {
    const sql = 'SELECT x::numeric(14,2), y::varchar(20) FROM t WHERE a = $1 AND b > 0 ORDER BY 1 LIMIT 50 OFFSET 100';
    expect(mask(sql)).toBe(sql);
  });

  it('keeps values that the schema itself lists', () => {
    expect(mask("SELECT * FROM orders WHERE status = 'pending' AND note = 'private'", ['pending'])).toBe("SELECT * FROM orders WHERE status = 'pending' AND note = '?'");
  });

  it('hides everything when the scanner refuses the text', () => {
    expect(mask("SELECT 'unterminated")).not.toContain('unterminated');
  });

  it('keeps the kinds of all tokens and loses every planted literal', () => {
    const literal = fc.oneof(
      fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !text.includes('\u0000')).map((text) => `'x${text.replaceAll("'", "''")}'`),
      fc.integer({ min: 2, max: 2 ** 31 }).map(String),
      fc.constantFrom('$a$ b $a$', "E'\\n'", '1.5e10', '0xFF'),
    );
    fc.assert(
      fc.property(fc.array(literal, { minLength: 1, maxLength: 8 }), (literals) => {
        const sql = `SELECT ${literals.join(', ')} FROM t WHERE a = ${literals[0] ?? ''}`;
        const before = parser.scan(sql);
        if (before === null) return;
        const masked = mask(sql);
        expect(parser.scan(masked)?.map(({ name }) => name)).toEqual(before.map(({ name }) => name));
        expect(masked).toMatch(/^SELECT (?:'\?'|000(?:\.0)?)(?:, (?:'\?'|000(?:\.0)?))* FROM t WHERE a = (?:'\?'|000(?:\.0)?)$/);
      }),
    );
  });

  it('keeps the kinds of all tokens whatever the forms of literals and what stands between them', () => {
    const word = fc.stringMatching(/^[a-z]{6}[0-9]{4}$/).map((text) => `zz${text}`);
    const literal = fc.oneof(
      word.map((text) => `'${text}'`),
      word.map((text) => `E'${text}\\n'`),
      word.map((text) => `U&'${text}'`),
      word.map((text) => `N'${text}'`),
      word.map((text) => `$q$${text}$q$`),
      word.map((text) => `1$$${text}$$`),
      word.map((text) => `'${text}'\n  '${text}'`),
      word.map((text) => `text '${text}'`),
      word.map((text) => `'${text}'::text`),
      fc.constantFrom("B'1010111'", "X'1FFA'", '1_000_777', '0x1F3A', '0o7654', '0b101110', '-4711', '.4711e3', '4711.5'),
    );
    const between = fc.constantFrom(', ', ' , /* zzcomment1 /* zznested2 */ */ ', ',\n-- zzcomment3\n', ' , $1, ', ' , "zz column", ');
    fc.assert(
      fc.property(fc.array(fc.tuple(literal, between), { minLength: 1, maxLength: 8 }), (parts) => {
        const sql = `SELECT ${parts.flat().join('')} a FROM t WHERE b > 47 AND c <> 'zzlast99'`;
        const masked = maskSql(sql, { parser, vocabulary: new Set() }).text;
        expect(parser.scan(masked)?.map(({ name }) => name)).toEqual(parser.scan(sql)?.map(({ name }) => name));
        expect(masked.replaceAll('"zz column"', '')).not.toMatch(/zz|4711|1010111|1FFA|000_777|1F3A|7654|101110/);
      }),
    );
  });
});
