-- Deterministic data: every value is arithmetic on row numbers and a hash; no clock, no random().
-- Floating point uses only + - * / sqrt and floor, which are exact IEEE operations on every platform.
-- "Today" is 2026-01-01 00:00 UTC.

SET TIME ZONE 'UTC';

-- u(i, salt): evenly spread pseudo-random number in [0, 1), the same on every version from 13 to 18.
CREATE FUNCTION pg_temp.u(i bigint, salt bigint) RETURNS double precision
  LANGUAGE sql IMMUTABLE
AS $$ SELECT (hashint8extended(i, salt) & 1073741823) / 1073741824.0::double precision $$;

-- n(i, salt, size): whole number in 1 .. size.
CREATE FUNCTION pg_temp.n(i bigint, salt bigint, size integer) RETURNS integer
  LANGUAGE sql IMMUTABLE
AS $$ SELECT 1 + floor((hashint8extended(i, salt) & 1073741823) / 1073741824.0::double precision * size)::integer $$;

-- One row: the word lists that names and texts are made of.
CREATE TEMP TABLE words AS SELECT
  '{Ada,Amir,Anna,Ben,Carla,Chen,Dana,Diego,Elena,Emil,Fatima,Finn,Greta,Hana,Ines,Ivan,Jonas,Kaito,Lena,Liam,Lucia,Mara,Mateo,Mia,Nadia,Noah,Olga,Omar,Paula,Priya,Rosa,Sami,Sofia,Tara,Theo,Uma,Vera,Wei,Yara,Zoe}'::text[] AS first_names,
  '{Adler,Almeida,Bauer,Becker,Brandt,Castro,Costa,Dubois,Eriksen,Farah,Fischer,Garcia,Haas,Haddad,Ito,Jensen,Kaya,Keller,Kim,Kowalski,Kumar,Lang,Larsen,Lopez,Marino,Meyer,Moreau,Novak,Okafor,Olsen,Park,Patel,Peters,Petrov,Rossi,Sato,Schmidt,Silva,Tanaka,Torres,Varga,Virtanen,Walker,Weber,Wong,Yilmaz}'::text[] AS last_names,
  '{Berlin,Lisbon,Paris,Madrid,Vienna,Oslo,London,Leeds,Osaka,Tokyo,Austin,Seattle}'::text[] AS cities,
  '{DE,PT,FR,ES,AT,NO,GB,GB,JP,JP,US,US}'::text[] AS countries,
  '{Alpine,Basic,Classic,Coastal,Compact,Daily,Eco,Explorer,Heritage,Light,Merino,Nordic,Original,Pocket,Pure,Quiet,Rugged,Smart,Solid,Urban}'::text[] AS adjectives,
  '{Backpack,Blanket,Bottle,Candle,Chair,Coat,Desk Lamp,Gloves,Jacket,Kettle,Knife,Mug,Notebook,Pan,Pen,Pillow,Scarf,Shirt,Socks,Speaker,Tent,Towel,Tray,Umbrella,Wallet}'::text[] AS articles,
  '{black,white,navy,olive,sand,rust,grey}'::text[] AS colors,
  '{wool,cotton,steel,oak,glass,leather,recycled}'::text[] AS materials,
  ARRAY[
    'We test every batch in our own workshop before it leaves the house.',
    'The fabric comes from a mill that has worked with us for eleven years.',
    'Returns are free for thirty days, no questions asked.',
    'A good tool should be repaired, so spare parts stay in stock.',
    'Readers asked how we pack fragile articles; here is the answer.',
    'Last winter we learned that delivery times matter more than discounts.',
    'The new colour was chosen by a vote among our customers.',
    'Cold mornings call for layers that breathe and dry fast.',
    'Our supplier in Porto showed us how the handles are turned.',
    'Wash at thirty degrees, dry in the shade, and it will last for years.',
    'Small changes to the hinge made the lid twice as durable.',
    'This guide explains which size to order and why.'
  ] AS sentences;

-- Accounts ------------------------------------------------------------------------------------

INSERT INTO users (email, full_name, password_hash, role, is_active, locale, preferences,
                   email_verified_at, last_seen_at, created_at, updated_at)
SELECT lower(p.first_name || '.' || p.last_name) || p.g || '@example.' || (ARRAY['com', 'com', 'org', 'net'])[pg_temp.n(p.g, 3, 4)],
       p.first_name || ' ' || p.last_name,
       '$argon2id$v=19$m=65536,t=3,p=4$' || 'c2FtcGxl$' || left(md5('password ' || p.g), 10),
       (CASE WHEN p.g <= 3 THEN 'admin' WHEN p.g <= 40 THEN 'author' WHEN p.g <= 80 THEN 'support' ELSE 'customer' END)::user_role,
       p.g <= 80 OR pg_temp.u(p.g, 4) >= 0.03,
       (ARRAY['en', 'en', 'en', 'en', 'de', 'de', 'fr', 'es', 'ja'])[pg_temp.n(p.g, 5, 9)],
       jsonb_build_object('newsletter', pg_temp.u(p.g, 6) < 0.35, 'theme', (ARRAY['light', 'light', 'dark'])[pg_temp.n(p.g, 7, 3)]),
       CASE WHEN pg_temp.u(p.g, 8) >= 0.08 THEN p.joined_at + interval '1 minute' * pg_temp.n(p.g, 9, 600) END,
       CASE WHEN pg_temp.u(p.g, 10) >= 0.12
            THEN least(p.joined_at + interval '1 hour' * pg_temp.n(p.g, 11, 17520), timestamptz '2025-12-31 23:00+00') END,
       p.joined_at,
       p.joined_at
FROM (
  SELECT g,
         w.first_names[pg_temp.n(g, 1, cardinality(w.first_names))] AS first_name,
         w.last_names[pg_temp.n(g, 2, cardinality(w.last_names))] AS last_name,
         timestamptz '2023-02-01 08:00+00' + interval '1 second' * floor(sqrt(g / 16000.0::double precision) * 91900000) AS joined_at
  FROM generate_series(1, 16000) AS g, words AS w
) AS p
ORDER BY p.g;

-- One shipping address for each customer; every twentieth has a second one, for billing.
INSERT INTO addresses (user_id, kind, is_default, line1, line2, city, postal_code, country_code, created_at)
SELECT s.user_id, s.kind::address_kind, true,
       w.last_names[pg_temp.n(s.seq, 20, cardinality(w.last_names))] || ' Street ' || pg_temp.n(s.seq, 21, 180),
       CASE WHEN pg_temp.u(s.seq, 22) < 0.15 THEN 'Apartment ' || pg_temp.n(s.seq, 23, 40) END,
       w.cities[s.place], lpad(pg_temp.n(s.seq, 24, 99999)::text, 5, '0'), w.countries[s.place],
       timestamptz '2023-02-02 00:00+00' + interval '1 second' * floor(sqrt(s.user_id / 16000.0::double precision) * 91800000)
FROM (
  SELECT g::bigint AS seq, g + 80 AS user_id, 'shipping' AS kind, pg_temp.n(g, 25, 12) AS place FROM generate_series(1, 15920) AS g
  UNION ALL
  SELECT 15920 + g, g * 20 + 80, 'billing', pg_temp.n(g * 20, 25, 12) FROM generate_series(1, 796) AS g
) AS s, words AS w
ORDER BY s.seq;

INSERT INTO api_tokens (user_id, label, token_hash, scopes, expires_at, last_used_at, created_at)
SELECT pg_temp.n(g, 30, 400), (ARRAY['CI', 'Laptop', 'ERP export', 'Mobile app'])[pg_temp.n(g, 31, 4)],
       md5('token a ' || g) || md5('token b ' || g),
       (ARRAY['{orders:read}', '{orders:read,orders:write}', '{posts:write}', '{products:read}'])[pg_temp.n(g, 32, 4)]::text[],
       CASE WHEN pg_temp.u(g, 33) < 0.7 THEN timestamptz '2025-06-01 00:00+00' + interval '1 day' * pg_temp.n(g, 34, 500) END,
       CASE WHEN pg_temp.u(g, 35) < 0.6 THEN timestamptz '2025-12-31 20:00+00' - interval '1 hour' * pg_temp.n(g, 36, 2000) END,
       timestamptz '2024-05-01 00:00+00' + interval '1 day' * pg_temp.n(g, 37, 390)
FROM generate_series(1, 600) AS g;

-- Catalog -------------------------------------------------------------------------------------

INSERT INTO categories (parent_id, slug, name, sort_order)
SELECT NULL, lower(name), name, position * 10
FROM unnest('{Clothing,Kitchen,Living,Outdoor,Office,Travel,Audio,Gifts}'::text[]) WITH ORDINALITY AS c (name, position)
ORDER BY position;

INSERT INTO categories (parent_id, slug, name, sort_order)
SELECT p.id, p.slug || '-' || lower(c.name), c.name, c.position * 10
FROM categories AS p,
     unnest('{New,Bestsellers,Essentials,Premium,Outlet,Repair}'::text[]) WITH ORDINALITY AS c (name, position)
ORDER BY p.id, c.position;

INSERT INTO products (category_id, sku, name, description, price, weight_grams, attributes, is_active, created_at, updated_at)
SELECT 8 + pg_temp.n(g, 40, 48),
       'SKU-' || lpad(g::text, 6, '0'),
       w.adjectives[pg_temp.n(g, 41, cardinality(w.adjectives))] || ' ' || w.articles[pg_temp.n(g, 42, cardinality(w.articles))],
       w.sentences[pg_temp.n(g, 43, 12)] || ' ' || w.sentences[pg_temp.n(g, 44, 12)],
       round((4 + 190 * pg_temp.u(g, 45) * pg_temp.u(g, 46))::numeric, 0) + 0.90,
       CASE WHEN pg_temp.u(g, 47) >= 0.06 THEN 20 + pg_temp.n(g, 48, 4000) END,
       jsonb_build_object('color', w.colors[pg_temp.n(g, 49, 7)], 'material', w.materials[pg_temp.n(g, 50, 7)]),
       pg_temp.u(g, 51) >= 0.04,
       timestamptz '2023-02-10 00:00+00' + interval '1 hour' * (g * 5),
       timestamptz '2023-02-10 00:00+00' + interval '1 hour' * (g * 5)
FROM generate_series(1, 5000) AS g, words AS w
ORDER BY g;

INSERT INTO product_categories (product_id, category_id)
SELECT product_id, category_id FROM (
  SELECT id AS product_id, category_id FROM products
  UNION
  SELECT p.id, c.parent_id FROM products AS p JOIN categories AS c ON c.id = p.category_id
  UNION
  SELECT id, 8 FROM products WHERE pg_temp.u(id, 52) < 0.1
) AS listed
ORDER BY product_id, category_id;

INSERT INTO inventory (product_id, region_code, on_hand, reserved)
SELECT product_id, code, on_hand, floor(on_hand * pg_temp.u(seq, 55) * 0.2)::integer
FROM (
  SELECT p.id AS product_id, r.code, p.id * 8 + r.place AS seq,
         CASE WHEN pg_temp.u(p.id * 8 + r.place, 53) < 0.07 THEN 0 ELSE pg_temp.n(p.id * 8 + r.place, 54, 400) END AS on_hand
  FROM products AS p, (VALUES ('eu', 1), ('uk', 2), ('us', 3)) AS r (code, place)
) AS stock
ORDER BY seq;

-- Coupons, promotions, carts ------------------------------------------------------------------

INSERT INTO coupons (code, kind, value, min_total, max_redemptions, starts_at, ends_at)
SELECT (ARRAY['WELCOME', 'SPRING', 'SUMMER', 'AUTUMN', 'WINTER', 'VIP', 'THANKS', 'BLOG'])[1 + g % 8] || g,
       (CASE WHEN g % 3 = 0 THEN 'amount' ELSE 'percent' END)::discount_kind,
       5 * pg_temp.n(g, 60, 4), 20 * pg_temp.n(g, 61, 3),
       CASE WHEN g % 4 = 0 THEN NULL ELSE 500 * pg_temp.n(g, 62, 6) END,
       timestamptz '2024-01-01 00:00+00' + interval '18 days' * g, timestamptz '2024-01-01 00:00+00' + interval '18 days' * g + interval '45 days'
FROM generate_series(1, 40) AS g;

INSERT INTO promotions (name, during, discount_percent)
SELECT name || ' ' || year, tstzrange(starts_at, starts_at + interval '7 days'), percent
FROM (
  SELECT p.name, y.year, p.percent, make_timestamptz(y.year, p.month, 20, 0, 0, 0, 'UTC') AS starts_at
  FROM generate_series(2024, 2025) AS y (year),
       (VALUES ('Spring clean', 3, 15), ('Mid-summer', 6, 20), ('Back to work', 9, 10), ('Black week', 11, 30)) AS p (name, month, percent)
) AS planned
ORDER BY starts_at;

INSERT INTO carts (user_id, status, created_at, updated_at)
SELECT 80 + g * 4, (CASE WHEN pg_temp.u(g, 63) < 0.2 THEN 'open' WHEN pg_temp.u(g, 63) < 0.6 THEN 'ordered' ELSE 'abandoned' END)::cart_status,
       timestamptz '2025-11-01 00:00+00' + interval '24 minutes' * g, timestamptz '2025-11-01 01:00+00' + interval '24 minutes' * g
FROM generate_series(1, 3300) AS g;

INSERT INTO cart_items (cart_id, product_id, quantity, added_at)
SELECT c.id, 1 + (pg_temp.n(c.id, 64, 5000) + i * 617) % 5000, pg_temp.n(c.id * 4 + i, 65, 3), c.created_at + interval '1 minute' * i
FROM carts AS c, generate_series(1, 3) AS i
WHERE i <= pg_temp.n(c.id, 66, 3)
ORDER BY c.id, i;

-- Orders --------------------------------------------------------------------------------------

-- Lines first: an order's total is made of them. Sales follow a cubic law: few products sell most.
CREATE TEMP TABLE order_lines AS
SELECT o.order_id, i.line_number, p.id AS product_id, i.quantity, p.price AS unit_price
FROM (SELECT g::bigint AS order_id, pg_temp.n(g, 70, 4) AS line_count FROM generate_series(1, 52000) AS g) AS o
CROSS JOIN LATERAL (
  SELECT l AS line_number,
         1 + floor(pg_temp.u(o.order_id * 4 + l, 71) * pg_temp.u(o.order_id * 4 + l, 72) * pg_temp.u(o.order_id * 4 + l, 73) * 5000)::bigint AS product_id,
         CASE WHEN pg_temp.u(o.order_id * 4 + l, 74) < 0.75 THEN 1 ELSE 1 + pg_temp.n(o.order_id * 4 + l, 75, 4) END AS quantity
  FROM generate_series(1, o.line_count) AS l
) AS i
JOIN products AS p ON p.id = i.product_id;

-- Nearly all old orders are settled; the newest ones are still pending or only paid. A quarter of the customers order most.
INSERT INTO orders (user_id, shipping_address_id, coupon_id, status, currency, discount, shipping_cost, total,
                    metadata, shipped_at, created_at, updated_at)
SELECT b.user_id,
       b.user_id - 80,
       b.coupon_id, b.status, 'EUR', b.discount, b.shipping_cost,
       b.items_total - b.discount + b.shipping_cost,
       jsonb_build_object('channel', (ARRAY['web', 'web', 'web', 'app', 'app', 'phone'])[pg_temp.n(b.g, 80, 6)])
         || CASE WHEN pg_temp.u(b.g, 81) < 0.2
                 THEN jsonb_build_object('campaign', (ARRAY['spring', 'newsletter', 'search', 'partner'])[pg_temp.n(b.g, 82, 4)])
                 ELSE '{}' END,
       CASE WHEN b.status IN ('shipped', 'refunded') THEN (b.created_at + interval '1 hour' * (10 + pg_temp.n(b.g, 83, 60))) AT TIME ZONE 'UTC' END,
       b.created_at,
       b.created_at + interval '80 seconds'
FROM (
  SELECT g,
         -- Only accounts that exist by then can order: the first factor inverts the growth of users.created_at.
         81 + floor(pg_temp.u(g, 85) * sqrt(pg_temp.u(g, 86)) * (t.joined_share * t.joined_share * 16000 - 81))::bigint AS user_id,
         CASE WHEN pg_temp.u(g, 88) < 0.06 THEN pg_temp.n(g, 89, 40) END AS coupon_id,
         (CASE
            WHEN g > 51480 AND pg_temp.u(g, 90) < 0.7 THEN 'pending'
            WHEN pg_temp.u(g, 90) < 0.003 THEN 'pending'
            WHEN pg_temp.u(g, 90) < 0.045 THEN 'cancelled'
            WHEN pg_temp.u(g, 90) < 0.07 THEN 'refunded'
            WHEN g > 49400 OR pg_temp.u(g, 90) < 0.34 THEN 'paid'
            ELSE 'shipped' END)::order_status AS status,
         CASE WHEN pg_temp.u(g, 88) < 0.06 THEN round(t.items_total * 0.10, 2) ELSE 0 END AS discount,
         CASE WHEN t.items_total >= 60 THEN 0 ELSE 4.90 END AS shipping_cost,
         t.items_total,
         timestamptz '2024-01-01 06:00+00' + interval '1 second' * t.age AS created_at
  FROM (
    SELECT order_id AS g, age, items_total, (age + 28800000) / 91950000 AS joined_share
    FROM (
      SELECT order_id, sum(quantity * unit_price) AS items_total,
             floor(sqrt(order_id / 52000.0::double precision) * sqrt(sqrt(order_id / 52000.0::double precision)) * 63136000) AS age
      FROM order_lines
      GROUP BY order_id
    ) AS summed
  ) AS t
) AS b
ORDER BY b.g;

INSERT INTO order_items (order_id, line_number, product_id, quantity, unit_price)
SELECT order_id, line_number, product_id, quantity, unit_price FROM order_lines ORDER BY order_id, line_number;

-- One attempt fails in thirty; then the customer tries again.
INSERT INTO payments (order_id, provider, provider_reference, status, amount, failure_code, created_at)
SELECT s.order_id, s.provider, 'tx-' || lpad(s.seq::text, 9, '0'), s.status, s.total, s.failure_code, s.paid_at
FROM (
  SELECT o.id AS order_id, o.id * 2 + a.attempt AS seq, o.total,
         (ARRAY['card', 'card', 'card', 'paypal', 'paypal', 'sepa', 'invoice'])[pg_temp.n(o.id, 91, 7)]::payment_provider AS provider,
         (CASE WHEN a.attempt = 0 THEN 'failed'
               WHEN o.status = 'refunded' THEN 'refunded'
               WHEN o.status = 'paid' AND pg_temp.u(o.id, 92) < 0.1 THEN 'authorized'
               ELSE 'captured' END)::payment_status AS status,
         CASE WHEN a.attempt = 0 THEN (ARRAY['card_declined', 'insufficient_funds', 'timeout'])[pg_temp.n(o.id, 93, 3)] END AS failure_code,
         o.created_at + interval '40 seconds' * (1 + a.attempt) AS paid_at
  FROM orders AS o, generate_series(0, 1) AS a (attempt)
  WHERE o.status IN ('paid', 'shipped', 'refunded') AND (a.attempt = 1 OR pg_temp.u(o.id, 94) < 0.033)
) AS s
ORDER BY s.seq;

INSERT INTO reviews (product_id, user_id, rating, title, body, created_at)
SELECT s.product_id, s.user_id,
       (ARRAY[1, 2, 3, 4, 4, 4, 5, 5, 5, 5])[pg_temp.n(s.seq, 95, 10)],
       (ARRAY['Does the job', 'Very happy', 'Smaller than expected', 'Would buy again', 'Good value', 'Not for me'])[pg_temp.n(s.seq, 96, 6)],
       w.sentences[pg_temp.n(s.seq, 97, 12)],
       s.created_at + interval '9 days'
FROM (
  SELECT DISTINCT ON (i.product_id, o.user_id) i.product_id, o.user_id, o.id * 4 + i.line_number AS seq, o.created_at
  FROM order_items AS i
  JOIN orders AS o ON o.id = i.order_id
  WHERE o.status = 'shipped' AND o.id < 48500 AND pg_temp.u(o.id * 4 + i.line_number, 98) < 0.09
  ORDER BY i.product_id, o.user_id, o.id, i.line_number
) AS s, words AS w
ORDER BY s.seq;

-- Blog ----------------------------------------------------------------------------------------

INSERT INTO posts (author_id, slug, title, excerpt, body, status, published_at, created_at, updated_at)
SELECT 3 + pg_temp.n(g, 100, 37),
       lower(replace(b.subject, ' ', '-')) || '-' || g,
       b.subject || (ARRAY[': how we choose', ': a care guide', ' in daily use', ': behind the scenes', ', revisited'])[pg_temp.n(g, 101, 5)],
       w.sentences[pg_temp.n(g, 102, 12)],
       '# ' || b.subject || E'\n\n' || (
         SELECT string_agg(w.sentences[pg_temp.n(g * 32 + l, 103, 12)] || ' ' || w.sentences[pg_temp.n(g * 32 + l, 104, 12)], E'\n\n' ORDER BY l)
         FROM generate_series(1, 1 + pg_temp.n(g, 105, 3)) AS l),
       b.status,
       CASE WHEN b.status <> 'draft' THEN b.created_at + interval '1 day' * pg_temp.n(g, 106, 12) END,
       b.created_at, b.created_at + interval '13 days'
FROM (
  SELECT g, words.*,
         words.adjectives[pg_temp.n(g, 107, 20)] || ' ' || words.articles[pg_temp.n(g, 108, 25)] AS subject,
         (CASE WHEN pg_temp.u(g, 109) < 0.06 THEN 'draft' WHEN pg_temp.u(g, 109) < 0.16 THEN 'archived' ELSE 'published' END)::post_status AS status,
         timestamptz '2023-06-05 09:00+00' + interval '11 hours' * g AS created_at
  FROM generate_series(1, 2000) AS g, words
) AS b, words AS w
ORDER BY b.g;

INSERT INTO tags (slug, name)
SELECT lower(name), name
FROM unnest('{Care,Craft,Design,Guides,Home,Interviews,Kitchen,Materials,News,Office,Outdoor,Repair,Sizing,Stories,Suppliers,Sustainability,Travel,Winter}'::text[])
  WITH ORDINALITY AS t (name, position)
ORDER BY position;

INSERT INTO post_tags (post_id, tag_id)
SELECT p.id, 1 + (pg_temp.n(p.id, 110, 18) + i * 5) % 18
FROM posts AS p, generate_series(1, 3) AS i
WHERE i <= pg_temp.n(p.id, 111, 3)
ORDER BY p.id, i;

-- Popular posts draw most comments, drafts none; every third comment answers one of the eight before it on the same post.
INSERT INTO comments (post_id, author_id, parent_id, body, status, created_at)
SELECT b.post_id, 80 + pg_temp.n(b.id, 120, 1000),
       CASE WHEN pg_temp.u(b.id, 121) < 0.33
            THEN lag(b.id, pg_temp.n(b.id, 122, 8)) OVER (PARTITION BY b.post_id ORDER BY b.id) END,
       w.sentences[pg_temp.n(b.id, 123, 12)],
       (CASE WHEN b.id > 19700 AND pg_temp.u(b.id, 124) < 0.6 THEN 'pending'
             WHEN pg_temp.u(b.id, 124) < 0.01 THEN 'pending'
             WHEN pg_temp.u(b.id, 124) < 0.04 THEN 'spam'
             WHEN pg_temp.u(b.id, 124) < 0.06 THEN 'rejected'
             ELSE 'approved' END)::comment_status,
       b.created_at
FROM (
  SELECT row_number() OVER (ORDER BY c.g) AS id, c.post_id, c.created_at
  FROM (
    SELECT g, 1 + floor(pg_temp.u(g, 125) * pg_temp.u(g, 126) * pg_temp.u(g, 127) * (g / 12.0 + 240))::bigint AS post_id,
           timestamptz '2023-11-21 00:00+00' + interval '50 minutes' * g AS created_at
    FROM generate_series(1, 21900) AS g
  ) AS c
  JOIN posts AS p ON p.id = c.post_id AND p.status <> 'draft'
) AS b, words AS w
ORDER BY b.id;

-- Audit trail ---------------------------------------------------------------------------------

INSERT INTO audit_log (id, actor_id, action, entity_type, entity_id, details, client_ip, created_at)
SELECT md5('audit ' || g)::uuid,
       CASE WHEN pg_temp.u(g, 130) >= 0.1 THEN pg_temp.n(g, 131, 80) END,
       (ARRAY['order.update', 'order.refund', 'product.update', 'comment.moderate', 'user.login', 'user.login'])[b.kind],
       (ARRAY['orders', 'orders', 'products', 'comments', 'users', 'users'])[b.kind],
       pg_temp.n(g, 132, (ARRAY[52000, 52000, 5000, 20000, 80, 80])[b.kind])::text,
       jsonb_build_object('source', (ARRAY['admin', 'api', 'job'])[pg_temp.n(g, 133, 3)]),
       ('10.' || pg_temp.n(g, 134, 4) || '.' || pg_temp.n(g, 135, 250) || '.' || pg_temp.n(g, 136, 250))::inet,
       timestamptz '2025-02-10 00:00+00' + interval '36 minutes' * g
FROM (SELECT g, pg_temp.n(g, 137, 6) AS kind FROM generate_series(1, 13000) AS g) AS b
ORDER BY g;

REFRESH MATERIALIZED VIEW reporting.product_sales;

DROP TABLE order_lines;
DROP TABLE words;
DROP FUNCTION pg_temp.u(bigint, bigint);
DROP FUNCTION pg_temp.n(bigint, bigint, integer);
RESET TIME ZONE;

ANALYZE;
