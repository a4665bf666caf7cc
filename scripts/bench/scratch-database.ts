import { Client } from 'pg';

const TABLES_PER_TRANSACTION = 100;

/** Makes a database of its own with that many tables, gives its address to `work`, and drops it. */
export async function withTables<Result>(serverUrl: string, count: number, work: (url: string) => Result | Promise<Result>): Promise<Result> {
  const name = `aksara_bench_${process.pid}`;
  const admin = new Client({ connectionString: serverUrl });
  await admin.connect();
  try {
    await admin.query(`create database ${name}`);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    await createTables(url.href, count);
    return await work(url.href);
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
}

/** Tables as applications have them: twelve columns, keys, a check, indexes and comments. */
async function createTables(url: string, count: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('set synchronous_commit = off');
  for (let first = 0; first < count; first += TABLES_PER_TRANSACTION) {
    const last = Math.min(first + TABLES_PER_TRANSACTION, count);
    await client.query(Array.from({ length: last - first }, (_, index) => tableSql(first + index)).join('\n'));
  }
  await client.query('analyze');
  await client.end();
}

function tableSql(index: number): string {
  const name = `table_${index}`;
  const parent = index === 0 ? '' : `, parent_id bigint not null references table_${Math.floor(index / 2)} on delete cascade`;
  return `
    create table ${name} (
      id bigint generated always as identity primary key, name text not null, email varchar(200) unique, status text default 'new',
      amount numeric(12,2) check (amount >= 0), quantity integer, active boolean not null default true, data jsonb,
      created_at timestamptz not null default now(), updated_at timestamptz, note text${parent});
    create index ${name}_status_idx on ${name} (status, created_at desc);
    comment on table ${name} is 'What ${name} holds';
    comment on column ${name}.status is 'Where it stands';`;
}
