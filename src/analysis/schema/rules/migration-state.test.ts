import type { Migration, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { beforeAll, describe, expect, it } from 'vitest';
import { appliedMigration } from '../../application/testing/applied-migration.ts';
import { projectFacts } from '../../testing/model-factory.ts';
import { schemaFacts } from '../schema-facts.ts';
import { migrationState } from './migration-state.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

function check(...migrations: Migration[]) {
  return migrationState.check(schemaFacts(projectFacts({ migrations }), parser));
}

function lines(...migrations: Migration[]): string[] {
  return check(...migrations).findings.map(({ level, title }) => `${level} ${title}`);
}

const sql = (name: string, parts: Partial<Migration> = {}): Migration => ({ ...appliedMigration(name, 'SELECT 1'), ...parts });
const pending = { state: 'pending' } as const;

/** A revision of a tool whose files say what they follow. */
function revision(name: string, follows: readonly string[], parts: Partial<Migration> = {}): Migration {
  return { ...sql(name), tool: 'alembic', up: { path: `${name}.py`, text: `revision = "${name}"`, sql: false }, dependsOn: follows.map((other) => `app/${other}`), ...parts };
}

describe('A005 migration_state', () => {
  it('is silent when all files are applied as they are', () => expect(lines(sql('0001'), sql('0002'))).toEqual([]));

  it('finds a pending one, and one that is pending although a later one is applied', () => {
    expect(lines(sql('0001'), sql('0002', pending), sql('0010', pending))).toEqual(['warning Migration 0002 is pending', 'warning Migration 0010 is pending']);
    expect(lines(sql('0009', pending), sql('0010'))).toEqual(['warning Migration 0009 is pending although a later one is applied']);
  });

  it('is an error for a file that was edited after it was applied', () => {
    expect(lines(sql('0001', { checksum: 'changed' }))).toEqual(['error Migration 0001 was edited after it was applied']);
    expect(lines(sql('0001', { ...pending, checksum: 'changed' }))).toEqual(['warning Migration 0001 is pending']);
  });

  it('says that it could not look when the history is not known', () => {
    expect(check(sql('0001', { state: 'unknown' }))).toMatchObject({ findings: [], skipped: [{ part: 'A005 migration_state' }] });
  });

  it('orders the files of a graph by what they follow', () => {
    const [late, base] = [revision('a', ['z']), revision('z', [], pending)];
    expect(lines(late, base)).toEqual(['warning Migration z is pending although a later one is applied']);
    expect(lines(revision('z', []), revision('a', ['z'], pending))).toEqual(['warning Migration a is pending']);
  });
});

describe('A005 of two heads', () => {
  const base = revision('base', []);

  it('is a warning at each head, which names the others', () => {
    const { findings } = check(base, revision('left', ['base']), revision('right', ['base']));
    expect(findings.map(({ id, level, title }) => `${level} ${id} ${title}`)).toEqual([
      'warning A005:app/left:heads Migration left is one of 2 heads of app', 'warning A005:app/right:heads Migration right is one of 2 heads of app',
    ]);
    expect(findings[0]?.evidence).toEqual(['no other migration of the app follows it', 'the same holds for right']);
    expect(findings[0]?.remedy?.text).toContain('alembic merge heads');
  });

  it.each([
    ['heads that were merged', [base, revision('left', ['base']), revision('right', ['base']), revision('merge', ['left', 'right'])]],
    ['a chain', [base, revision('next', ['base']), revision('last', ['next'])]],
    ['branches that are meant', [base, revision('left', ['base'], { up: { path: 'l.py', text: 'branch_labels = ("left",)', sql: false } }), revision('right', ['base'])]],
    ['no branch labels', [{ ...base, up: { ...base.up, text: 'branch_labels = None' } }, revision('next', ['base'])]],
    ['a squashed migration beside what it replaces', [base, revision('next', ['base']), revision('squashed', [], { tool: 'django', up: { path: 's.py', text: 'class Migration:\n    replaces = [("app", "base")]', sql: false } })]],
    ['heads of two apps', [base, { ...revision('other', []), id: 'other/other', app: 'other' }]],
    ['a tool that orders by name', [sql('0001'), sql('0002')]],
    ['SQL files among those of a graph', [{ ...base, tool: 'aksara' as const }, sql('0002', { tool: 'aksara' })]],
  ])('is silent for %s', (_name, migrations) => expect(lines(...migrations)).toEqual([]));
});
