DROP MATERIALIZED VIEW reporting.product_sales;
DROP VIEW order_totals;
