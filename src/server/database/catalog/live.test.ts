import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { administer, openOnServer, uniqueName, whyNoServer, type ServerDatabase } from '../testing/test-databases.ts';
import { foldSessions } from './fold-live.ts';
import { sessionsSql, type SessionRow } from './live.sql.ts';
import { readCatalog } from './read-catalog.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
const missing = await whyNoServer();
const [app, reader] = [uniqueName('app'), uniqueName('reader')];
const SECRET = 'card-4111-1111';

describe.skipIf(missing !== null)('sessions of a server', () => {
  let server: ServerDatabase;
  beforeAll(async () => {
    await administer(`CREATE ROLE ${app} LOGIN`);
    await administer(`CREATE ROLE ${reader} LOGIN`);
    server = await openOnServer(`CREATE TABLE t (a int); GRANT ALL ON t TO ${app}`);
  });
  afterAll(async () => {
    await server.close();
    await administer(`DROP ROLE ${app}, ${reader}`);
  });

  async function connect(application: string): Promise<Client> {
    const url = new URL(server.url);
    url.username = app;
    const client = new Client({ connectionString: url.href, application_name: application });
    client.on('error', () => null);
    await client.connect();
    return client;
  }
  const read = (db = server.db, version = 150_000) => db.read((query) => query<SessionRow>(sessionsSql(version)));
  const states = (rows: readonly SessionRow[]) => rows.filter(({ role }) => role === app).map(({ idle, blocked_seconds: blocked }) => ({ idle, blocked: blocked !== null }));

  it('are told apart while they last, with who holds the lock and never with what they run', async () => {
    const [holder, waiter, runner, resting] = await Promise.all(['holder', 'waiter', 'runner', 'resting'].map(connect));
    if (!holder || !waiter || !runner || !resting) throw new Error('no sessions');
    await holder.query(`BEGIN; LOCK TABLE t IN ACCESS EXCLUSIVE MODE; SELECT '${SECRET}'`);
    await resting.query('SELECT 1');
    const waiting = waiter.query(`SELECT '${SECRET}' FROM t`);
    const running = runner.query(`SELECT pg_sleep(60), '${SECRET}'`).catch(() => null);
    await vi.waitFor(async () => expect(states(await read())).toHaveLength(3), { timeout: 20_000 });
    await vi.waitFor(async () => expect(states(await read()).filter(({ blocked }) => blocked)).toHaveLength(1), { timeout: 20_000 });
    const rows = (await read()).filter(({ role }) => role === app);
    expect(states(rows)).toEqual([{ idle: true, blocked: false }, { idle: false, blocked: false }, { idle: false, blocked: true }]);
    expect(states(await read(server.db, 130_000))).toEqual(states(rows));
    expect(JSON.stringify(rows)).not.toContain(SECRET);
    const young = await readCatalog(server.db);
    expect(young.database.sessions).toEqual([]);
    const aged = rows.map((row) => ({ ...row, seconds: (row.seconds ?? 0) + 301, blocked_seconds: row.blocked_seconds === null ? null : row.blocked_seconds + 5 }));
    expect(foldSessions(aged)).toEqual([
      { state: 'active', role: app, application: 'runner', blockers: [], atLeast: '5 minutes', count: '1' },
      { state: 'blocked', role: app, application: 'waiter', blockers: [{ role: app, state: 'idle in transaction' }], atLeast: '5 seconds', count: '1' },
      { state: 'idle_in_transaction', role: app, application: 'holder', blockers: [], atLeast: '5 minutes', count: '1' },
    ]);
    expect(states(await read(server.connectAs(reader)))).toEqual([]);
    await holder.query('ROLLBACK');
    await waiting;
    await server.execute(`SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = '${app}' AND application_name = 'runner'`);
    await running;
    await vi.waitFor(async () => expect(states(await read())).toEqual([]), { timeout: 20_000 });
    await Promise.all([holder, waiter, runner, resting].map((client) => client.end()));
  });

  it('of other roles are named as unread when the role may not see them, with the grant that shows them', async () => {
    const skipped = async (db: typeof server.db) => (await readCatalog(db)).skipped.filter(({ part }) => part === 'database.sessions');
    const [entry] = await skipped(server.connectAs(reader));
    expect(entry?.remedy).toBe(`GRANT pg_read_all_stats TO "${reader}";`);
    await server.execute(entry?.remedy ?? '');
    expect(await skipped(server.connectAs(reader))).toEqual([]);
  });

  it('begin with the limits of their role, which none of ours changes', async () => {
    await server.execute(`ALTER ROLE ${app} SET statement_timeout = '7s'; ALTER DATABASE ${new URL(server.url).pathname.slice(1)} SET lock_timeout = '2s'`);
    const { database } = await readCatalog(server.connectAs(app));
    expect(database.timeouts).toEqual([
      { name: 'idle_in_transaction_session_timeout', milliseconds: 0 }, { name: 'lock_timeout', milliseconds: 2_000 }, { name: 'statement_timeout', milliseconds: 7_000 },
    ]);
  });
});
