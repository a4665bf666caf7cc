DROP TABLE promotions;
DROP TABLE coupons;
DROP TABLE cart_items;
DROP TABLE carts;
DROP TYPE discount_kind;
DROP TYPE cart_status;
