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
