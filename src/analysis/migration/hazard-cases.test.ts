import type { Model, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { beforeAll, describe, expect, it } from 'vitest';
import { column, foreignKey, index, table } from '../testing/model-factory.ts';
import { describeMigration } from './describe-migration.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const models: Model[] = [
  table('users', { columns: [column('id', { nullable: false }), column('email', { type: 'character varying(100)' }), column('bio', { type: 'text' })], referencedBy: [{ name: 'posts_user_fk', from: 'public.posts', columns: ['user_id'], referencedColumns: ['id'], onUpdate: 'NO ACTION', onDelete: 'CASCADE' }] }),
  table('posts', {
    columns: [
      column('id', { type: 'integer', nullable: false }), column('user_id'), column('title', { type: 'text' }), column('price', { type: 'numeric(10,2)' }), column('data', { type: 'json' }),
      column('at', { type: 'timestamp without time zone' }), column('seen', { type: 'timestamp with time zone' }), column('mood', { type: 'public.mood', enumValues: ['ok'] }), column('code', { type: 'character(4)' }),
    ],
    indexes: [index('posts_title_idx', ['title'])], foreignKeys: [foreignKey(['user_id'], 'public.users', { name: 'posts_user_fk' })],
    checks: [{ name: 'posts_title_set', definition: 'CHECK (((title IS NOT NULL) AND (price > (0)::numeric)))', columns: ['title', 'price'], validated: true }],
  }),
  table('tiny', { columns: [column('id', { nullable: false }), column('name', { type: 'text' })], rowEstimate: 10 }),
  table('events', { kind: 'partitioned_table', rowEstimate: 0, partitionKey: 'RANGE (at)', columns: [column('id'), column('at', { type: 'date' })], partitions: [{ model: 'public.events_1', bound: 'FOR VALUES FROM (1) TO (2)' }] }),
  table('events_1', { partitionOf: 'public.events' }),
  table('daily', { kind: 'materialized_view', indexes: [index('daily_id', ['id'], { unique: true })] }),
  table('recent', { kind: 'view' }),
];

const LIMITS = "SET lock_timeout = '2s'; SET statement_timeout = '5s';\n";

/** The rules each migration must raise, no more and no fewer; `outside` = run outside a transaction. */
const CASES: readonly (readonly [sql: string, rules: string, how?: 'outside'])[] = [
  // Indexes
  ['CREATE INDEX i ON users (email)', 'M001'],
  ['CREATE UNIQUE INDEX i ON users (lower(email)) WHERE bio IS NOT NULL', 'M001'],
  ['CREATE INDEX CONCURRENTLY i ON users (email)', '', 'outside'],
  ['CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON users (email)', 'M004'],
  ['CREATE INDEX IF NOT EXISTS posts_title_idx ON posts (title)', ''],
  ['CREATE INDEX i ON ONLY events (at)', ''],
  ['CREATE INDEX i ON events (at)', 'M001'],
  ['DROP INDEX posts_title_idx', 'M002'],
  ['DROP INDEX IF EXISTS never_made', ''],
  ['DROP INDEX CONCURRENTLY posts_title_idx', '', 'outside'],
  ['DROP INDEX CONCURRENTLY posts_title_idx', 'M004'],
  ['REINDEX TABLE posts', 'M003'],
  ['REINDEX (CONCURRENTLY) TABLE posts', '', 'outside'],
  ['REINDEX INDEX CONCURRENTLY posts_title_idx', 'M004'],
  ['ALTER INDEX posts_title_idx RENAME TO i', ''],
  ['VACUUM posts', 'M004'],
  ['VACUUM posts', '', 'outside'],
  // Constraints
  ['ALTER TABLE users ADD CONSTRAINT u UNIQUE (email)', 'M005'],
  ['ALTER TABLE users ADD COLUMN nick text UNIQUE', 'M005'],
  ['ALTER TABLE tiny ADD PRIMARY KEY (id)', 'M005'],
  ['ALTER TABLE users ADD CONSTRAINT u UNIQUE USING INDEX users_email_idx', ''],
  ['ALTER TABLE users ADD EXCLUDE USING gist (email WITH =)', 'M006'],
  ['ALTER TABLE posts ADD FOREIGN KEY (user_id) REFERENCES users (id)', 'M007'],
  ['ALTER TABLE posts ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID', ''],
  ['ALTER TABLE posts ADD COLUMN owner_id bigint REFERENCES users (id)', ''],
  ['ALTER TABLE posts ADD COLUMN owner_id bigint DEFAULT 1 REFERENCES users (id)', 'M007'],
  ['ALTER TABLE posts VALIDATE CONSTRAINT later', ''],
  ['ALTER TABLE posts DROP CONSTRAINT posts_user_fk', 'M009'],
  ['ALTER TABLE posts DROP CONSTRAINT IF EXISTS never_made', ''],
  ['ALTER TABLE posts DROP CONSTRAINT posts_title_set', ''],
  ['ALTER TABLE posts ADD CHECK (price > 0)', 'M011'],
  ['ALTER TABLE posts ADD COLUMN stars int CHECK (stars < 6)', 'M011'],
  ['ALTER TABLE posts ADD CHECK (price > 0) NOT VALID', ''],
  ['ALTER TABLE posts ADD CONSTRAINT c CHECK (price > 0) NOT VALID; ALTER TABLE posts VALIDATE CONSTRAINT c', 'M012'],
  ['ALTER TABLE posts ADD CONSTRAINT c CHECK (price > 0) NOT VALID; ALTER TABLE posts VALIDATE CONSTRAINT c', '', 'outside'],
  ['ALTER TABLE users ALTER email SET NOT NULL', 'M013'],
  ['ALTER TABLE users ALTER id SET NOT NULL', ''],
  ['ALTER TABLE posts ALTER title SET NOT NULL', ''],
  ['ALTER TABLE events ALTER at SET NOT NULL', 'M013'],
  ['ALTER TABLE posts RENAME CONSTRAINT posts_user_fk TO f', ''],
  // Columns
  ['ALTER TABLE users ADD COLUMN age int', ''],
  ['ALTER TABLE users ADD COLUMN age int NOT NULL', 'M014'],
  ['ALTER TABLE users ADD COLUMN age int NOT NULL DEFAULT 0', ''],
  ["ALTER TABLE users ADD COLUMN tags text[] NOT NULL DEFAULT '{}'", ''],
  ['ALTER TABLE users ADD COLUMN made timestamptz NOT NULL DEFAULT now()', ''],
  ['ALTER TABLE users ADD COLUMN made timestamptz DEFAULT CURRENT_TIMESTAMP', ''],
  ['ALTER TABLE users ADD COLUMN mood mood', ''],
  ['ALTER TABLE users ADD COLUMN key uuid DEFAULT gen_random_uuid()', 'M016'],
  ['ALTER TABLE users ADD COLUMN key float DEFAULT random()', 'M016'],
  ['ALTER TABLE users ADD COLUMN IF NOT EXISTS bio uuid DEFAULT gen_random_uuid()', ''],
  ['ALTER TABLE users ADD COLUMN big text GENERATED ALWAYS AS (upper(bio)) STORED', 'M017'],
  ['ALTER TABLE users ADD COLUMN big text GENERATED ALWAYS AS (upper(bio)) VIRTUAL', ''],
  ['ALTER TABLE users ADD COLUMN n bigserial', 'M018'],
  ['ALTER TABLE users ADD COLUMN n int GENERATED BY DEFAULT AS IDENTITY', 'M018'],
  ['ALTER TABLE posts ALTER id TYPE bigint', 'M019'],
  ['ALTER TABLE posts ALTER data TYPE jsonb', 'M019'],
  ['ALTER TABLE posts ALTER title TYPE varchar(40)', 'M019'],
  ['ALTER TABLE posts ALTER price TYPE numeric(10,4)', 'M019'],
  ['ALTER TABLE posts ALTER code TYPE char(6)', 'M019'],
  ['ALTER TABLE users ALTER email TYPE varchar(50)', 'M019'],
  ['ALTER TABLE users ALTER email TYPE varchar(200)', ''],
  ['ALTER TABLE users ALTER email TYPE text', ''],
  ['ALTER TABLE posts ALTER price TYPE numeric(14,2)', ''],
  ['ALTER TABLE posts ALTER "at" TYPE timestamptz', 'M021'],
  ["SET timezone = 'UTC'; ALTER TABLE users ALTER bio TYPE text", ''],
  ['ALTER TABLE posts ALTER seen TYPE timestamp', 'M021'],
  ['ALTER TABLE users RENAME bio TO about', 'M022'],
  ['ALTER TABLE users RENAME TO people', 'M022'],
  ['ALTER TABLE users SET SCHEMA archive', 'M022'],
  ['ALTER TABLE IF EXISTS never_made RENAME TO x', ''],
  ['ALTER TABLE users DROP COLUMN bio', 'M023'],
  ['ALTER TABLE users DROP COLUMN IF EXISTS never_made', ''],
  ['ALTER TABLE users ALTER bio DROP DEFAULT', 'M025'],
  ['ALTER TABLE users ALTER id DROP NOT NULL', 'M025'],
  ["ALTER TABLE users ALTER bio SET DEFAULT ''", ''],
  // Tables and rows
  ['CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint REFERENCES users (id))', ''],
  ['CREATE TABLE IF NOT EXISTS users (id int); CREATE INDEX i ON users (email)', 'M001'],
  ['CREATE TABLE t (id int); CREATE INDEX i ON t (id); ALTER TABLE t ADD CHECK (id > 0); ALTER TABLE t ALTER id SET NOT NULL; DROP TABLE t', ''],
  ['DROP TABLE users', 'M024'],
  ['DROP TABLE posts', 'M010 M024'],
  ['DROP TABLE events_1', 'M010 M024'],
  ['DROP TABLE IF EXISTS never_made', ''],
  ['DROP TABLE IF EXISTS users CASCADE', 'M010 M024'],
  ['TRUNCATE users CASCADE', 'M024'],
  ['DROP SCHEMA public CASCADE', 'M024'],
  ['DROP SCHEMA empty', ''],
  ['UPDATE users SET bio = email', 'M026'],
  ['UPDATE users SET bio = email WHERE bio IS NULL', ''],
  ['DELETE FROM users WHERE id = 1', ''],
  ['ALTER TABLE users ADD COLUMN x int; UPDATE users SET x = 1 WHERE x IS NULL', 'M027'],
  ['ALTER TABLE users ADD COLUMN x int; ALTER TABLE posts ADD COLUMN y int', 'M028'],
  ["ALTER TABLE users ADD COLUMN x int; COMMENT ON COLUMN users.x IS 'n'; ANALYZE users", ''],
  // Partitions, views, types, security
  ["ALTER TABLE events ATTACH PARTITION posts FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')", 'M031'],
  ['ALTER TABLE events DETACH PARTITION events_1', 'M032'],
  ['ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY', '', 'outside'],
  ["CREATE TABLE e2 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')", 'M033'],
  ['ALTER TABLE users DISABLE TRIGGER ALL', 'M034'],
  ['ALTER TABLE users ENABLE ROW LEVEL SECURITY', 'M035'],
  ['CREATE POLICY p ON users USING (true); ALTER TABLE users ENABLE ROW LEVEL SECURITY', 'M028'],
  ['REFRESH MATERIALIZED VIEW daily', 'M036'],
  ['REFRESH MATERIALIZED VIEW CONCURRENTLY daily', ''],
  ['CLUSTER posts USING posts_title_idx', 'M037'],
  ['VACUUM FULL posts', 'M037', 'outside'],
  ["ALTER TYPE mood ADD VALUE 'fine'", 'M038'],
  ["ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'", 'M039'],
  ['CREATE OR REPLACE VIEW recent AS SELECT 1 AS a', 'M041'],
  ['DROP VIEW recent', ''],
  // Fine
  ['ALTER TABLE users SET (autovacuum_vacuum_scale_factor = 0.01)', ''],
  ['ALTER TABLE users ALTER bio SET STATISTICS 500', ''],
  ['GRANT SELECT ON users TO app; CREATE SEQUENCE s; CREATE TYPE c AS ENUM (\'a\'); CREATE EXTENSION IF NOT EXISTS citext', ''],
  ['CREATE STATISTICS s ON email, bio FROM users', ''],
];

describe('what a migration must and must not raise', () => {
  it.each(CASES.map(([sql, rules, how]) => [sql, how ?? 'inside', rules] as const))('%s (%s a transaction): %s', (sql, how, rules) => {
    const { findings } = describeMigration(LIMITS + sql, parser, models, { transactional: how !== 'outside' });
    expect(findings.map(({ rule }) => rule).toSorted().join(' ')).toBe(rules);
  });
});
