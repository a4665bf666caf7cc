import type { Client } from 'pg';

const TABLES_PER_TRANSACTION = 100;

/** Fills an empty database with tables as applications have them: twelve columns, keys, a check, indexes and comments. */
export async function createTables(client: Client, count: number): Promise<void> {
  await client.query('set synchronous_commit = off');
  for (let first = 0; first < count; first += TABLES_PER_TRANSACTION) {
    const last = Math.min(first + TABLES_PER_TRANSACTION, count);
    await client.query(Array.from({ length: last - first }, (_, index) => tableSql(first + index)).join('\n'));
  }
  await client.query('analyze');
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
