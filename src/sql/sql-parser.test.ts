import { array, assert, constantFrom, property, string } from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SqlParser } from '#contract';
import { createSqlParser } from './sql-parser.ts';
import { loadSqlParser } from './load-sql-parser.ts';
import { type Engine, startEngine } from './wasm-engine.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

function statements(sql: string) {
  const result = parser.parse(sql);
  if (!result.ok) throw new Error(result.message);
  return result.statements;
}

function failure(sql: string) {
  const result = parser.parse(sql);
  if (result.ok) throw new Error(`parsed: ${sql}`);
  return result;
}

function chain(length: number): string {
  return `select 1${'+1'.repeat(length)}`;
}

describe('parse', () => {
  it('gives each statement its node, its fields and its text without comments and semicolon', () => {
    const sql = "/* head */ CREATE TABLE t (id int); -- between\n  select '🎉' as b -- tail\n ;\n\n;";
    expect(statements(sql).map(({ node, text }) => ({ node, text }))).toEqual([
      { node: 'CreateStmt', text: 'CREATE TABLE t (id int)' },
      { node: 'SelectStmt', text: "select '🎉' as b" },
    ]);
    expect(statements(sql)[0]?.tree).toHaveProperty('relation.relname', 't');
  });

  it('keeps comment marks that stand inside a statement or a literal', () => {
    const sql = "select '-- no comment', /* yes */ 1; select '/*'";
    expect(statements(sql).map(({ text }) => text)).toEqual(["select '-- no comment', /* yes */ 1", "select '/*'"]);
  });

  it('finds no statement in nothing, white space and comments', () => {
    for (const sql of ['', ' \n\t', ';;', '-- only', '/* only */']) expect(statements(sql)).toEqual([]);
  });

  it('says what does not parse and where, counting UTF-16', () => {
    const sql = "select '🎉🎉' frm from where";
    expect(failure(sql)).toEqual({ ok: false, message: 'syntax error at or near "where"', position: sql.indexOf('where') });
    expect(failure("select 'open").message).toContain('unterminated quoted string');
  });

  it('refuses a NUL character instead of reading up to it', () => {
    expect(failure('select 1;\0 drop table t')).toMatchObject({ message: expect.stringContaining('NUL'), position: 9 });
    expect(parser.scan('select 1;\0')).toBeNull();
    expect(parser.fingerprint('select 1;\0')).toBeNull();
  });

  it('reads a megabyte', () => {
    const sql = "select * from t where a = 'xxxxxxxxxxxxxxx';\n".repeat(23_000);
    expect(statements(sql)).toHaveLength(23_000);
    expect(statements(sql).at(-1)?.end).toBe(sql.length - 2);
  });
});

describe('deep nesting', () => {
  it('is refused before it overflows the stack of whoever walks the tree', () => {
    for (const length of [1500, 5000, 50_000]) expect(failure(chain(length)).message).toContain('nested too deeply');
    expect(statements(chain(500))).toHaveLength(1);
  });

  it('leaves the parser whole, however often it traps', async () => {
    for (let round = 0; round < 60; round += 1) {
      expect(parser.parse(chain(20_000)).ok).toBe(false);
      // The fresh module starts as soon as the event loop turns.
      await new Promise((resolve) => setTimeout(resolve, 25));
      expect(statements('select a from t where b = 1')).toHaveLength(1);
    }
  });

  it('never hands a wounded module more than a few calls in one turn', async () => {
    const own = createSqlParser(await startEngine(), startEngine);
    for (let trap = 0; trap < 100; trap += 1) expect(own.parse(chain(20_000)).ok).toBe(false);
    await expect.poll(() => own.parse('select 1').ok).toBe(true);
  });

  it('goes on with the old module when no fresh one can be started', async () => {
    const own = createSqlParser(await startEngine(), () => Promise.reject<Engine>(new Error('offline')));
    expect(own.parse(chain(20_000)).ok).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(own.parse('select 1').ok).toBe(true);
  });
});

describe('scan', () => {
  it('names every kind of token, also those the package calls unknown', () => {
    const sql = `select "Q", U&"d\\0061t", 1.5, 'a', U&'d', b'01', x'1F', $$x$$ + $1::int || 2 -- c\n/* d */;`;
    expect(parser.scan(sql)?.map(({ name }) => name)).toEqual([
      'SELECT', 'IDENT', 'ASCII_44', 'UIDENT', 'ASCII_44', 'FCONST', 'ASCII_44', 'SCONST', 'ASCII_44', 'USCONST', 'ASCII_44', 'BCONST',
      'ASCII_44', 'XCONST', 'ASCII_44', 'SCONST', 'ASCII_43', 'PARAM', 'TYPECAST', 'INT', 'Op', 'ICONST', 'SQL_COMMENT', 'C_COMMENT', 'ASCII_59',
    ]);
  });

  it('tells keywords from names', () => {
    expect(parser.scan('select left, name, int4 from x')?.map(({ keyword }) => keyword)).toEqual([
      'reserved', 'type', 'none', 'unreserved', 'none', 'none', 'reserved', 'none',
    ]);
  });

  it('answers null when the scanner gives up and no token for nothing', () => {
    expect(parser.scan("select 'open")).toBeNull();
    expect(parser.scan('')).toEqual([]);
    expect(parser.scan('  ')).toEqual([]);
  });

  const piece = constantFrom(
    'select', ' ', '\n', "'🎉 é'", "'a''b'", '"ü🎉"', 'tàble', '$1', '1.5', '::', '->>', '-- 注释\n', '/* 🎉 /* n */ */', '$tag$ ; 🎉 $tag$', ';', '\u{10ffff}x', '\ud800',
  );
  it('tiles the text in order: between tokens there is only white space', () => {
    assert(
      property(array(piece, { maxLength: 30 }), (pieces) => {
        const sql = pieces.join('');
        const tokens = parser.scan(sql);
        if (tokens === null) return;
        let end = 0;
        for (const token of tokens) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          expect(sql.slice(end, token.start)).toMatch(/^[ \t-\r]*$/);
          end = token.end;
        }
        expect(sql.slice(end)).toMatch(/^[ \t-\r]*$/);
      }),
      { numRuns: 500 },
    );
  });

  it('puts token borders where the text was cut, with astral characters before them', () => {
    assert(
      property(array(constantFrom("'🎉'", '"é"', 'x', '42', '$1', '/*👍*/'), { maxLength: 40 }), (words) => {
        const sql = words.join('\n,');
        const cut = parser.scan(sql)?.map(({ start, end }) => sql.slice(start, end)).filter((text) => text !== ',');
        expect(cut).toEqual(words);
      }),
    );
  });
});

describe('any text', () => {
  it('is answered without throwing, and statements stay inside it in order', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 200 }), (sql) => {
        parser.scan(sql);
        parser.fingerprint(sql);
        parser.normalize(sql);
        const result = parser.parse(sql);
        expect(result.ok ? 0 : (result.position ?? 0)).toBeLessThanOrEqual(sql.length);
        let end = 0;
        for (const statement of result.ok ? result.statements : []) {
          expect(statement.start).toBeGreaterThanOrEqual(end);
          expect(sql.slice(statement.start, statement.end)).toBe(statement.text);
          end = statement.end;
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('fingerprint and normalize', () => {
  it('see through constants and white space, not through names', () => {
    const base = parser.fingerprint('select a from t where b = 1');
    expect(base).toMatch(/^[0-9a-f]{16}$/);
    expect(parser.fingerprint("SELECT a\nFROM t /* c */ WHERE b = 'x'")).toBe(base);
    expect(parser.fingerprint('select a from u where b = 1')).not.toBe(base);
  });

  it('replace constants', () => {
    expect(parser.normalize("select 1, 'é🎉' from t where x = -5")).toBe('select $1, $2 from t where x = $3');
  });

  it('answer null for what does not parse', () => {
    for (const sql of ['', "select 'open", 'select from from', 'select ""']) {
      expect(parser.fingerprint(sql)).toBeNull();
      expect(parser.normalize(sql)).toBeNull();
    }
  });
});

it('is one parser however often it is loaded', async () => {
  expect(await loadSqlParser()).toBe(parser);
});
