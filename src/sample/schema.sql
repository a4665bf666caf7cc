-- Made from base.sql, history.json and migrations/ by scripts/build-sample.ts --write-schema; edit those.

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

-- migrations/shop/0001_catalog.up.sql
BEGIN;
-- Catalog: what can be bought, how it is grouped, and how much is in stock.
CREATE TABLE regions (
  code     text PRIMARY KEY,
  name     text NOT NULL,
  currency text NOT NULL,
  vat_rate numeric(5,4) NOT NULL DEFAULT 0,
  CONSTRAINT regions_code_shape CHECK (code ~ '^[a-z]{2,4}$'),
  CONSTRAINT regions_vat_rate_range CHECK (vat_rate BETWEEN 0 AND 1)
);
COMMENT ON TABLE regions IS 'Sales regions; each has its own stock, currency and VAT rate.';

INSERT INTO regions (code, name, currency, vat_rate) VALUES
  ('eu', 'European Union', 'EUR', 0.2100),
  ('uk', 'United Kingdom', 'GBP', 0.2000),
  ('us', 'United States', 'USD', 0.0000),
  ('apac', 'Asia Pacific', 'JPY', 0.1000);

CREATE TABLE categories (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  parent_id  bigint REFERENCES categories (id) ON DELETE RESTRICT,
  slug       text NOT NULL,
  name       text NOT NULL,
  sort_order integer NOT NULL DEFAULT 0,
  CONSTRAINT categories_slug_key UNIQUE (slug),
  CONSTRAINT categories_not_own_parent CHECK (parent_id <> id)
);
CREATE INDEX categories_parent_id_idx ON categories (parent_id);
COMMENT ON TABLE categories IS 'Category tree of the shop, two levels deep today.';
COMMENT ON COLUMN categories.parent_id IS 'NULL for a top-level category.';

CREATE TABLE products (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  category_id  bigint NOT NULL REFERENCES categories (id),
  sku          text NOT NULL,
  name         text NOT NULL,
  description  text NOT NULL DEFAULT '',
  price        numeric(10,2) NOT NULL,
  weight_grams integer,
  attributes   jsonb NOT NULL DEFAULT '{}',
  is_active    boolean NOT NULL DEFAULT true,
  created_at   timestamptz NOT NULL DEFAULT now(),
  updated_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT products_sku_key UNIQUE (sku),
  CONSTRAINT products_price_not_negative CHECK (price >= 0),
  CONSTRAINT products_weight_positive CHECK (weight_grams > 0)
);
CREATE INDEX products_category_id_created_at_idx ON products (category_id, created_at DESC);
CREATE INDEX products_attributes_idx ON products USING gin (attributes jsonb_path_ops);
CREATE TRIGGER products_set_updated_at BEFORE UPDATE ON products
  FOR EACH ROW EXECUTE FUNCTION set_updated_at();
COMMENT ON TABLE products IS 'Sellable articles. Never deleted: is_active = false takes one off the shop.';
COMMENT ON COLUMN products.category_id IS 'Main category, for breadcrumbs; product_categories lists all of them.';
COMMENT ON COLUMN products.price IS 'List price in EUR, VAT included.';
COMMENT ON COLUMN products.attributes IS 'Filterable facets, e.g. {"color": "navy", "material": "wool"}; queried with @>.';

CREATE TABLE product_categories (
  product_id  bigint NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  category_id bigint NOT NULL REFERENCES categories (id) ON DELETE CASCADE,
  PRIMARY KEY (product_id, category_id)
);
CREATE INDEX product_categories_category_id_idx ON product_categories (category_id);
COMMENT ON TABLE product_categories IS 'All categories a product is listed in.';

CREATE TABLE inventory (
  product_id  bigint NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  region_code text NOT NULL REFERENCES regions (code),
  on_hand     integer NOT NULL DEFAULT 0,
  reserved    integer NOT NULL DEFAULT 0,
  available   integer GENERATED ALWAYS AS (on_hand - reserved) STORED,
  PRIMARY KEY (product_id, region_code),
  CONSTRAINT inventory_not_oversold CHECK (reserved BETWEEN 0 AND on_hand)
);
CREATE INDEX inventory_region_code_idx ON inventory (region_code);
COMMENT ON TABLE inventory IS 'Stock per product and region.';
COMMENT ON COLUMN inventory.reserved IS 'Units promised to carts and unshipped orders.';

GRANT SELECT ON regions TO shop_app, shop_support;
GRANT SELECT, INSERT, UPDATE ON categories, products, inventory TO shop_app;
GRANT SELECT, INSERT, DELETE ON product_categories TO shop_app;
GRANT SELECT ON categories, products, product_categories, inventory TO shop_support;
INSERT INTO schema_migrations (app, version, name, applied_at, checksum)
  VALUES ('shop', '0001', 'catalog', '2023-01-10T09:00:00Z', '7d19cdc846662dab49e44ee7af75a06dcfd2989d2f2b6008fd882285735310b0');
COMMIT;

-- migrations/shop/0002_carts_and_coupons.up.sql
BEGIN;
-- Carts, coupon codes and site-wide promotions.
CREATE TYPE cart_status AS ENUM ('open', 'ordered', 'abandoned');
CREATE TYPE discount_kind AS ENUM ('percent', 'amount');

CREATE TABLE carts (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id    bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  status     cart_status NOT NULL DEFAULT 'open',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX carts_user_id_idx ON carts (user_id);
CREATE UNIQUE INDEX carts_one_open_key ON carts (user_id) WHERE status = 'open';
CREATE TRIGGER carts_set_updated_at BEFORE UPDATE ON carts
  FOR EACH ROW EXECUTE FUNCTION set_updated_at();
COMMENT ON TABLE carts IS 'Shopping carts; a user has at most one open cart (carts_one_open_key).';

CREATE TABLE cart_items (
  cart_id    bigint NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
  product_id bigint NOT NULL REFERENCES products (id),
  quantity   integer NOT NULL DEFAULT 1,
  added_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (cart_id, product_id),
  CONSTRAINT cart_items_quantity_range CHECK (quantity BETWEEN 1 AND 99)
);
CREATE INDEX cart_items_product_id_idx ON cart_items (product_id);
COMMENT ON TABLE cart_items IS 'Products in a cart; prices are taken at checkout, not stored here.';

CREATE TABLE coupons (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code            text NOT NULL,
  kind            discount_kind NOT NULL,
  value           numeric(10,2) NOT NULL,
  min_total       numeric(10,2) NOT NULL DEFAULT 0,
  max_redemptions integer,
  starts_at       timestamptz NOT NULL,
  ends_at         timestamptz NOT NULL,
  CONSTRAINT coupons_code_upper CHECK (code = upper(code)),
  CONSTRAINT coupons_period CHECK (ends_at > starts_at),
  CONSTRAINT coupons_value_range CHECK (value > 0 AND (kind = 'amount' OR value <= 100))
);
CREATE UNIQUE INDEX coupons_code_key ON coupons (code);
COMMENT ON TABLE coupons IS 'Discount codes that a customer types at checkout.';
COMMENT ON COLUMN coupons.value IS 'Percent (1 to 100) or an amount in EUR, by kind.';
COMMENT ON COLUMN coupons.max_redemptions IS 'NULL means unlimited.';

CREATE TABLE promotions (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name             text NOT NULL,
  during           tstzrange NOT NULL,
  discount_percent smallint NOT NULL,
  CONSTRAINT promotions_no_overlap EXCLUDE USING gist (during WITH &&),
  CONSTRAINT promotions_discount_range CHECK (discount_percent BETWEEN 1 AND 80)
);
COMMENT ON TABLE promotions IS 'Site-wide sales; two may never run at the same time (promotions_no_overlap).';

GRANT SELECT, INSERT, UPDATE, DELETE ON carts, cart_items TO shop_app;
GRANT SELECT ON coupons, promotions TO shop_app, shop_support;
GRANT SELECT ON carts, cart_items TO shop_support;
INSERT INTO schema_migrations (app, version, name, applied_at, checksum)
  VALUES ('shop', '0002', 'carts_and_coupons', '2023-02-07T09:30:00Z', 'c7acbaebff9d9fa5df6bde3f209376dc0984ad2773175fb93c93b10e6fc8d277');
COMMIT;

-- migrations/shop/0003_orders.up.sql
BEGIN;
-- Orders, their lines and their payments.
CREATE TYPE order_status AS ENUM ('pending', 'paid', 'shipped', 'cancelled', 'refunded');
CREATE TYPE payment_provider AS ENUM ('card', 'paypal', 'sepa', 'invoice');
CREATE TYPE payment_status AS ENUM ('authorized', 'captured', 'failed', 'refunded');

CREATE TABLE orders (
  id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id             bigint NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
  shipping_address_id bigint REFERENCES addresses (id) ON DELETE SET NULL,
  coupon_id           bigint REFERENCES coupons (id) ON DELETE SET NULL,
  status              order_status NOT NULL DEFAULT 'pending',
  currency            text NOT NULL DEFAULT 'EUR',
  discount            numeric(12,2) NOT NULL DEFAULT 0,
  shipping_cost       numeric(12,2) NOT NULL DEFAULT 0,
  total               numeric(12,2) NOT NULL,
  metadata            jsonb NOT NULL DEFAULT '{}',
  shipped_at          timestamp,
  created_at          timestamptz NOT NULL DEFAULT now(),
  updated_at          timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT orders_currency_known CHECK (currency IN ('EUR', 'GBP', 'USD', 'JPY')),
  CONSTRAINT orders_amounts_not_negative CHECK (total >= 0 AND discount >= 0 AND shipping_cost >= 0)
);
CREATE INDEX orders_user_id_created_at_idx ON orders (user_id, created_at DESC);
CREATE INDEX orders_shipping_address_id_idx ON orders (shipping_address_id);
CREATE INDEX orders_coupon_id_idx ON orders (coupon_id) WHERE coupon_id IS NOT NULL;
CREATE INDEX orders_pending_idx ON orders (created_at) WHERE status = 'pending';
CREATE INDEX orders_metadata_idx ON orders USING gin (metadata jsonb_path_ops);
CREATE TRIGGER orders_set_updated_at BEFORE UPDATE ON orders
  FOR EACH ROW EXECUTE FUNCTION set_updated_at();
COMMENT ON TABLE orders IS 'Checked-out orders. Rows are never deleted; cancelled and refunded orders keep their lines.';
COMMENT ON COLUMN orders.status IS 'pending until paid; shipped is final unless refunded.';
COMMENT ON COLUMN orders.total IS 'Amount charged: lines minus discount plus shipping, in currency.';
COMMENT ON COLUMN orders.metadata IS 'Channel and campaign of the sale, e.g. {"channel": "web", "campaign": "spring"}.';
COMMENT ON COLUMN orders.shipped_at IS 'Local time of the warehouse, as its scanners send it.';

CREATE TABLE order_items (
  order_id    bigint NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  product_id  bigint NOT NULL REFERENCES products (id),
  quantity    integer NOT NULL,
  line_number smallint NOT NULL,
  unit_price  numeric(10,2) NOT NULL,
  line_total  numeric(12,2) GENERATED ALWAYS AS (quantity * unit_price) STORED,
  PRIMARY KEY (order_id, line_number),
  CONSTRAINT order_items_quantity_positive CHECK (quantity > 0)
);
COMMENT ON TABLE order_items IS 'Lines of an order; unit_price is the price at the time of sale.';
COMMENT ON COLUMN order_items.line_number IS '1-based position on the invoice.';

CREATE TABLE payments (
  id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id           bigint NOT NULL REFERENCES orders (id) ON DELETE RESTRICT,
  provider           payment_provider NOT NULL,
  provider_reference text NOT NULL,
  status             payment_status NOT NULL DEFAULT 'authorized',
  amount             numeric(12,2) NOT NULL,
  failure_code       text,
  created_at         timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT payments_provider_reference_key UNIQUE (provider_reference),
  CONSTRAINT payments_failure_code_on_failure CHECK ((failure_code IS NOT NULL) = (status = 'failed'))
);
CREATE INDEX payments_order_id_idx ON payments (order_id);
COMMENT ON TABLE payments IS 'Payment attempts; an order may have failed attempts before the captured one.';
COMMENT ON COLUMN payments.provider_reference IS 'Transaction id at the payment provider, prefixed by us so that it is unique over all of them.';

GRANT SELECT, INSERT, UPDATE ON orders, order_items, payments TO shop_app;
GRANT SELECT ON orders, order_items, payments TO shop_support;
INSERT INTO schema_migrations (app, version, name, applied_at, checksum)
  VALUES ('shop', '0003', 'orders', '2023-03-14T08:45:00Z', '00bfceafece5372ac50ac8f127e320d7a484ac5362ab96204580d259a83e6a54');
COMMIT;

-- migrations/blog/0001_initial.up.sql
BEGIN;
-- The blog: posts written by authors.
CREATE TYPE post_status AS ENUM ('draft', 'published', 'archived');

CREATE TABLE posts (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  author_id    bigint NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
  slug         text NOT NULL,
  title        text NOT NULL,
  excerpt      text NOT NULL DEFAULT '',
  body         text NOT NULL,
  status       post_status NOT NULL DEFAULT 'draft',
  published_at timestamptz,
  created_at   timestamptz NOT NULL DEFAULT now(),
  updated_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT posts_slug_key UNIQUE (slug),
  CONSTRAINT posts_slug_shape CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  CONSTRAINT posts_published_has_date CHECK (status <> 'published' OR published_at IS NOT NULL)
);
CREATE INDEX posts_author_id_idx ON posts (author_id);
CREATE INDEX posts_published_at_idx ON posts (published_at DESC) WHERE status = 'published';
CREATE TRIGGER posts_set_updated_at BEFORE UPDATE ON posts
  FOR EACH ROW EXECUTE FUNCTION set_updated_at();
COMMENT ON TABLE posts IS 'Blog posts. A draft has no publication date; an archived post keeps its URL.';
COMMENT ON COLUMN posts.slug IS 'Last part of the URL; must not change once published.';
COMMENT ON COLUMN posts.body IS 'Markdown source.';

GRANT SELECT, INSERT, UPDATE, DELETE ON posts TO shop_app;
GRANT SELECT ON posts TO shop_support;
INSERT INTO schema_migrations (app, version, name, applied_at, checksum)
  VALUES ('blog', '0001', 'initial', '2023-06-01T10:00:00Z', '51164fc796bdd67a220e01e51af3a2e0a48937b18169292b026432062e4acc39');
COMMIT;

-- migrations/blog/0002_tags.up.sql
BEGIN;
-- Tags, and which posts carry them.
CREATE TABLE tags (
  id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug text NOT NULL,
  name text NOT NULL,
  CONSTRAINT tags_slug_key UNIQUE (slug)
);
COMMENT ON TABLE tags IS 'Topics of the blog.';

CREATE TABLE post_tags (
  post_id bigint NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
  tag_id  bigint NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  PRIMARY KEY (post_id, tag_id)
);
CREATE INDEX post_tags_tag_id_idx ON post_tags (tag_id);
COMMENT ON TABLE post_tags IS 'Tags of each post.';

GRANT SELECT, INSERT, UPDATE, DELETE ON tags, post_tags TO shop_app;
GRANT SELECT ON tags, post_tags TO shop_support;
INSERT INTO schema_migrations (app, version, name, applied_at, checksum)
  VALUES ('blog', '0002', 'tags', '2023-06-19T10:15:00Z', 'd618b916785ecc5474afc656a38ece7b7a02dbe310f48b63013980c33b93a88c');
COMMIT;

-- migrations/shop/0004_reviews.up.sql
BEGIN;
-- Product reviews, and a guard against zero payments that old rows may break.
CREATE TABLE reviews (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product_id bigint NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  user_id    bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  rating     smallint NOT NULL,
  title      text NOT NULL,
  body       text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT reviews_one_per_user_key UNIQUE (product_id, user_id),
  CONSTRAINT reviews_rating_range CHECK (rating BETWEEN 1 AND 5)
);
CREATE INDEX reviews_user_id_idx ON reviews (user_id);
COMMENT ON TABLE reviews IS 'One review per product and customer.';
COMMENT ON COLUMN reviews.rating IS 'Stars, 1 (worst) to 5 (best).';

ALTER TABLE payments
  ADD CONSTRAINT payments_amount_positive CHECK (amount > 0) NOT VALID;

GRANT SELECT, INSERT, UPDATE, DELETE ON reviews TO shop_app;
GRANT SELECT ON reviews TO shop_support;
INSERT INTO schema_migrations (app, version, name, applied_at, checksum)
  VALUES ('shop', '0004', 'reviews', '2023-09-05T07:50:00Z', 'f4abaf02a54a5fff154e0fd8ab90c83344ad9a53030ca3402c6d13e5a655730c');
COMMIT;

-- migrations/blog/0003_comments.up.sql
BEGIN;
-- Threaded comments with moderation.
CREATE TYPE comment_status AS ENUM ('pending', 'approved', 'rejected', 'spam');

CREATE TABLE comments (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  post_id    bigint NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
  author_id  bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  parent_id  bigint REFERENCES comments (id) ON DELETE CASCADE,
  body       text NOT NULL,
  status     comment_status NOT NULL DEFAULT 'pending',
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT comments_body_length CHECK (char_length(body) BETWEEN 1 AND 10000)
);
CREATE INDEX comments_post_id_created_at_idx ON comments (post_id, created_at);
CREATE INDEX comments_author_id_idx ON comments (author_id);
CREATE INDEX comments_parent_id_idx ON comments (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX comments_moderation_idx ON comments (created_at) WHERE status = 'pending';
COMMENT ON TABLE comments IS 'Comments on posts; replies point at their parent.';
COMMENT ON COLUMN comments.parent_id IS 'NULL for a comment on the post itself.';
COMMENT ON COLUMN comments.status IS 'Only approved comments are shown; pending ones wait in the moderation queue.';

GRANT SELECT, INSERT, UPDATE, DELETE ON comments TO shop_app;
GRANT SELECT ON comments TO shop_support;
INSERT INTO schema_migrations (app, version, name, applied_at, checksum)
  VALUES ('blog', '0003', 'comments', '2023-11-20T14:05:00Z', '9e0d4ccdaf09d9e0c46ef20f5b3a2bb15d45445c7c2ae477eaa96473d0f653ca');
COMMIT;

-- migrations/shop/0005_reporting.up.sql
BEGIN;
-- What the dashboards read.
CREATE VIEW order_totals AS
SELECT o.id AS order_id,
       o.user_id,
       o.status,
       o.created_at,
       count(i.order_id) AS line_count,
       coalesce(sum(i.quantity), 0) AS unit_count,
       coalesce(sum(i.line_total), 0) AS items_total
FROM orders AS o
LEFT JOIN order_items AS i ON i.order_id = o.id
GROUP BY o.id;
COMMENT ON VIEW order_totals IS 'Line count and goods value per order, before discount and shipping.';

CREATE MATERIALIZED VIEW reporting.product_sales AS
SELECT p.id AS product_id,
       p.name,
       count(DISTINCT i.order_id) AS order_count,
       coalesce(sum(i.quantity), 0) AS units_sold,
       coalesce(sum(i.line_total), 0) AS revenue
FROM products AS p
LEFT JOIN order_items AS i ON i.product_id = p.id
GROUP BY p.id
WITH NO DATA;
CREATE UNIQUE INDEX product_sales_product_id_key ON reporting.product_sales (product_id);
CREATE INDEX product_sales_revenue_idx ON reporting.product_sales (revenue DESC);
COMMENT ON MATERIALIZED VIEW reporting.product_sales IS 'Lifetime sales per product; REFRESH … CONCURRENTLY every night.';

GRANT SELECT ON order_totals, reporting.product_sales TO shop_app, shop_support;
INSERT INTO schema_migrations (app, version, name, applied_at, checksum)
  VALUES ('shop', '0005', 'reporting', '2024-02-12T06:40:00Z', 'c7bfa8d7571ba121f34d1d04c5bc274f00861d625c2787e9ca13dbfd287ef6a2');
COMMIT;

-- migrations/blog/0004_post_search.up.sql
BEGIN;
-- Full-text search over title and body.
SET LOCAL lock_timeout = '5s';

ALTER TABLE posts ADD COLUMN search_document tsvector
  GENERATED ALWAYS AS (
    setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'B')
  ) STORED;
CREATE INDEX posts_search_document_idx ON posts USING gin (search_document);
COMMENT ON COLUMN posts.search_document IS 'Search vector: title weighs A, body weighs B.';
INSERT INTO schema_migrations (app, version, name, applied_at, checksum)
  VALUES ('blog', '0004', 'post_search', '2024-08-27T11:20:00Z', '9541af2643920146dc7d566020a94b6358fd8f356caec84ee39fa4909a8ba8ae');
COMMIT;

-- migrations/shop/0006_order_history_index.up.sql
BEGIN;
-- The order history page was slow: give it its own index.
CREATE INDEX orders_user_history_idx ON orders (user_id, created_at DESC);
INSERT INTO schema_migrations (app, version, name, applied_at, checksum)
  VALUES ('shop', '0006', 'order_history_index', '2025-10-02T05:55:00Z', 'f27c6cc4fa47034028ddc77563d7dc8bc656a9996a91542b63958ef96234f05e');
COMMIT;
