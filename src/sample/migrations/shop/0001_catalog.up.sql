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
