-- The statements that the application sends, as pg_stat_statements sees them. The build of the sample database runs each as often
-- as "calls" says, as role shop_app, so that the counters hold measured times. Values are drawn by the number of the call.

-- name: orders_of_user
-- calls: 400
-- parameters: int 81 9000; pick 20
SELECT id, status, total, currency, created_at
FROM orders
WHERE user_id = $1
ORDER BY created_at DESC
LIMIT $2;

-- name: order_by_id
-- calls: 500
-- parameters: int 1 52000
SELECT id, user_id, shipping_address_id, status, total, discount, shipping_cost, currency, created_at
FROM orders
WHERE id = $1;

-- name: items_of_order
-- calls: 1200
-- parameters: int 1 52000
SELECT line_number, product_id, quantity, unit_price, line_total
FROM order_items
WHERE order_id = $1
ORDER BY line_number;

-- name: product_by_id
-- calls: 1500
-- parameters: int 1 5000
SELECT id, sku, name, price, attributes, is_active FROM products WHERE id = $1;

-- name: products_of_category
-- calls: 200
-- parameters: int 9 56; pick 24
SELECT id, sku, name, price
FROM products
WHERE category_id = $1 AND is_active
ORDER BY created_at DESC
LIMIT $2;

-- name: category_page_with_units_sold
-- calls: 21
-- parameters: int 9 56; pick 2025-01-01
SELECT p.id, p.name, p.price,
       (SELECT coalesce(sum(i.quantity), 0) FROM order_items AS i WHERE i.product_id = p.id) AS units_sold
FROM products AS p
WHERE p.category_id = $1 AND p.created_at >= $2 AND p.is_active
ORDER BY units_sold DESC
LIMIT 24;

-- name: product_search
-- calls: 60
-- parameters: pick %kettle%|%merino%|%repair%|%lamp%|%nordic%
SELECT id, sku, name, price
FROM products
WHERE is_active AND (name ILIKE $1 OR description ILIKE $1)
ORDER BY name, id
LIMIT 20;

-- name: products_by_facet
-- calls: 80
-- parameters: pick black|navy|olive|rust; pick wool|oak|steel
SELECT id, name, price
FROM products
WHERE attributes @> jsonb_build_object('color', $1::text, 'material', $2::text) AND is_active
ORDER BY price
LIMIT 24;

-- name: category_tree
-- calls: 120
WITH RECURSIVE tree AS (
  SELECT id, parent_id, slug, name, 1 AS depth FROM categories WHERE parent_id IS NULL
  UNION ALL
  SELECT c.id, c.parent_id, c.slug, c.name, t.depth + 1 FROM categories AS c JOIN tree AS t ON c.parent_id = t.id
)
SELECT id, parent_id, slug, name, depth FROM tree ORDER BY depth, slug;

-- name: stock_of_product
-- calls: 300
-- parameters: int 1 5000
SELECT region_code, available FROM inventory WHERE product_id = $1 ORDER BY region_code;

-- name: open_cart
-- calls: 250
-- parameters: int 81 15000
SELECT id, created_at FROM carts WHERE user_id = $1 AND status = 'open';

-- name: lines_of_cart
-- calls: 250
-- parameters: int 1 3300
SELECT ci.product_id, p.name, p.price, ci.quantity
FROM cart_items AS ci
JOIN products AS p ON p.id = ci.product_id
WHERE ci.cart_id = $1
ORDER BY ci.added_at;

-- name: coupon_by_code
-- calls: 90
-- parameters: pick WELCOME40|BLOG39|THANKS38|SPRING1|UNKNOWN
SELECT id, kind, value, min_total FROM coupons WHERE code = $1 AND starts_at <= '2025-12-31' AND ends_at > '2025-12-31';

-- name: pending_orders
-- calls: 60
SELECT id, user_id, total, created_at
FROM orders
WHERE status = 'pending'
ORDER BY created_at
LIMIT 50;

-- name: revenue_by_day
-- calls: 12
-- parameters: pick 2025-10-01|2025-11-01|2025-12-01
SELECT date_trunc('day', created_at) AS day, count(*) AS orders, sum(total) AS revenue
FROM orders
WHERE created_at >= $1 AND status IN ('paid', 'shipped')
GROUP BY day
ORDER BY day;

-- name: revenue_by_category
-- calls: 4
-- parameters: pick 2025-10-01|2025-11-01
SELECT c.name, sum(i.line_total) AS revenue, count(DISTINCT o.user_id) AS buyers
FROM orders AS o
JOIN order_items AS i ON i.order_id = o.id
JOIN products AS p ON p.id = i.product_id
JOIN categories AS c ON c.id = p.category_id
WHERE o.created_at >= $1 AND o.status <> 'cancelled'
GROUP BY c.id
ORDER BY revenue DESC;

-- name: top_customers
-- calls: 4
SELECT u.id, u.full_name, count(*) AS orders, sum(o.total) AS spent
FROM users AS u
JOIN orders AS o ON o.user_id = u.id
WHERE o.status IN ('paid', 'shipped')
GROUP BY u.id
ORDER BY spent DESC
LIMIT 20;

-- name: orders_of_campaign
-- calls: 30
-- parameters: pick spring|newsletter|search|partner
SELECT count(*) AS orders, sum(total) AS revenue
FROM orders
WHERE metadata @> jsonb_build_object('campaign', $1::text);

-- name: failed_payments
-- calls: 12
SELECT failure_code, count(*) AS attempts, sum(amount) AS amount
FROM payments
WHERE status = 'failed'
GROUP BY failure_code
ORDER BY attempts DESC;

-- name: best_selling_products
-- calls: 60
SELECT product_id, name, units_sold, revenue FROM reporting.product_sales ORDER BY revenue DESC LIMIT 10;

-- name: reviews_of_product
-- calls: 200
-- parameters: int 1 900
SELECT r.id, r.rating, r.title, r.body, r.created_at, u.full_name
FROM reviews AS r
JOIN users AS u ON u.id = r.user_id
WHERE r.product_id = $1
ORDER BY r.created_at DESC
LIMIT 20;

-- name: rating_of_product
-- calls: 200
-- parameters: int 1 900
SELECT count(*) AS reviews, avg(rating) AS rating FROM reviews WHERE product_id = $1;

-- name: user_by_email
-- calls: 300
-- parameters: pick mateo.marino90@example.net|Lucia.Peters2000@example.com|nobody@example.com
SELECT id, email, full_name, role, is_active FROM users WHERE lower(email) = lower($1);

-- name: user_by_id
-- calls: 900
-- parameters: int 1 16000
SELECT id, full_name, role FROM users WHERE id = $1;

-- name: list_users
-- calls: 40
-- parameters: pick 0|50|100|9000
SELECT id, email, full_name, role, created_at FROM users ORDER BY created_at DESC, id LIMIT 50 OFFSET $1;

-- name: user_search
-- calls: 30
-- parameters: pick %tanaka%|%lopez%|%weber%
SELECT id, email, full_name, role FROM users WHERE full_name ILIKE $1 OR email ILIKE $1 ORDER BY full_name, id LIMIT 20;

-- name: published_posts
-- calls: 200
-- parameters: pick 0|0|0|20|40|1200
SELECT id, slug, title, excerpt, published_at, author_id
FROM posts
WHERE status = 'published'
ORDER BY published_at DESC
LIMIT 20 OFFSET $1;

-- name: post_by_slug
-- calls: 400
-- parameters: pick classic-backpack-1|rugged-candle-20|compact-pen-77
SELECT id, slug, title, body, status, published_at, author_id FROM posts WHERE slug = $1;

-- name: comments_of_post
-- calls: 250
-- parameters: int 1 300
SELECT c.id, c.parent_id, c.body, c.created_at, u.full_name
FROM comments AS c
JOIN users AS u ON u.id = c.author_id
WHERE c.post_id = $1 AND c.status = 'approved'
ORDER BY c.created_at;

-- name: post_search
-- calls: 50
-- parameters: pick winter packaging|repair handle|size guide|porto
SELECT id, slug, title, ts_rank(search_document, query) AS rank
FROM posts, websearch_to_tsquery('english', $1) AS query
WHERE search_document @@ query AND status = 'published'
ORDER BY rank DESC, id
LIMIT 20;

-- name: posts_by_tag
-- calls: 80
-- parameters: pick care|repair|winter|design
SELECT p.id, p.slug, p.title, p.published_at
FROM posts AS p
JOIN post_tags AS pt ON pt.post_id = p.id
JOIN tags AS t ON t.id = pt.tag_id
WHERE t.slug = $1 AND p.status = 'published'
ORDER BY p.published_at DESC
LIMIT 20;

-- name: moderation_queue
-- calls: 40
SELECT id, post_id, author_id, body, created_at FROM comments WHERE status = 'pending' ORDER BY created_at LIMIT 50;

-- name: audit_of_entity
-- calls: 40
-- parameters: pick orders|products|users; int 1 80
SELECT action, actor_id, details, created_at
FROM audit_log
WHERE entity_type = $1 AND entity_id = $2::text
ORDER BY created_at DESC
LIMIT 50;

-- name: add_comment
-- calls: 60
-- writes: yes
-- parameters: int 1 300; int 81 15000; pick Thank you.|Does it come in navy?|Mine arrived broken.
INSERT INTO comments (post_id, author_id, body) VALUES ($1, $2, $3) RETURNING id, created_at;

-- name: add_to_cart
-- calls: 90
-- writes: yes
-- parameters: int 1 3300; int 1 5000
INSERT INTO cart_items (cart_id, product_id) VALUES ($1, $2)
ON CONFLICT (cart_id, product_id) DO UPDATE SET quantity = least(cart_items.quantity + 1, 99);

-- name: mark_order_shipped
-- calls: 60
-- writes: yes
-- parameters: int 49401 52000; pick 2025-12-31 10:00|2025-12-31 14:30
UPDATE orders SET status = 'shipped', shipped_at = $2 WHERE id = $1 AND status = 'paid';

-- name: reserve_stock
-- calls: 90
-- writes: yes
-- parameters: int 1 5000; pick eu|uk|us
UPDATE inventory SET reserved = reserved + 1 WHERE product_id = $1 AND region_code = $2 AND reserved < on_hand;

-- name: touch_last_seen
-- calls: 150
-- writes: yes
-- parameters: int 1 16000
UPDATE users SET last_seen_at = now() WHERE id = $1 AND (last_seen_at IS NULL OR last_seen_at < now() - interval '1 hour');

-- name: write_audit
-- calls: 120
-- writes: yes
-- parameters: int 1 80; pick order.update|product.update; int 1 52000
INSERT INTO audit_log (actor_id, action, entity_type, entity_id, created_at)
VALUES ($1, $2, split_part($2, '.', 1) || 's', $3::text, '2025-12-31 12:00+00');
