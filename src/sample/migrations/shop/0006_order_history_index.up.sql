-- The order history page was slow: give it its own index.
CREATE INDEX orders_user_history_idx ON orders (user_id, created_at DESC);
