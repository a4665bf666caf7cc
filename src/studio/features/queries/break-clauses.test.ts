import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakClauses } from './break-clauses.ts';

describe('breakClauses', () => {
  it('gives each main clause its line, and none to those in brackets or quotes', () => {
    const sql =
      "SELECT o.id, (SELECT count(*) FROM items WHERE a = 1) AS n, ' FROM ' FROM orders o LEFT OUTER JOIN users u ON u.id = o.user_id WHERE a IS DISTINCT FROM b AND extract(year FROM d) = $1 ORDER BY n LIMIT 5";
    expect(breakClauses(sql).split('\n')).toEqual([
      "SELECT o.id, (SELECT count(*) FROM items WHERE a = 1) AS n, ' FROM '",
      'FROM orders o',
      'LEFT OUTER JOIN users u ON u.id = o.user_id',
      'WHERE a IS DISTINCT FROM b AND extract(year FROM d) = $1',
      'ORDER BY n',
      'LIMIT 5',
    ]);
  });

  it('keeps what writes together', () => {
    expect(breakClauses('DELETE FROM sessions USING users WHERE users.id = sessions.user_id RETURNING sessions.id').split('\n')).toEqual([
      'DELETE FROM sessions USING users',
      'WHERE users.id = sessions.user_id',
      'RETURNING sessions.id',
    ]);
  });

  it('leaves short statements and those with lines of their own alone', () => {
    const own = 'SELECT a_long_name_of_a_column, another_one\n  FROM t WHERE a_long_name_of_a_column = 1';
    expect(breakClauses(own)).toBe(own);
    expect(breakClauses('SELECT 1 FROM t')).toBe('SELECT 1 FROM t');
  });

  it('changes nothing but white space', () => {
    const words = fc.constantFrom('SELECT', ' from ', "'it''s'", '$$ FROM $$', '(', ')', 'orders', ' ', '--x', '"', "'", 'JOIN', 'LEFT', '/* a */');
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
        const sql = parts.join(' ');
        expect(breakClauses(sql).replaceAll(/\s+/g, '')).toBe(sql.replaceAll(/\s+/g, ''));
      }),
    );
  });
});
