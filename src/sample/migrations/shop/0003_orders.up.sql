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
