import { beforeAll, describe, expect, it } from 'vitest';
import type { DetailLevel, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { buildPack } from './build-pack.ts';
import { column, model, snapshot } from './testing/snapshot-fixture.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const project = snapshot({ models: [model('orders', { columns: [column('id'), column('email')] })] });
const SECRET = 'Planted Person 4711';

/** Literals at every place of a plan that can hold one. */
const text = `LOG:  duration: 12 ms  plan:
Query Text: SELECT * FROM orders WHERE email = '${SECRET}'
Sort  (cost=90.00..91.00 rows=5 width=40) (actual time=30.000..31.000 rows=4 loops=1)
  Output: id, ('${SECRET}'::text)
  Sort Key: ((email || '${SECRET}'::text)), id
  Sort Method: quicksort '${SECRET}'  Memory: 25kB
  ->  Nested Loop  (cost=0.00..80.00 rows=5 width=40) (actual time=1.000..29.000 rows=4 loops=1)
        Join Filter: (o.email ~~ '%${SECRET}
  ->  Seq Scan on evil  (cost=0.00..1.00 rows=1 width=4) (actual time=0.100..0.200 rows=1 loops=1)
        Filter: (x = ''${SECRET}'')'::text)
        Hash Cond: (o.email = '${SECRET}'::text)
        Some Option: "${SECRET}" = '${SECRET}'
        ->  Index Scan using orders_pkey on public.orders o  (cost=0.00..70.00 rows=5 width=40) (actual time=1.000..20.000 rows=4 loops=1)
              Index Cond: (o.id = 4711471147)
              Filter: (o.email <> E'${SECRET}\\\\n'::text)
        ->  Function Scan on pg_catalog.jsonb_to_record x  (cost=0.00..0.01 rows=1 width=32) (actual time=0.010..0.020 rows=1 loops=4)
              Function Call: jsonb_to_record('{"name": "${SECRET}"}'::jsonb)
        ->  Foreign Scan on public.remote r  (cost=0.00..0.01 rows=1 width=32) (never executed)
              Remote SQL: SELECT email FROM public.people WHERE ((email = '${SECRET}'))
        ->  Custom Scan ('${SECRET}') on public.chunks  (cost=0.00..0.01 rows=1 width=32) (never executed)
              Vectorized Filter: (email = '${SECRET}'::text)
        ->  Mystery '${SECRET}' on public.chunks  (cost=0.00..0.01 rows=1 width=32) (never executed)
  something nobody knows about ${SECRET}
Settings: work_mem = '4MB', application_name = '${SECRET}!'
Planning Time: 0.100 ms
Execution Time: 31.500 ms
`;

function packOf(plan: string, detail: DetailLevel = 'statistics', sql = 'SELECT * FROM orders') {
  const request = { kind: 'query', body: { action_key: 'explain_plan', sql, plan, detail } } as const;
  return buildPack(request, project, { plan: { ok: false, reason: 'must not be used', remedy: null }, provider: 'copy_only', model: '' }, { parser });
}

describe('a pack about a pasted plan', () => {
  it('says that the developer gave it, and that it was executed', () => {
    const pack = packOf(text);
    const section = pack.sections?.find(({ id }) => id === 'plan');
    expect(section?.source).toBe('EXPLAIN pasted by the developer, executed once (ANALYZE)');
    expect(section?.text).toContain('Index Scan using orders_pkey on public.orders o');
    expect(section?.text).toContain('(never executed)');
    expect(pack.findings?.map(({ rule }) => rule)).toContain('P023');
    expect(pack.cli_command).toBe("aksara ai flows query --sql 'SELECT * FROM orders' --plan plan.txt --action explain_plan --detail statistics");
    expect(JSON.stringify(pack)).not.toContain('must not be used');
  });

  it('shows no literal of it, wherever it stands', () => {
    const pack = JSON.stringify(packOf(text));
    for (const part of ['Planted', 'Person', '4711']) expect(pack).not.toContain(part);
    expect(pack).toContain("'?'");
  });

  it('shows no literal of a JSON plan either', () => {
    const node = { 'Node Type': 'Seq Scan', 'Relation Name': 'orders', Schema: 'public', Filter: `(email = '${SECRET}')`, Output: [`'${SECRET}'`], 'Remote SQL': SECRET, 'Sort Method': SECRET, 'Join Type': SECRET, Strategy: SECRET, 'Partial Mode': SECRET, 'Custom Plan Provider': SECRET, 'Total Cost': 9 };
    const pack = JSON.stringify(packOf(JSON.stringify([{ Plan: { ...node, Plans: [{ 'Node Type': SECRET }] }, Settings: { search_path: `'${SECRET}'` }, 'Query Text': SECRET }])));
    for (const part of ['Planted', 'Person', '4711']) expect(pack).not.toContain(part);
    expect(pack).toContain('Seq Scan on public.orders');
  });

  it('names the lines that were not understood without showing them', () => {
    expect(packOf(text).omitted).toContainEqual({ part: 'lines of the pasted plan', reason: 'not part of a plan that could be read: line 1, 2, 23', remedy: null });
  });

  it('gives the same bytes for the same text, and none of the plan at detail structure', () => {
    expect(JSON.stringify(packOf(text))).toBe(JSON.stringify(packOf(text)));
    expect(packOf(text, 'structure').sections?.map(({ id }) => id)).not.toContain('plan');
  });

  it('fails on what is no plan, and names its first line', () => {
    expect(packOf('\nhello\nworld')).toMatchObject({ ok: false, error_code: 'INVALID_PLAN', error: expect.stringContaining('line 2 (hello)') });
    expect(packOf('')).toMatchObject({ ok: false, error_code: 'INVALID_PLAN' });
    expect(packOf('[{"Plan": 1}]')).toMatchObject({ ok: false, error_code: 'INVALID_PLAN' });
  });
});
