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
