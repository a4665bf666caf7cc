DROP TABLE payments;
DROP TABLE order_items;
DROP TABLE orders;
DROP TYPE payment_status;
DROP TYPE payment_provider;
DROP TYPE order_status;
