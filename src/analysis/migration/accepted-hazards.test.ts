import type { SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { beforeAll, describe, expect, it } from 'vitest';
import { column, table } from '../testing/model-factory.ts';
import { describeMigration } from './describe-migration.ts';
import type { MigrationOptions } from './migration-report.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const models = [table('orders', { columns: [column('id', { nullable: false }), column('note')] })];
const limits = "SET lock_timeout = '2s'; SET statement_timeout = '5s';\n";

function report(sql: string, options: MigrationOptions = {}) {
  return describeMigration(limits + sql, parser, models, { migrationId: 'shop/0007', source: 'migrations/0007.sql', transactional: true, today: '2026-06-15', ...options });
}

const rules = (sql: string, options: MigrationOptions = {}) => report(sql, options).findings.map(({ rule }) => rule);
const index = 'CREATE INDEX i ON orders (note);';

describe('aksara:allow comments', () => {
  it('move a hazard of their statement to the accepted risks, with reason, end and place', () => {
    const { findings, accepted } = report(`-- aksara:allow M001 reason="a small table" until=2026-06-15\n${index}`);
    expect(findings).toEqual([]);
    expect(accepted).toMatchObject([
      { finding: { rule: 'M001', object: { kind: 'migration', id: 'shop/0007', part: '3' } }, reason: 'a small table', until: '2026-06-15', source: 'migrations/0007.sql, line 2' },
    ]);
  });

  it('name rules by id or name, several in one comment, in any case', () => {
    expect(rules(`-- aksara:allow create_index_blocks_writes reason=x\n${index}`)).toEqual([]);
    expect(rules('-- aksara:allow m013, M025 reason=x\nALTER TABLE orders ALTER note SET NOT NULL, ALTER note DROP DEFAULT')).toEqual([]);
  });

  it('reach no further than their statement', () => {
    expect(report(`-- aksara:allow M001 reason=x\n${index}\n${index.replace(' i ', ' j ')}`).findings).toMatchObject([{ rule: 'M001', object: { part: '4' } }]);
  });

  it('reach the whole file when they say so, wherever they stand', () => {
    expect(rules(`${index}\n${index.replace(' i ', ' j ')}\n-- aksara:allow-file M001 reason=x`)).toEqual([]);
  });

  it('stand behind a statement on its line as well', () => expect(rules(`${index} -- aksara:allow M001 reason=x\nSELECT 1`)).toEqual([]));

  it('S001: hold nothing back', () => {
    const [second, first] = report(`-- aksara:allow M019 reason=x\n${index.replace('INDEX', 'INDEX CONCURRENTLY')}\n-- aksara:allow M001 reason=x`, { transactional: false }).findings;
    expect(first).toMatchObject({ rule: 'S001', level: 'warning', object: { part: null }, title: expect.stringContaining('none follows it') });
    expect(second).toMatchObject({ rule: 'S001', object: { part: '3' }, title: 'M019 (alter_type_rewrites) is accepted in line 2 but not found in statement 3' });
  });

  it('S001 says where the rule is found', () => {
    const found = report(`-- aksara:allow M001 reason=x\nSELECT 1;\n${index}`).findings.find(({ rule }) => rule === 'S001');
    expect(found?.evidence).toEqual(['migrations/0007.sql, line 2', 'it is found at statement 4']);
    expect(found?.remedy?.text).toContain('aksara:allow-file');
  });

  it('S002: hold nothing back after their last day, unless nobody says what day it is', () => {
    const sql = `-- aksara:allow M001 reason=x until=2026-06-14\n${index}`;
    expect(rules(sql)).toEqual(['M001', 'S002']);
    expect(rules(sql, { today: null })).toEqual([]);
  });

  it.each([
    ['M001', 'it gives no reason'],
    ['M001 reason=x until=2026-13-01', 'is not a day'],
    ['M999 reason=x', 'there is no migration rule M999'],
    ['D002 reason=x', 'there is no migration rule D002'],
    ['"; DROP TABLE x" reason=x', 'there is no migration rule'],
  ])('S003: %s', (text, why) => {
    const { findings, accepted } = report(`-- aksara:allow ${text}\n${index}`);
    expect(accepted).toEqual([]);
    expect(findings.map(({ rule }) => rule)).toEqual(['S003', 'M001']);
    expect(findings[0]?.title).toContain(why);
  });

  it('S003 names the one wrong rule, the others hold', () => expect(rules(`-- aksara:allow M001,M0001 reason=x\n${index}`)).toEqual(['S003']));

  it('count for nothing in strings and bodies', () => {
    expect(rules(`DO $$ BEGIN\n-- aksara:allow M001 reason=x\nEND $$;\n${index}`)).toContain('M001');
    expect(rules(`SELECT '\n-- aksara:allow-file M001 reason=x\n';\n${index}`)).toEqual(['M001']);
  });

  it('are not called unused where the rule could not look', () => {
    expect(rules('-- aksara:allow M042 reason="forward only"\nALTER TABLE orders ADD COLUMN x int')).toEqual([]);
    expect(rules('-- aksara:allow M042 reason="forward only"\nALTER TABLE orders ADD COLUMN x int', { down: 'ALTER TABLE orders DROP COLUMN x' })).toEqual(['S001']);
  });

  it('are not criticised in a file that is applied: it must not be edited', () => {
    const sql = `-- aksara:allow M019 reason=x\n-- aksara:allow M001 reason=x until=2020-01-01\n-- aksara:allow nonsense\n${index}`;
    expect(rules(sql, { state: 'applied' })).toEqual(['M001']);
  });
});
