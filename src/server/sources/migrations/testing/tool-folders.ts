/** One small folder for each tool: two migrations, the names as the tool gives them. */
export const PRISMA = {
  'migration_lock.toml': 'provider = "postgresql"\n',
  '20240101120000_init/migration.sql': 'CREATE TABLE a (id int);\n',
  '20240301090000_add_b/migration.sql': 'CREATE TABLE b (id int);\n',
};

export const DRIZZLE = {
  'meta/_journal.json': JSON.stringify({
    version: '7', dialect: 'postgresql',
    entries: [
      { idx: 1, version: '7', when: 1720000000000, tag: '0001_odd_hulk', breakpoints: true },
      { idx: 0, version: '7', when: 1710000000000, tag: '0000_calm_storm', breakpoints: true },
    ],
  }),
  'meta/0000_snapshot.json': '{}',
  '0000_calm_storm.sql': 'CREATE TABLE a (id int);--> statement-breakpoint\nCREATE TABLE b (id int);\n',
  '0001_odd_hulk.sql': 'ALTER TABLE a ADD COLUMN x int;\n',
};

export const GOLANG = {
  '000009_create_b.up.sql': 'CREATE TABLE b (id int);', '000009_create_b.down.sql': 'DROP TABLE b;',
  '000010_create_c.up.sql': 'CREATE TABLE c (id int);',
};

export const DBMATE = {
  '20240101000000_a.sql': '-- migrate:up\nCREATE TABLE a (id int);\n\n-- migrate:down\nDROP TABLE a;\n',
  '20240201000000_b.sql': '-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY i ON a (id);\n',
};

export const FLYWAY = {
  'V1__first.sql': 'CREATE TABLE a (id int);\n', 'V1_10__tenth.sql': 'CREATE INDEX CONCURRENTLY i ON a (id);\n', 'V1.9__ninth.sql': 'SELECT 1;\n',
  'U1.9__ninth.sql': 'SELECT 2;\n', 'R__views.sql': 'CREATE OR REPLACE VIEW v AS SELECT 1;\n',
  'V2__vacuum.sql': 'VACUUM a;\n', 'V2__vacuum.sql.conf': 'executeInTransaction=true\n',
};

export const NODE_PG_MIGRATE = {
  '1700000000000_create-a.js': "exports.up = (pgm) => { pgm.createTable('a', { id: 'id' }); };\nexports.down = (pgm) => { pgm.dropTable('a'); };\n",
  '1700000000001_index.ts': "import type { MigrationBuilder } from 'node-pg-migrate';\nexport function up(pgm: MigrationBuilder) { pgm.noTransaction(); }\n",
  '1700000000002_sql.sql': '-- Up Migration\nCREATE TABLE b (id int);\n-- Down Migration\nDROP TABLE b;\n',
};

export const RAILS = {
  'migrate/20240101000000_create_users.rb': 'class CreateUsers < ActiveRecord::Migration[7.1]\nend\n',
  'migrate/20240102000000_index_users.rb': 'class IndexUsers < ActiveRecord::Migration[7.1]\n  disable_ddl_transaction!\nend\n',
  'structure.sql': 'CREATE TABLE users (id bigint);\n',
};

export const ALEMBIC = {
  'env.py': 'from alembic import context\n', 'script.py.mako': '',
  'versions/zz_first.py': 'revision = "aaa111"\ndown_revision = None\n',
  'versions/mm_left.py': "revision: str = 'bbb222'\ndown_revision: Union[str, None] = 'aaa111'\n",
  'versions/nn_right.py': "revision = 'ccc333'\ndown_revision = 'aaa111'\nwith op.get_context().autocommit_block():\n    pass\n",
  'versions/aa_merge.py': "revision = 'ddd444'\ndown_revision = ('bbb222',\n  'ccc333')\n",
};

const DJANGO = 'from django.db import migrations\n\nclass Migration(migrations.Migration):\n';
export const DJANGO_PROJECT = {
  'manage.py': 'import django\n', 'blog/models.py': 'class Migration: pass\n', 'blog/migrations/__init__.py': '',
  'blog/migrations/0001_initial.py': `${DJANGO}    initial = True\n    dependencies = []\n`,
  'blog/migrations/0002_index.py': `${DJANGO}    atomic = False\n    dependencies = [\n        ("blog", "0001_initial"), ('auth', '0012_x'),\n    ]\n`,
  'shop/migrations/0001_initial.py': `${DJANGO}    dependencies = [("blog", "0001_initial")]\n`,
};

const AKSARA = 'from aksara.migrations import Migration\nfrom aksara.migrations import operations as op\n\nclass Migration(Migration):\n';
export const AKSARA_PROJECT = {
  '__init__.py': '',
  '20261122_100217_auto.py': `${AKSARA}    dependencies = []\n`,
  '20261123_080000_more.py': `${AKSARA}    dependencies: ClassVar = [("default", "20261122_100217_auto")]\n`,
  '20261124_080000_legacy.sql': 'CREATE TABLE a (id int);\n',
};
