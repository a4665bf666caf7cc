import type { DatabaseFacts, Diagnostic, Model, RuleCheck, SessionGroup, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { beforeAll, describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { foreignKey, projectFacts, table } from '../testing/model-factory.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

function run(parts: Partial<DatabaseFacts>, models: Model[] = []) {
  const { database } = projectFacts();
  if (database === null) throw new Error('the factory makes a database');
  return diagnose(projectFacts({ database: { ...database, ...parts }, models }), parser);
}

function found(rule: string, parts: Partial<DatabaseFacts>, models: Model[] = []): Diagnostic[] {
  const findings = run(parts, models).diagnostics.filter((diagnostic) => diagnostic.rule === rule);
  expect(findings.flatMap(({ remedy }) => remedy?.sql ?? []).filter((sql) => !parser.parse(sql).ok)).toEqual([]);
  return findings;
}

const check = (rule: string, parts: Partial<DatabaseFacts>): RuleCheck | undefined => run(parts).checks.find((entry) => entry.rule === rule);
const session = (parts: Partial<SessionGroup>): SessionGroup => ({ state: 'active', role: 'app', application: 'worker', atLeast: '1 minute', count: '1', blockers: [], ...parts });

describe('sessions', () => {
  const sessions = [
    session({ state: 'idle_in_transaction', atLeast: '5 minutes', count: '2 to 5' }),
    session({ state: 'idle_in_transaction', atLeast: '1 hour', application: null }),
    session({ state: 'blocked', atLeast: '5 seconds', blockers: [{ role: 'Rep ort', state: 'idle in transaction' }, { role: null, state: null }] }),
    session({ role: 'Rep ort' }),
  ];

  it('D038: one finding a role, with what varies in its evidence', () => {
    expect(found('D038', { sessions })).toMatchObject([
      {
        id: 'D038:app', level: 'warning', object: { kind: 'database', id: 'app', part: null },
        evidence: ['1 session, for 1 hour or more', '2 to 5 sessions of application worker, for 5 minutes or more'],
        remedy: { sql: "ALTER ROLE app SET idle_in_transaction_session_timeout = '60s';" },
      },
    ]);
  });

  it('D039: says who holds the lock', () => {
    expect(found('D039', { sessions })[0]?.evidence).toEqual([
      '1 session of application worker, for 5 seconds or more, held up by a session of "Rep ort" (idle in transaction) and a prepared transaction or a session of the server',
    ]);
  });

  it('D040: a statement that runs for long', () => {
    expect(found('D040', { sessions })).toMatchObject([{ id: 'D040:Rep ort', title: 'A statement of "Rep ort" has been running for long', remedy: { sql: null } }]);
  });

  it.each(['D038', 'D039', 'D040'])('%s is clean without such sessions', (rule) => {
    expect(check(rule, { sessions: [] })).toMatchObject({ outcome: 'clean' });
  });
});

describe('D036 timeouts_unset', () => {
  const timeouts = [{ name: 'lock_timeout', milliseconds: 0 }, { name: 'statement_timeout', milliseconds: 0 }] as const;

  it('names the limits that are missing', () => {
    expect(found('D036', { timeouts })).toMatchObject([
      { id: 'D036:app', title: 'Sessions of app begin without lock_timeout, statement_timeout', remedy: { sql: "ALTER ROLE app SET lock_timeout = '5s';\nALTER ROLE app SET statement_timeout = '30s';" } },
    ]);
    expect(check('D036', { timeouts: [{ name: 'lock_timeout', milliseconds: 1 }] })).toMatchObject({ outcome: 'clean' });
  });

  it('is skipped for a superuser, who is not the application, and on the embedded database', () => {
    expect(check('D036', { timeouts, superuser: true })).toMatchObject({ outcome: 'skipped', reason: expect.stringContaining('superuser') });
    expect(check('D036', { timeouts, superuser: true, engine: 'pglite' })).toMatchObject({ outcome: 'skipped', reason: 'the embedded database has a single session' });
  });
});

describe('D037 xid_age', () => {
  const at = (...ages: number[]) => ({ freezing: { limit: 200_000_000, relations: ages.map((age, index) => ({ relation: `public.t${index}`, age })) } });

  it('is a warning past the limit of autovacuum and an error near the end', () => {
    expect(found('D037', at(300_000_000))).toMatchObject([{ level: 'warning', evidence: [expect.anything(), 'public.t0: oldest transaction id 300 million transactions ago or more'], remedy: { sql: 'VACUUM (FREEZE) public.t0;' } }]);
    expect(found('D037', at(1_500_000_000, 200_000_000))).toMatchObject([{ level: 'error', object: { kind: 'database', id: 'test' } }]);
    expect(check('D037', at())).toMatchObject({ outcome: 'clean' });
  });

  it('shows ten tables and says that there are more', () => {
    const [finding] = found('D037', at(...Array.from({ length: 20 }, () => 0)));
    expect(finding?.evidence).toHaveLength(12);
    expect(finding?.evidence.at(-1)).toBe('… more');
    expect(finding?.remedy?.sql?.split('\n')).toHaveLength(10);
  });
});

describe('D041 cache_hit_low', () => {
  it('speaks of steps, not of counters', () => {
    expect(found('D041', { cacheHit: { from: 0.95, to: 0.985 } })).toMatchObject([{ title: 'Less than 98.5 % of the blocks are found in memory', evidence: [expect.stringMatching(/^95 % to 98.5 %/), expect.anything()] }]);
    expect(found('D041', { cacheHit: { from: 0, to: 0.5 } })).toHaveLength(1);
  });

  it('is clean above the threshold and skipped on too few blocks', () => {
    expect(check('D041', { cacheHit: { from: 0.985, to: 1 } })).toMatchObject({ outcome: 'clean' });
    expect(check('D041', { cacheHit: null })).toMatchObject({ outcome: 'skipped' });
  });
});

describe('facts of a snapshot that was made before they were read', () => {
  it.each(['D036', 'D037', 'D038', 'D039', 'D040', 'D041'])('%s is skipped, not clean', (rule) => {
    expect(check(rule, {})).toMatchObject({ outcome: 'skipped', reason: 'the snapshot does not hold what this rule looks at' });
  });
});

describe('D007 fk_triggers_disabled', () => {
  it('is one finding a table, with the keys it breaks and its partitions named with it', () => {
    const disabled = (...tables: string[]) => tables.map((name, number) => ({ table: `public.${name}`, trigger: `RI_ConstraintTrigger_c_${number}` }));
    const part = table('visits_1', { partitionOf: 'public.visits' });
    const visits = table('visits', { kind: 'partitioned_table', foreignKeys: [foreignKey(['user_id'], 'public.users', { disabledTriggers: disabled('visits', 'visits_1') })] });
    const findings = found('D007', {}, [table('users'), visits, part]);
    expect(findings).toMatchObject([
      {
        id: 'D007:public.visits', level: 'error',
        evidence: ['not enforced: user_id_fkey, public.visits (user_id) references public.users (id)', expect.anything()],
        remedy: { sql: "SET lock_timeout = '2s';\nALTER TABLE public.visits ENABLE TRIGGER \"RI_ConstraintTrigger_c_0\";\nALTER TABLE public.visits_1 ENABLE TRIGGER \"RI_ConstraintTrigger_c_1\";" },
      },
    ]);
  });
});

describe('D032 view_definer', () => {
  const on = { enabled: true, forced: false };
  const secret = table('secret', { rowSecurity: on });
  const view = (name: string, reads: string[], parts: Partial<NonNullable<Model['view']>> = {}) =>
    table(name, { kind: 'view', primaryKey: null, view: { reads, invoker: false, ownerBypassesRowSecurity: false, ...parts } });

  it('finds a view whose owner is bound by no policy', () => {
    expect(found('D032', {}, [secret, view('v', ['public.secret'])])).toMatchObject([{ id: 'D032:public.v', remedy: { sql: "SET lock_timeout = '2s';\nALTER VIEW public.v SET (security_invoker = true);" } }]);
  });

  it('finds it behind a view that passes the rights on, and names that one only once', () => {
    const models = [secret, view('inner', ['public.secret'], { invoker: true }), view('outer', ['public.inner', 'public.outer'])];
    expect(found('D032', {}, models).map(({ id }) => id)).toEqual(['D032:public.outer']);
    const both = [secret, view('inner', ['public.secret']), view('outer', ['public.inner'])];
    expect(found('D032', {}, both).map(({ id }) => id)).toEqual(['D032:public.inner']);
  });

  it.each([
    ['without row level security', table('secret'), {}],
    ['whose policies hold for the owner of the view', { ...secret, owner: 'another' }, {}],
    ['whose policies are forced on its owner', { ...secret, rowSecurity: { enabled: true, forced: true } }, {}],
    ['read with the rights of the caller', secret, { invoker: true }],
  ])('is silent over a table %s', (_name, read, parts) => expect(found('D032', {}, [read, view('v', ['public.secret'], parts)])).toEqual([]));

  it('does not apply before PostgreSQL 15', () => {
    expect(check('D032', { versionNumber: 140_000 })).toMatchObject({ outcome: 'skipped' });
  });
});
