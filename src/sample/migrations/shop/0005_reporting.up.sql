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
