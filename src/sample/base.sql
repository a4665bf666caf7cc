-- Base schema of the sample project: accounts, access, audit trail and the migration ledger. Everything of the shop and of the
-- blog is created by the files in migrations/; schema.sql is this file and the applied migrations, put together by
-- `npx tsx scripts/build-sample.ts --write-schema`. Runs on PostgreSQL 13 to 18 and on PGlite; needs no extension.

DO $$
BEGIN
  -- Roles belong to the whole cluster: another database may hold them already, or may be creating them right now.
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'shop_app') THEN
    CREATE ROLE shop_app NOLOGIN;
    ALTER ROLE shop_app SET statement_timeout = '30s';
    ALTER ROLE shop_app SET lock_timeout = '5s';
    ALTER ROLE shop_app SET idle_in_transaction_session_timeout = '60s';
  END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'shop_support') THEN
    CREATE ROLE shop_support NOLOGIN;
  END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

GRANT USAGE ON SCHEMA public TO shop_app, shop_support;

CREATE SCHEMA reporting;
COMMENT ON SCHEMA reporting IS 'Read-only aggregates for dashboards; refreshed nightly.';
GRANT USAGE ON SCHEMA reporting TO shop_app, shop_support;

CREATE DOMAIN email_address AS text
  CONSTRAINT email_address_shape CHECK (VALUE ~ '^[^@[:space:]]+@[^@[:space:]]+\.[^@[:space:]]+$');
COMMENT ON DOMAIN email_address IS 'Syntactically plausible e-mail address; delivery is proven by users.email_verified_at.';

CREATE TYPE user_role AS ENUM ('customer', 'author', 'support', 'admin');
CREATE TYPE address_kind AS ENUM ('shipping', 'billing');

CREATE FUNCTION set_updated_at() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION set_updated_at() IS 'Row trigger: stamps updated_at on every UPDATE.';

-- Accounts ------------------------------------------------------------------------------------

CREATE TABLE users (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email             email_address NOT NULL,
  full_name         text NOT NULL,
  password_hash     text NOT NULL,
  role              user_role NOT NULL DEFAULT 'customer',
  is_active         boolean NOT NULL DEFAULT true,
  locale            text NOT NULL DEFAULT 'en',
  preferences       jsonb NOT NULL DEFAULT '{}',
  email_verified_at timestamptz,
  last_seen_at      timestamptz,
  created_at        timestamptz NOT NULL DEFAULT now(),
  updated_at        timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT users_full_name_not_blank CHECK (btrim(full_name) <> ''),
  CONSTRAINT users_locale_supported CHECK (locale IN ('en', 'de', 'fr', 'es', 'ja'))
);
CREATE UNIQUE INDEX users_email_lower_key ON users (lower(email));
CREATE INDEX users_staff_idx ON users (role) WHERE role <> 'customer';
CREATE TRIGGER users_set_updated_at BEFORE UPDATE ON users
  FOR EACH ROW EXECUTE FUNCTION set_updated_at();
COMMENT ON TABLE users IS 'One account per person: shop customers, blog authors and staff.';
COMMENT ON COLUMN users.email IS 'Login name; unique without regard to case (users_email_lower_key).';
COMMENT ON COLUMN users.password_hash IS 'Argon2id, PHC string. Not granted to shop_app: read it through login_lookup().';
COMMENT ON COLUMN users.role IS 'Highest privilege of the account; API scopes are derived from it.';
COMMENT ON COLUMN users.preferences IS 'Per-user settings, e.g. {"newsletter": true, "theme": "dark"}.';
COMMENT ON COLUMN users.last_seen_at IS 'Refreshed at most once an hour; NULL until the first login.';
GRANT SELECT (id, email, full_name, role, is_active, locale, preferences, email_verified_at, last_seen_at, created_at, updated_at)
  ON users TO shop_app, shop_support;
GRANT INSERT, UPDATE ON users TO shop_app;

CREATE TABLE addresses (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id      bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  kind         address_kind NOT NULL DEFAULT 'shipping',
  is_default   boolean NOT NULL DEFAULT false,
  line1        text NOT NULL,
  line2        text,
  city         text NOT NULL,
  postal_code  text NOT NULL,
  country_code text NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT addresses_country_code_iso CHECK (country_code ~ '^[A-Z]{2}$')
);
CREATE INDEX addresses_user_id_idx ON addresses (user_id);
CREATE UNIQUE INDEX addresses_one_default_key ON addresses (user_id, kind) WHERE is_default;
COMMENT ON TABLE addresses IS 'Postal addresses of a user; orders keep pointing at the address they were shipped to.';
COMMENT ON COLUMN addresses.country_code IS 'ISO 3166-1 alpha-2, upper case.';
COMMENT ON COLUMN addresses.is_default IS 'At most one default per user and kind (addresses_one_default_key).';
GRANT SELECT, INSERT, UPDATE, DELETE ON addresses TO shop_app;
GRANT SELECT ON addresses TO shop_support;

CREATE TABLE api_tokens (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id      bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  label        text NOT NULL,
  token_hash   text NOT NULL,
  scopes       text[] NOT NULL DEFAULT '{}',
  expires_at   timestamptz,
  last_used_at timestamptz,
  created_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT api_tokens_token_hash_key UNIQUE (token_hash),
  CONSTRAINT api_tokens_expires_after_creation CHECK (expires_at > created_at)
);
CREATE INDEX api_tokens_user_id_idx ON api_tokens (user_id);
COMMENT ON TABLE api_tokens IS 'Personal access tokens. Row-level security: a user sees and manages only their own.';
COMMENT ON COLUMN api_tokens.token_hash IS 'SHA-256 of the token; the token itself is shown once and never stored.';
COMMENT ON COLUMN api_tokens.scopes IS 'Granted scopes, e.g. {orders:read,posts:write}.';
GRANT SELECT, INSERT, UPDATE, DELETE ON api_tokens TO shop_app;
GRANT SELECT (id, user_id, label, scopes, expires_at, last_used_at, created_at) ON api_tokens TO shop_support;

ALTER TABLE api_tokens ENABLE ROW LEVEL SECURITY;
CREATE POLICY api_tokens_owner ON api_tokens
  FOR ALL TO shop_app
  USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::bigint))
  WITH CHECK (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::bigint));
CREATE POLICY api_tokens_support_unexpired ON api_tokens
  FOR SELECT TO shop_support
  USING (expires_at IS NULL OR expires_at > now());
COMMENT ON POLICY api_tokens_owner ON api_tokens IS 'The API sets app.user_id per transaction; unset means no rows.';

CREATE FUNCTION login_lookup(login_email text)
  RETURNS TABLE (user_id bigint, password_hash text, is_active boolean)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT u.id, u.password_hash, u.is_active
  FROM public.users AS u
  WHERE lower(u.email) = lower(login_email)
$$;
COMMENT ON FUNCTION login_lookup(text) IS 'The only way for shop_app to read a password hash: one account, by e-mail, at login.';
REVOKE ALL ON FUNCTION login_lookup(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION login_lookup(text) TO shop_app;

-- Audit trail ---------------------------------------------------------------------------------

CREATE TABLE audit_log (
  id          uuid NOT NULL DEFAULT gen_random_uuid(),
  actor_id    bigint REFERENCES users (id) ON DELETE SET NULL,
  action      text NOT NULL,
  entity_type text NOT NULL,
  entity_id   text NOT NULL,
  details     jsonb NOT NULL DEFAULT '{}',
  client_ip   inet,
  created_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT audit_log_pkey PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);
CREATE TABLE audit_log_2025_q2 PARTITION OF audit_log FOR VALUES FROM ('2025-04-01 00:00+00') TO ('2025-07-01 00:00+00');
CREATE TABLE audit_log_2025_q3 PARTITION OF audit_log FOR VALUES FROM ('2025-07-01 00:00+00') TO ('2025-10-01 00:00+00');
CREATE TABLE audit_log_2025_q4 PARTITION OF audit_log FOR VALUES FROM ('2025-10-01 00:00+00') TO ('2026-01-01 00:00+00');
CREATE TABLE audit_log_default PARTITION OF audit_log DEFAULT;
CREATE INDEX audit_log_actor_id_idx ON audit_log (actor_id, created_at);
CREATE INDEX audit_log_entity_idx ON audit_log (entity_type, entity_id);
COMMENT ON TABLE audit_log IS 'Append-only record of staff and API actions; one partition a quarter, older rows in the default partition.';
COMMENT ON COLUMN audit_log.entity_id IS 'Key of the changed row as text; entity_type names its table.';
COMMENT ON COLUMN audit_log.actor_id IS 'NULL for system jobs and for deleted accounts.';
GRANT SELECT, INSERT ON audit_log TO shop_app;
GRANT SELECT ON audit_log TO shop_support;

-- Ledger of applied migrations ----------------------------------------------------------------

CREATE TABLE schema_migrations (
  app        text NOT NULL,
  version    text NOT NULL,
  name       text NOT NULL,
  applied_at timestamptz NOT NULL,
  checksum   text NOT NULL,
  CONSTRAINT schema_migrations_pkey PRIMARY KEY (app, version)
);
COMMENT ON TABLE schema_migrations IS 'One row per applied file of migrations/<app>/<version>_<name>.up.sql.';
COMMENT ON COLUMN schema_migrations.checksum IS 'SHA-256 of the up file when it was applied, hexadecimal.';
