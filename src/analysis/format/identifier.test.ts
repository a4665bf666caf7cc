import * as fc from 'fast-check';
import { loadModule, parseSync } from 'libpg-query';
import { beforeAll, describe, expect, it } from 'vitest';
import { byteLength } from './generated-name.ts';
import { quoteColumns, quoteIdentifier, quoteLiteral, quoteName, quoteQualified, regclassLiteral } from './identifier.ts';

beforeAll(loadModule);

/** The name and the literal PostgreSQL's own parser reads out of `sql`. */
function selected(sql: string): { alias: unknown; value: unknown } {
  const tree = JSON.parse(JSON.stringify(parseSync(sql).stmts?.[0]?.stmt));
  const target = tree.SelectStmt.targetList[0].ResTarget;
  return { alias: target.name, value: target.val.A_Const?.sval?.sval ?? '' };
}

/** Names a PostgreSQL server can hold: no NUL, well-formed, at least one character. */
const names = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter((name) => !name.includes('\0') && byteLength(name) <= 63);

describe('quoteIdentifier', () => {
  it.each([
    ['orders', 'orders'], ['Orders', '"Orders"'], ['user', '"user"'], ['order', '"order"'], ['name', 'name'], ['a b', '"a b"'],
    ['q"x', '"q""x"'], ['1st', '"1st"'], ['a$b', '"a$b"'], ['', '""'], ['a\nb', 'U&"a\\000ab"'], ['a\\b\u202e', 'U&"a\\\\b\\202e"'],
    ['json_table', '"json_table"'], ['\u{e0041}', 'U&"\\+0e0041"'],
  ])('writes %j as %s', (name, quoted) => expect(quoteIdentifier(name)).toBe(quoted));

  it('is read back by the parser as the same name, on one line', () => {
    fc.assert(
      fc.property(names, (name) => {
        const quoted = quoteIdentifier(name);
        expect(quoted).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(selected(`SELECT 1 AS ${quoted}`).alias).toBe(name);
      }),
    );
  });
});

describe('qualified names', () => {
  it('quotes each part by itself', () => {
    expect(quoteQualified('public.orders')).toBe('public.orders');
    expect(quoteQualified('public.User')).toBe('public."User"');
    expect(quoteQualified('Sales.order')).toBe('"Sales"."order"');
    expect(quoteName({ schema: 'a.b', name: 'c.d' })).toBe('"a.b"."c.d"');
    expect(quoteColumns(['id', 'end'])).toBe('(id, "end")');
  });
});

describe('regclassLiteral', () => {
  it('quotes names with plain double quotes only', () => {
    expect(regclassLiteral({ schema: 'public', name: 'Orders' })).toBe(`'public."Orders"'`);
    expect(regclassLiteral({ schema: null, name: 'a\n"' })).toBe(`E'"a\\u000a"""'`);
  });
});

describe('quoteLiteral', () => {
  it('is read back by the parser as the same text', () => {
    fc.assert(
      fc.property(fc.oneof(names, fc.constantFrom("it's", 'a\\b', "\\'", 'a\nb', '')), (text) => {
        const quoted = quoteLiteral(text);
        expect(quoted).not.toMatch(/[\r\n\u2028]/);
        expect(selected(`SELECT ${quoted}`).value).toBe(text);
      }),
    );
  });
});
