/** A statement whose plan holds a certain kind of node, with the settings that make PostgreSQL choose it. */
export interface CorpusEntry {
  readonly name: string;
  readonly sql: string;
  readonly settings?: string;
  /** False when rows a process reads differ from run to run, or the change itself makes the next plan another one. */
  readonly steady?: false;
}

/** Tables of our own for tests of plans, small enough to be made in a second; runs on PostgreSQL 13 and newer. */
export const planSchema = `
CREATE TABLE customers (id int PRIMARY KEY, country text, email text) WITH (autovacuum_enabled = false);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customers, status text, total numeric, created_at timestamp, note text) WITH (autovacuum_enabled = false);
CREATE TABLE "Odd ""name""" (id int PRIMARY KEY, "a, b" text);
CREATE TABLE parts (id int, region text) PARTITION BY LIST (region);
CREATE TABLE parts_eu PARTITION OF parts FOR VALUES IN ('eu');
CREATE TABLE parts_us PARTITION OF parts FOR VALUES IN ('us');
INSERT INTO customers SELECT i, (ARRAY['DE', 'FR'])[1 + i % 2], 'a' || i FROM generate_series(1, 1000) i;
INSERT INTO orders SELECT i, 1 + i % 1000, (ARRAY['paid', 'open', 'sent'])[1 + i % 3], i % 500, timestamp '2026-01-01' - i * interval '1 minute', repeat('n', 50) FROM generate_series(1, 12000) i;
INSERT INTO "Odd ""name""" SELECT i, 'x' FROM generate_series(1, 100) i;
INSERT INTO parts SELECT i, (ARRAY['eu', 'us'])[1 + i % 2] FROM generate_series(1, 500) i;
CREATE INDEX orders_customer_id_idx ON orders (customer_id);
CREATE INDEX orders_status_idx ON orders (status);
CREATE INDEX orders_created_at_idx ON orders (created_at);
ANALYZE;
SET max_parallel_workers_per_gather = 0;
SET jit = off;
`;

const only = (...types: string[]) =>
  ['seqscan', 'indexscan', 'bitmapscan', 'hashjoin', 'mergejoin', 'nestloop', 'material', 'indexonlyscan', 'hashagg', 'sort'].map((name) => `SET LOCAL enable_${name} = ${types.includes(name) ? 'on' : 'off'};`).join(' ');
const parallel = 'SET LOCAL max_parallel_workers_per_gather = 2; SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0;';

export const planCorpus: readonly CorpusEntry[] = [
  { name: 'filter and limit', sql: "SELECT * FROM orders WHERE total > 3 AND status = 'open' LIMIT 5 OFFSET 2" },
  { name: 'a string over several lines that looks like a plan', sql: "SELECT * FROM orders WHERE note <> E'a\n  ->  Seq Scan on evil  (cost=0.00..1.00 rows=1 width=4)\n''b' AND total > 1 LIMIT 1" },
  { name: 'names that need quotes', sql: `SELECT o."a, b", lower(o."a, b") FROM "Odd ""name""" o WHERE o."a, b" = 'x' ORDER BY o."a, b", o.id DESC` },
  { name: 'index scans', sql: 'SELECT * FROM orders WHERE customer_id = 7 AND total > 1', settings: only('indexscan') },
  { name: 'backward', sql: 'SELECT * FROM orders ORDER BY created_at DESC LIMIT 3' },
  { name: 'index only', sql: 'SELECT id FROM orders WHERE id < 100', settings: only('indexonlyscan', 'indexscan') },
  { name: 'bitmaps', sql: "SELECT * FROM orders WHERE customer_id < 20 OR status = 'x'", settings: only('bitmapscan') },
  { name: 'bitmap and', sql: "SELECT * FROM orders WHERE customer_id < 200 AND created_at > '2025-12-31'", settings: only('bitmapscan') },
  { name: 'tid', sql: "SELECT * FROM orders WHERE ctid = '(0,1)'" },
  { name: 'tablesample', sql: "SELECT * FROM orders TABLESAMPLE bernoulli (20) REPEATABLE (7) WHERE total > 5" },
  { name: 'hash join', sql: 'SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.country = \'DE\'', settings: only('seqscan', 'hashjoin') },
  { name: 'hash left, full and anti joins', sql: 'SELECT * FROM customers c LEFT JOIN orders o ON o.customer_id = c.id AND o.total > c.id FULL JOIN parts p ON p.id = c.id WHERE NOT EXISTS (SELECT FROM parts x WHERE x.id = c.id)', settings: only('seqscan', 'hashjoin') },
  { name: 'merge join', sql: 'SELECT * FROM orders o LEFT JOIN customers c ON c.id = o.customer_id', settings: only('seqscan', 'mergejoin', 'sort', 'indexscan') },
  { name: 'nested loop', sql: 'SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id AND c.country <> o.status WHERE o.id < 50', settings: only('seqscan', 'indexscan', 'nestloop') },
  { name: 'nested loop left join and materialize', sql: 'SELECT * FROM customers c LEFT JOIN parts_eu p ON p.id > c.id WHERE c.id < 30', settings: only('seqscan', 'nestloop', 'material', 'indexscan') },
  { name: 'memoize', sql: 'SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id % 10', settings: only('seqscan', 'indexscan', 'nestloop') },
  { name: 'semi join', sql: 'SELECT * FROM customers c WHERE EXISTS (SELECT FROM orders o WHERE o.customer_id = c.id AND o.total > 5)' },
  { name: 'aggregates', sql: 'SELECT status, count(*), sum(total) FROM orders GROUP BY status HAVING count(*) > 2' },
  { name: 'sorted aggregate', sql: 'SELECT status, count(DISTINCT total) FROM orders GROUP BY status', settings: only('seqscan', 'sort') },
  { name: 'grouping sets', sql: 'SELECT status, customer_id % 5, count(*) FROM orders GROUP BY GROUPING SETS ((status), (customer_id % 5), ())' },
  { name: 'hash aggregate on disk', sql: 'SELECT id, count(*) FROM orders GROUP BY id', settings: `SET LOCAL work_mem = '64kB'; ${only('seqscan', 'hashagg')}` },
  { name: 'sort on disk', sql: 'SELECT * FROM orders ORDER BY note, total DESC', settings: "SET LOCAL work_mem = '64kB';" },
  { name: 'hash join on disk', sql: 'SELECT * FROM orders x JOIN orders y ON y.id = x.id', settings: `SET LOCAL work_mem = '64kB'; ${only('seqscan', 'hashjoin')}` },
  { name: 'incremental sort', sql: 'SELECT * FROM orders ORDER BY created_at, total LIMIT 50' },
  { name: 'incremental sort on disk', sql: 'SELECT * FROM (SELECT *, 1 AS one FROM orders ORDER BY customer_id) o ORDER BY customer_id, note, id', settings: `SET LOCAL work_mem = '64kB'; ${only('indexscan', 'sort')}` },
  { name: 'window', sql: 'SELECT id, row_number() OVER (PARTITION BY status ORDER BY total) FROM orders' },
  { name: 'run condition', sql: 'SELECT * FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM orders) o WHERE n <= 5' },
  { name: 'init plan', sql: 'SELECT * FROM orders WHERE total > (SELECT avg(total) FROM orders) ORDER BY id LIMIT 9' },
  { name: 'sub plan', sql: 'SELECT id, (SELECT max(o.total) FROM orders o WHERE o.customer_id = c.id) FROM customers c WHERE c.id < 50' },
  { name: 'hashed sub plan', sql: 'SELECT count(*) FROM orders WHERE customer_id NOT IN (SELECT id FROM customers WHERE country = \'DE\')' },
  { name: 'ctes', sql: 'WITH "My list" AS MATERIALIZED (SELECT status, count(*) AS n FROM orders GROUP BY status), b AS MATERIALIZED (SELECT * FROM "My list") SELECT * FROM b JOIN "My list" m USING (status)' },
  { name: 'recursive cte', sql: 'WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t WHERE n < 20) SELECT * FROM t' },
  { name: 'functions, values and subqueries', sql: "SELECT * FROM generate_series(1, 5) AS g(n) JOIN (VALUES (1, 'x'), (2, 'y, z')) v(a, b) ON v.a = g.n JOIN (SELECT id FROM orders ORDER BY id LIMIT 4 OFFSET 1) s ON s.id = g.n" },
  { name: 'set operations', sql: 'SELECT id FROM customers EXCEPT ALL SELECT customer_id FROM orders' },
  { name: 'intersect and unique', sql: 'SELECT DISTINCT status FROM orders INTERSECT SELECT country FROM customers', settings: only('seqscan', 'sort') },
  { name: 'union', sql: 'SELECT id FROM customers WHERE id < 5 UNION ALL SELECT id FROM orders WHERE id < 5' },
  { name: 'partitions', sql: "SELECT * FROM parts WHERE id > 3 ORDER BY id" },
  { name: 'one-time filter, never executed', sql: 'SELECT * FROM orders o WHERE (SELECT false) AND o.total > 3' },
  { name: 'never executed inner side', sql: "SELECT * FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.country = 'nowhere'", settings: only('seqscan', 'indexscan', 'nestloop') },
  { name: 'insert with a conflict', sql: "INSERT INTO customers VALUES (1, 'x', 'y') ON CONFLICT (id) DO UPDATE SET country = EXCLUDED.country WHERE customers.country <> 'q'" },
  { name: 'insert that checks a foreign key', sql: 'INSERT INTO orders SELECT i + 20000, 1 + i FROM generate_series(1, 50) i' },
  { name: 'update', sql: "UPDATE orders SET status = 'x' FROM customers c WHERE c.id = orders.customer_id AND c.id < 5", steady: false },
  { name: 'delete that checks a foreign key', sql: 'DELETE FROM customers WHERE id > 5000' },
  { name: 'update of partitions', sql: 'UPDATE parts SET id = id + 1 WHERE id < 4', steady: false },
  { name: 'lock rows', sql: 'SELECT * FROM orders WHERE id < 5 FOR UPDATE' },
  { name: 'xml table', sql: "SELECT * FROM json_to_recordset('[{\"a\": 1}]') AS x(a int)" },
  { name: 'project set', sql: 'SELECT generate_series(1, 3), id FROM customers LIMIT 3' },
  { name: 'gather', sql: 'SELECT count(*) FROM orders WHERE total > 3', settings: parallel, steady: false },
  { name: 'gather merge with sorts on disk', sql: 'SELECT * FROM orders ORDER BY note, total DESC', settings: `${parallel} SET LOCAL work_mem = '64kB';`, steady: false },
  { name: 'parallel hash join', sql: 'SELECT count(*) FROM orders o JOIN customers c ON c.id = o.customer_id', settings: `${parallel} ${only('seqscan', 'hashjoin')}`, steady: false },
  { name: 'jit', sql: 'SELECT sum(total + 1) FROM orders WHERE total > 3', settings: 'SET LOCAL jit = on; SET LOCAL jit_above_cost = 0; SET LOCAL jit_inline_above_cost = 0;' },
];
