-- Orders belong to a region, and totals keep four decimals for tax calculation.
ALTER TABLE orders ADD COLUMN region text NOT NULL DEFAULT 'eu';

ALTER TABLE orders
  ADD CONSTRAINT orders_region_fk FOREIGN KEY (region) REFERENCES regions (code);

CREATE INDEX orders_region_idx ON orders (region);

ALTER TABLE orders ALTER COLUMN total TYPE numeric(14,4);
