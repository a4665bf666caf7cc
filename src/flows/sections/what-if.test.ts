import { beforeAll, describe, expect, it } from 'vitest';
import type { CustomAction, FlowRequest, SqlParser, WhatIfEvidence } from '#contract';
import { loadSqlParser } from '#sql';
import { asksWhatIf, buildPack } from '../build-pack.ts';
import { column, model, snapshot } from '../testing/snapshot-fixture.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const orders = model('orders', { columns: [column('id'), column('customer_id'), column('a`b')] });
const index = (names: readonly string[], cost: number, used = true) => ({
  model: 'public.orders', columns: names.map((name) => ({ name, descending: name === 'id' })), definition: 'CREATE INDEX ON public.orders (…)', cost, used, sizeBytes: used ? 1_671_168 : null,
});
const tried: WhatIfEvidence = { ok: true, method: 'HypoPG 1.4.1', cost: 1645.2, indexes: [index(['customer_id'], 836.8), index(['customer_id', 'id'], 100), index(['a`b'], 1645.2, false)] };
const body = { action_key: 'suggest_indexes', sql: 'SELECT id FROM orders WHERE customer_id = 7' };

function build(whatIf: WhatIfEvidence | null, changes: Partial<typeof body & { detail: 'structure'; plan: string }> = {}) {
  const request: FlowRequest = { kind: 'query', body: { ...body, ...changes } };
  return buildPack(request, snapshot({ models: [orders] }), { plan: null, whatIf, provider: 'copy_only', model: '' }, { parser });
}

const sectionOf = (pack: ReturnType<typeof build>) => pack.sections?.find(({ id }) => id === 'what-if');

describe('the section of what-if indexes', () => {
  it('lists those the planner would read, the cheapest first, and names the others', () => {
    const section = sectionOf(build(tried));
    expect(section?.source).toBe('estimates of the planner, one index at a time; HypoPG 1.4.1');
    expect(section?.text.split('\n').slice(1)).toEqual([
      '- estimated cost as it is: 1,645',
      '- tried, and not read by the planner: orders (``a`b``)',
      '',
      '| index | estimated cost with it | saved | size |',
      '| --- | --- | --- | --- |',
      '| orders (customer_id, id DESC) | 100 | 94 % | 1.6 MB |',
      '| orders (customer_id) | 837 | 49 % | 1.6 MB |',
    ]);
  });

  it('brings the best one as a finding with its remedy', () => {
    expect(build(tried).findings).toMatchObject([{ rule: 'P030', level: 'warning', remedy: { sql: 'CREATE INDEX CONCURRENTLY orders_customer_id_id_idx ON public.orders (customer_id, id DESC);' } }]);
  });

  it('says why there is none', () => {
    const omitted = (whatIf: WhatIfEvidence | null) => build(whatIf).omitted?.find(({ part }) => part === 'what-if indexes');
    expect(omitted({ ok: false, reason: 'HypoPG is not installed', remedy: 'CREATE EXTENSION hypopg;' })).toMatchObject({ reason: 'HypoPG is not installed', remedy: 'CREATE EXTENSION hypopg;' });
    const pasted = build(null, { plan: 'Seq Scan on orders  (cost=0.00..11.20 rows=120 width=8)' }).omitted;
    expect(pasted?.find(({ part }) => part === 'what-if indexes')?.reason).toBe('the plan was given as text, so no database was asked');
    // Without a plan the reason for that is the reason for this.
    expect(omitted(null)).toBeUndefined();
    expect(sectionOf(build(null))).toBeUndefined();
  });

  it('belongs to one action, and to no pack without statistics', () => {
    expect(sectionOf(build(tried, { action_key: 'explain_plan' }))).toBeUndefined();
    expect(build(tried, { action_key: 'explain_plan' }).findings).toEqual([]);
    expect(sectionOf(build(tried, { detail: 'structure' }))).toBeUndefined();
    expect(build(tried, { detail: 'structure' }).findings).toEqual([]);
  });
});

describe('indexes are tried', () => {
  it.each([
    [{ kind: 'query', body }, true],
    [{ kind: 'query', body: { ...body, action_key: 'explain_plan' } }, false],
    [{ kind: 'query', body: { ...body, plan: 'Seq Scan' } }, false],
    [{ kind: 'query', body: { ...body, include_explain: false } }, false],
    [{ kind: 'query', body: { ...body, detail: 'structure' } }, false],
    [{ kind: 'model', body: { action_key: 'explain_model', model_name: 'orders' } }, false],
  ] as const)('for %j: %s', (request, expected) => {
    expect(asksWhatIf(request, {})).toBe(expected);
  });

  it.each([
    [{ include: null, exclude: [] }, true],
    [{ include: ['plan', 'what-if'], exclude: [] }, true],
    [{ include: ['plan'], exclude: [] }, false],
    [{ include: null, exclude: ['what-if'] }, false],
  ] as const)('for an action of the configuration with the sections %j: %s', (sections, expected) => {
    const action: CustomAction = {
      action_key: 'audit', kind: 'query', title: 'Audit', description: 'x', risk: 'low', what_it_does: 'x', what_it_cannot_do: 'x', recommended_next: [], system_prompt: 'x', task: null, sections,
    };
    const configuration = { file: 'aksara.config.ts', detail: null, budget: null, actions: [action], suppressions: [], redact: [] };
    expect(asksWhatIf({ kind: 'query', body: { ...body, action_key: 'audit' } }, { configuration })).toBe(expected);
  });
});
