import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { FlowError } from '#contract';
import type { Database } from '../database.ts';
import { openOnServer, whyNoServer, type ServerDatabase } from '../testing/test-databases.ts';
import { connectionTarget } from './postgresql-config.ts';
import { openPostgresql } from './postgresql.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const PASSWORD = 's3cr3t-Pa55';
const missing = await whyNoServer();
const opened: Database[] = [];
afterEach(async () => {
  for (const db of opened.splice(0)) await db.close();
});

async function failureOf(url: string): Promise<FlowError> {
  const db = openPostgresql({ url, connectTimeoutMs: 2_000 });
  opened.push(db);
  const failure = await db.read((query) => query('SELECT 1')).catch((error: unknown) => error);
  if (!FlowError.isInstance(failure)) throw new Error(`no FlowError: ${String(failure)}`);
  expect(inspect(failure, { depth: 9 }), 'the password is in no message, field or cause').not.toContain(PASSWORD);
  expect(failure.remedy).not.toBeNull();
  return failure;
}

describe('a server that cannot be read says why', () => {
  it('when nothing listens there', async () => {
    const failure = await failureOf(`postgres://app:${PASSWORD}@127.0.0.1:1/shop`);
    expect([failure.code, failure.message]).toEqual(['DATABASE_UNREACHABLE', 'No PostgreSQL server answers at 127.0.0.1:1 (connection refused).']);
  });

  it('when the host is not known', async () => {
    const failure = await failureOf(`postgres://app:${PASSWORD}@no-such-host.invalid/shop`);
    expect(failure.code).toBe('DATABASE_UNREACHABLE');
    expect(failure.message).toContain('"no-such-host.invalid"');
  });

  it('when the password is wrong', async () => {
    const server = await refusingServer('28P01', 'password authentication failed for user "app"');
    const failure = await failureOf(`postgres://app:${PASSWORD}@127.0.0.1:${portOf(server)}/shop`);
    server.close();
    expect(failure.code).toBe('DATABASE_AUTH_FAILED');
    expect(failure.message).toBe(`127.0.0.1:${portOf(server)} refused role "app" for database "shop": the password is wrong or missing.`);
  });

  it('when it offers no encryption and the URL asks for it', async () => {
    const server = await listen(createServer((socket) => socket.on('error', () => undefined).once('data', () => socket.end('N')))); // its answer to SSLRequest
    const failure = await failureOf(`postgres://app:${PASSWORD}@127.0.0.1:${portOf(server)}/shop?sslmode=require`);
    server.close();
    expect([failure.code, failure.message]).toEqual(['DATABASE_UNREACHABLE', expect.stringContaining('SSL')]);
    expect(failure.remedy).toContain('sslmode');
  });

  it('after trying without start-up options, which a pooler may refuse', async () => {
    const startups: string[] = [];
    const server = await listen(
      createServer((socket) => {
        socket.on('error', () => undefined); // the client hangs up on the refusal
        socket.once('data', (startup) => {
          startups.push(startup.toString('latin1'));
          const refusal = startup.includes('default_transaction_read_only') ? 'C08P01\0Munsupported startup parameter: options' : 'C3D000\0Mno such database';
          socket.end(frame('E', Buffer.from(`SFATAL\0${refusal}\0\0`)));
        });
      }),
    );
    const db = openPostgresql({ url: `postgres://app@127.0.0.1:${portOf(server)}/shop` });
    opened.push(db);
    const failures = await Promise.all([1, 2].map(() => db.read((query) => query('SELECT 1')).catch((error: unknown) => error)));
    server.close();
    for (const failure of failures) expect(failure).toMatchObject({ message: expect.stringContaining('has no database "shop"') });
    expect(startups.filter((startup) => !startup.includes('options'))).toHaveLength(2);
  });

  it('when it has no connection left', async () => {
    const server = await refusingServer('53300', 'sorry, too many clients already');
    const failure = await failureOf(`postgres://app@127.0.0.1:${portOf(server)}/shop`);
    server.close();
    expect([failure.code, failure.message]).toEqual(['DATABASE_UNREACHABLE', expect.stringContaining('too many clients')]);
  });

  it('when it never answers', async () => {
    const server = await listen(createServer());
    const failure = await failureOf(`postgres://app:${PASSWORD}@127.0.0.1:${portOf(server)}/shop`);
    server.close();
    expect([failure.code, failure.message]).toEqual(['DATABASE_UNREACHABLE', `127.0.0.1:${portOf(server)} did not answer in time.`]);
  });

  it('when the URL is none', () => {
    for (const url of [`postgres//app:${PASSWORD}@h/db`, 'localhost', '', `mysql://app:${PASSWORD}@h/db`]) {
      expect(() => openPostgresql({ url })).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST', message: 'The database URL is not a PostgreSQL URL.' }));
    }
  });

  it.skipIf(missing !== null)('when role or database are not what the server has', async () => {
    const server = await openOnServer('SELECT 1');
    const url = new URL(server.url);
    url.pathname = '/no_such_database';
    const database = await failureOf(url.href);
    expect([database.code, database.message]).toEqual(['DATABASE_UNREACHABLE', expect.stringContaining('has no database "no_such_database"')]);
    await server.close();
    const role = await failureOf(server.url.replace('//postgres', `//nobody_${process.pid}`));
    expect(['DATABASE_AUTH_FAILED', 'DATABASE_UNREACHABLE']).toContain(role.code);
    expect(role.message).toContain(`nobody_${process.pid}`);
  });
});

describe.skipIf(missing !== null)('a connection that is cut', () => {
  let server: ServerDatabase;
  beforeAll(async () => {
    server = await openOnServer('SELECT 1');
  });
  afterAll(() => server.close());
  const cut = (pid: number | undefined) => server.execute(`SELECT pg_terminate_backend(${pid ?? 0})`);

  it('while reading fails that read only', async () => {
    const failure = await server.db
      .read(async (query) => {
        const [row] = await query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        await cut(row?.pid);
        return query('SELECT 1');
      })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'DATABASE_UNREACHABLE', message: expect.stringContaining('was cut while reading') });
    expect(await server.db.read((query) => query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  });

  it('while idle is not noticed', async () => {
    const [row] = await server.db.read((query) => query<{ pid: number }>('SELECT pg_backend_pid() AS pid'));
    await cut(row?.pid);
    await expect.poll(() => server.db.read((query) => query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  });
});

describe.skipIf(missing !== null)('a session', () => {
  let server: ServerDatabase;
  beforeAll(async () => {
    server = await openOnServer('SELECT 1');
  });
  afterAll(() => server.close());

  it('is guarded and limited', async () => {
    const names = ['default_transaction_read_only', 'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'application_name', 'search_path', 'standard_conforming_strings'];
    const rows = await server.db.read((query) => query<{ name: string; value: string }>('SELECT n AS name, current_setting(n) AS value FROM unnest($1::text[]) n', [names]));
    expect(Object.fromEntries(rows.map(({ name, value }) => [name, value]))).toEqual({
      default_transaction_read_only: 'on', statement_timeout: '5s', lock_timeout: '500ms', idle_in_transaction_session_timeout: '10s',
      application_name: 'aksara-studio', search_path: '""', standard_conforming_strings: 'on',
    });
  });

  it('stays read-only behind a statement that ends the transaction', async () => {
    await expect(server.db.read((query) => query('COMMIT; CREATE TABLE public.left_behind (id int)'))).rejects.toThrow(/read-only transaction/);
  });

  it('keeps the start-up options of its URL', async () => {
    const db = openPostgresql({ url: `${server.url}?options=${encodeURIComponent('-c work_mem=5MB')}` });
    opened.push(db);
    expect(await db.read((query) => query(`SELECT current_setting('work_mem') AS memory, current_setting('default_transaction_read_only') AS guard`))).toEqual([{ memory: '5MB', guard: 'on' }]);
  });
});

describe('where a URL leads', () => {
  it.each([
    ['postgres://app:pw@db.example:6543/shop', { host: 'db.example', port: 6543, database: 'shop', role: 'app' }],
    ['postgresql://a%40b@[::1]/my%20shop', { host: '::1', port: 5432, database: 'my shop', role: 'a@b' }],
    ['postgres://app@/shop?host=/var/run/postgresql&port=7', { host: '/var/run/postgresql', port: 7, database: 'shop', role: 'app' }],
  ])('%s', (url, target) => {
    expect(connectionTarget(url)).toEqual(target);
  });
});

/** Speaks as much of the protocol as it takes to ask for a password and refuse it. */
function refusingServer(sqlState: string, message: string): Promise<Server> {
  const fields = `SFATAL\0C${sqlState}\0M${message}\0\0`;
  return listen(
    createServer((socket) => {
      socket.on('error', () => undefined); // the client hangs up on the refusal
      socket.once('data', () => {
        socket.write(frame('R', Buffer.from([0, 0, 0, 3]))); // AuthenticationCleartextPassword
        socket.once('data', () => socket.end(frame('E', Buffer.from(fields))));
      });
    }),
  );
}

function frame(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

function listen(server: Server): Promise<Server> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

const ports = new WeakMap<Server, number>();
function portOf(server: Server): number {
  const address = server.address() as AddressInfo | null; // a TCP server's address is an object
  if (address) ports.set(server, address.port);
  return ports.get(server) ?? 0;
}
