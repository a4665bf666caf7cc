import fc from 'fast-check';
import type { SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { beforeAll, describe, expect, it } from 'vitest';
import { column, index, projectFacts, route, table } from '../testing/model-factory.ts';
import { answerRules, checkAnswer } from './check-answer.ts';
import type { AnswerRequest } from './answer-facts.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const project = projectFacts({
  models: [
    table('orders', {
      columns: [column('id'), column('customer_id'), column('status', { type: 'text' }), column('created_at', { type: 'timestamptz' }), column('total', { type: 'numeric' })],
      indexes: [index('orders_customer_id_created_at_idx', ['customer_id', 'created_at']), index('orders_status_idx', ['status'])],
    }),
    table('customers', { columns: [column('id'), column('email', { type: 'text' })], rowEstimate: 20_000 }),
  ],
  routes: [route('GET:/api/orders', []), route('GET:/api/orders/{id}', []), route('POST:/api/orders', [])],
});
const request: AnswerRequest = { actionKey: 'suggest_indexes', prompt: 'orders has 600,000 rows, table 57.3 MB; took 12.4 ms', headings: [], toRank: [], hasPlan: true };

function check(answer: string, changes: Partial<AnswerRequest> = {}) {
  return checkAnswer(answer, { request: { ...request, ...changes }, project, parser, today: null });
}

function rules(answer: string, changes: Partial<AnswerRequest> = {}): string[] {
  return check(answer, changes).marks.map(({ rule, level }) => `${level} ${rule}`);
}

function sql(text: string): string {
  return `Do this:\n\n\`\`\`sql\n${text}\n\`\`\`\n`;
}

describe('an answer that holds', () => {
  it.each([
    ['a query', sql('SELECT o.id, c.email FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.status = $1')],
    ['a CTE and its columns', sql('WITH recent AS (SELECT id AS order_id FROM orders) SELECT order_id FROM recent')],
    ['parameters of other notations', sql('SELECT id FROM orders WHERE customer_id = :customer AND status = ? AND total > %s')],
    ['commands of psql', sql('\\timing on\nSELECT id FROM orders;\n\\d orders')],
    ['a catalog query', sql('SELECT relname FROM pg_class WHERE relkind = $1')],
    ['a new index', sql('CREATE INDEX CONCURRENTLY orders_created_at_idx ON orders (created_at DESC) WHERE status = $$open$$;')],
    ['a column the answer adds', sql("ALTER TABLE orders ADD COLUMN region text;\nCREATE INDEX CONCURRENTLY ON orders (region);\nUPDATE orders SET region = 'eu' WHERE id < 1000;")],
    ['a table the answer makes', sql('CREATE TABLE regions (code text PRIMARY KEY);\nSELECT code FROM regions;')],
    ['IF EXISTS', sql('DROP INDEX CONCURRENTLY IF EXISTS orders_old_idx;')],
    ['prose about what is there', 'The column `status` of `orders.status` is read by `GET /api/orders/{id}` and GET /api/orders/42.'],
    ['a proposed column', 'Add a column `region` and drop the old one.'],
    ['figures of the pack', 'It has 600,000 rows in 57 MB and took 12 ms; use batches of 5,000 rows and a timeout of 2 seconds.'],
    ['another language', '```python\nselect everything from nowhere\n```'],
    ['no text at all', ''],
  ])('%s has no mark', (_, answer) => expect(check(answer).marks).toEqual([]));
});

describe('SQL', () => {
  it('that does not parse is named with its place, and hides no other statement', () => {
    const answer = sql('SELECT id FROM orders;\nSELEC id FROM orders;\nSELECT nope FROM orders;');
    const { marks } = check(answer);
    expect(marks.map(({ rule }) => rule)).toEqual(['C001', 'C003']);
    expect(answer.slice(marks[0]?.start, marks[0]?.end)).toBe('SELEC id FROM orders;');
    expect(marks[0]?.line).toBe(5);
  });

  it('with a placeholder is a sketch', () => expect(rules(sql('SELECT <columns> FROM orders;'))).toEqual(['info C001']));

  it.each([
    ['a table', 'SELECT id FROM order_lines', 'error C002'],
    ['a table of an update', 'UPDATE orderz SET total = 0 WHERE id = 1', 'error C002'],
    ['a column', 'SELECT o.totals FROM orders o', 'error C003'],
    ['a column of a condition', 'SELECT id FROM orders WHERE state = $1', 'error C003'],
    ['a column of an index', 'CREATE INDEX CONCURRENTLY ON orders (customer)', 'error C003'],
    ['a column of a constraint', 'ALTER TABLE orders ADD CONSTRAINT c CHECK (amount > 0) NOT VALID', 'error C003'],
    ['a referenced table', 'ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES clients (id) NOT VALID', 'error C002'],
    ['a dropped index', 'DROP INDEX CONCURRENTLY orders_state_idx', 'warning C004'],
    ['a rebuilt index', 'REINDEX INDEX CONCURRENTLY orders_state_idx', 'warning C004'],
  ])('that names %s nobody has', (_, text, expected) => expect(rules(sql(text))).toEqual([expected]));

  it('says the nearest name', () => {
    expect(check(sql('SELECT totals FROM orders')).marks[0]?.evidence).toEqual(['looked in public.orders', 'nearest: total']);
    expect(check(sql('SELECT id FROM order')).marks[0]?.rule).toBe('C001');
    expect(check(sql('SELECT id FROM customer')).marks[0]?.evidence).toEqual(['nearest: public.customers']);
  });

  it('in a code span of a table counts when it parses', () => {
    expect(rules('| 1 | `CREATE INDEX CONCURRENTLY ON orders (nope)` | fast |')).toEqual(['error C003']);
    expect(rules('Use `CREATE INDEX CONCURRENTLY` for this.')).toEqual([]);
  });
});

describe('an index', () => {
  it.each([
    ['that is there', 'CREATE INDEX CONCURRENTLY ON orders (status)', ['warning C007']],
    ['that is there the other way round', 'CREATE INDEX CONCURRENTLY ON orders (status DESC)', ['warning C007']],
    ['that begins a longer one', 'CREATE INDEX CONCURRENTLY ON orders (customer_id)', ['warning C007']],
    ['in another order of directions', 'CREATE INDEX CONCURRENTLY ON orders (customer_id, created_at DESC)', []],
    ['over part of the rows', 'CREATE INDEX CONCURRENTLY ON orders (status) WHERE total > 0', []],
    ['of another method', 'CREATE INDEX CONCURRENTLY ON orders USING hash (status)', []],
    ['that is unique', 'CREATE UNIQUE INDEX CONCURRENTLY ON orders (customer_id)', []],
    ['that holds more columns', 'CREATE INDEX CONCURRENTLY ON orders (status) INCLUDE (total)', []],
    ['that replaces one', 'DROP INDEX CONCURRENTLY orders_status_idx; CREATE INDEX CONCURRENTLY ON orders (status)', []],
  ])('%s', (_, text, expected) => expect(rules(sql(text)).filter((rule) => rule.endsWith('C007'))).toEqual(expected));
});

describe('DDL', () => {
  it('that blocks a large table is shown with its safer form', () => {
    const [found] = check(sql('CREATE INDEX ON orders (total);')).marks;
    expect(found).toMatchObject({ rule: 'C008', level: 'warning' });
    expect(found?.title).toContain('M001');
    expect(found?.remedy?.sql).toContain('CONCURRENTLY');
  });

  it('marks the statement it is about, not the whole block', () => {
    const answer = sql('SELECT 1;\nALTER TABLE orders ALTER COLUMN total TYPE numeric(14,4);');
    const hazard = check(answer).marks.find(({ rule }) => rule === 'C008');
    expect(answer.slice(hazard?.start, hazard?.end)).toBe('ALTER TABLE orders ALTER COLUMN total TYPE numeric(14,4)');
    expect(hazard?.level).toBe('error');
  });
});

describe('routes and names in prose', () => {
  it.each([
    ['a route', 'Call `GET /api/customers` first.', 'warning C005'],
    ['another method', 'Then DELETE /api/orders/{id}.', 'warning C005'],
    ['a column of a table', 'See `orders.state`.', 'warning C006'],
    ['a column by word', 'The `state` column is null.', 'warning C006'],
    ['a table by word', 'Look at the table `order_lines`.', 'warning C006'],
    ['an index', 'It uses `orders_state_idx`.', 'warning C004'],
  ])('%s nobody has', (_, answer, expected) => expect(rules(answer)).toEqual([expected]));

  it('leaves aliases, files and functions alone', () => {
    expect(rules('`o.customer_id`, `orders.sql`, `lower(email)`, `public.orders`, `now()`')).toEqual([]);
  });
});

describe('of a project whose models are as code declares them', () => {
  const declared = { by: 'Aksara backend', unknown: ['indexes', 'checks'] };
  const told = projectFacts({ database: null, models: project.models.map((model) => ({ ...model, rowEstimate: null, size: null, declared })) });
  const checkTold = (answer: string) => checkAnswer(answer, { request, project: told, parser, today: null });

  it.each([
    ['a table it does not declare', sql('SELECT id FROM order_lines'), 'info C002', 'The Aksara backend declares no table order_lines'],
    ['a column it does not declare', sql('SELECT totals FROM orders'), 'warning C003', 'The Aksara backend declares no column totals'],
    ['such a table in prose', 'Look at the table `order_lines`.', 'info C006', 'The Aksara backend declares no table order_lines'],
    ['such a column in prose', 'See `orders.state`.', 'info C006', 'The Aksara backend declares no column public.orders.state'],
    ['an index it declares', sql('CREATE INDEX CONCURRENTLY ON orders (status)'), 'info C007', 'This index of public.orders is declared in code already'],
  ])('%s may be in the database all the same', (_, answer, expected, title) => {
    const [found, ...others] = checkTold(answer).marks;
    expect([`${found?.level} ${found?.rule}`, found?.title, others]).toEqual([expected, title, []]);
    expect(found?.evidence.at(-1)).toMatch(/^the database, which was not read, may /);
  });

  it('says of no index that it does not exist', () => {
    const { marks, skipped } = checkTold(`It uses \`orders_state_idx\`.\n\n${sql('DROP INDEX orders_old_idx')}`);
    expect(marks.filter(({ rule }) => rule === 'C004')).toEqual([]);
    expect(skipped).toContainEqual({ part: 'C004 index_unknown', reason: 'indexes not known: the Aksara backend does not tell it', remedy: 'Start with --database-url.' });
  });
});

describe('a ranking', () => {
  const toRank = ['d-001', 'd-002', 'd-003'];
  const rows = (...ids: string[]) => `## Verdict\nx\n\n## Order\n| rank | id | with |\n|---|---|---|\n${ids.map((id, place) => `| ${place + 1} | ${id} | d-001 |`).join('\n')}\n\n## Accept\nd-003 may stay.`;

  it('of every id once is clean', () => expect(rules(rows('d-002', 'd-001', 'd-003'), { toRank })).toEqual([]));
  it('names what is missing, invented and repeated', () => {
    expect(check(rows('d-002', 'd-002', 'd-009'), { toRank }).marks.map(({ title }) => title)).toEqual([
      'Not ranked: d-001, d-003', 'd-002 is ranked more than once', 'd-009 was not given and cannot be ranked',
    ]);
  });
  it('may be a list', () => expect(rules('1. d-003\n2. d-001 before d-003\n3. d-002', { toRank })).toEqual([]));
});

describe('beyond the evidence', () => {
  it('marks figures nobody gave', () => expect(check('This takes 340 ms for 12,345 rows.').marks.map(({ title }) => title)).toEqual(['"340 ms" does not stand in the pack', '"12,345 rows" does not stand in the pack']));
  it('marks a plan nobody gave', () => expect(rules('The plan shows a Seq Scan.', { hasPlan: false })).toEqual(['warning C011']));
  it('marks headings that are missing', () => expect(check('## Verdict\nyes', { headings: ['Verdict', 'Missing'] }).marks[0]?.evidence).toEqual(['Missing']));
});

describe('the checks', () => {
  it('have ids of their own, in order', () => {
    const ids = answerRules.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].toSorted());
  });

  it('say what they could not look at', () => {
    const { skipped } = checkAnswer('GET /api/x and `x`', { request: { ...request, prompt: '' }, project: projectFacts(), parser, today: null });
    expect(skipped.map(({ part }) => part.slice(0, 4))).toEqual(['C002', 'C003', 'C004', 'C005', 'C010']);
  });

  it('never throw, keep their places inside the text, and give the same twice', () => {
    const pieces = ['```sql\n', '```\n', '`', '~~~', 'SELECT', ' * FROM orders', ' nope', ';', '\n', '| d-001 |', 'GET /a', '<x>', '🙂', '\u202e', '$1', "'", '$$', 'orders.', '12 ms ', '## Order\n', '\\'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
        const answer = parts.join('');
        const result = check(answer, { toRank: ['d-001'] });
        expect(result.skipped.filter(({ reason }) => reason.startsWith('the check failed'))).toEqual([]);
        for (const { start, end } of result.marks) expect(0 <= start && start <= end && end <= answer.length).toBe(true);
        expect(check(answer, { toRank: ['d-001'] })).toEqual(result);
      }),
      { numRuns: 300 },
    );
  });
});
