import * as fc from 'fast-check';
import type { SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { beforeAll, expect, it } from 'vitest';
import { column, table } from '../testing/model-factory.ts';
import { statementCorpus } from '../testing/statement-corpus.ts';
import { describeMigration } from './describe-migration.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const models = [table('orders', { columns: [column('id', { nullable: false }), column('note', { type: 'text' }), column('qty', { type: 'integer' })] })];

const hazards = [
  'CREATE INDEX CONCURRENTLY i ON orders (note)', 'ALTER TABLE orders ADD COLUMN x int NOT NULL', 'ALTER TABLE orders ALTER qty TYPE bigint', 'ALTER TABLE orders ADD CHECK (qty > 0)',
  'ALTER TABLE orders ADD UNIQUE (note)', 'DROP TABLE IF EXISTS orders CASCADE', 'ALTER TABLE orders ALTER note SET NOT NULL', 'UPDATE orders SET qty = 1',
  "ALTER TABLE orders ATTACH PARTITION x FOR VALUES IN ('a')", 'ALTER TABLE orders ADD COLUMN y int GENERATED ALWAYS AS (qty + 1) STORED', 'REINDEX TABLE orders', 'SET LOCAL lock_timeout = 1',
  '-- aksara:allow M001 reason="x" until=2026-01-01', '/* aksara:allow-file', 'aksara:allow', 'BEGIN', 'COMMIT', 'reason="', "until='", 'IF NOT EXISTS',
];

it('answers any text, and no rule fails on it', () => {
  const words = [...statementCorpus, ...hazards].flatMap((sql) => [sql, ...sql.split(' ')]);
  const soup = fc.array(fc.tuple(fc.constantFrom(...words), fc.constantFrom(' ', ';', '\n', ';\n', '--', '')), { maxLength: 12 });
  fc.assert(
    fc.property(soup, fc.constantFrom('applied' as const, 'pending' as const, 'unknown' as const), (pieces, state) => {
      const report = describeMigration(pieces.flat().join(''), parser, models, { state, today: '2026-06-15', down: null });
      expect(report.skipped.filter(({ reason }) => reason.startsWith('the rule failed'))).toEqual([]);
      for (const { remedy } of report.findings) expect(remedy?.sql == null || parser.parse(remedy.sql).ok).toBe(true);
    }),
    { numRuns: 400 },
  );
});

it('sees through white space, comments, case and quotes', () => {
  const statements = hazards.slice(0, 12);
  const space = fc.constantFrom(' ', '\n', '\t', ' /* c */ ', ' -- c\n');
  fc.assert(
    fc.property(fc.constantFrom(...statements), fc.infiniteStream(space), fc.boolean(), (sql, spaces, lower) => {
      const cased = (word: string) => (lower && !word.includes("'") ? word.toLowerCase() : word);
      const written = sql.split(' ').map((word) => (word === 'orders' ? '"orders"' : cased(word)));
      const shuffled = written.reduce((text, word) => `${text}${spaces.next().value}${word}`);
      const facts = (text: string) => {
        const { statements: read, findings } = describeMigration(text, parser, models);
        return [read.map(({ text: _text, line: _line, ...rest }) => rest), findings.map(({ id, level }) => [id, level])];
      };
      expect(facts(shuffled)).toEqual(facts(sql));
    }),
    { numRuns: 200 },
  );
});
