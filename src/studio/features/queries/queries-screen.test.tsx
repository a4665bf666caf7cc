import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { FlowError, type PlanRequest, type PlanResponse } from '#contract';
import { usePastedPlansStore } from '../../lib/pasted-plans-store.ts';
import { useTypedQueriesStore } from '../../lib/typed-queries-store.ts';
import { fakeApi } from '../../testing/fake-api.ts';
import { renderScreen } from '../../testing/render-screen.tsx';
import { aDiagnostic, aQuery, aSnapshot } from '../../testing/snapshot-factory.ts';
import { QueriesScreen } from './queries-screen.tsx';

const slow = aQuery('slow', 'SELECT *\n  FROM orders WHERE status = \'paid\'', {
  calls: 2000,
  totalMs: 90_000,
  meanMs: 45,
  maxMs: 1800,
  rows: 5000,
  sharedBlocksHit: 75,
  sharedBlocksRead: 25,
  tempBlocksWritten: 128,
  models: ['public.orders'],
});
const frequent = aQuery('frequent', 'UPDATE stock SET n = $1', { operation: 'UPDATE', calls: 90_000, totalMs: 500, meanMs: 0.005 });
const lookup = aQuery('lookup', 'SELECT * FROM users WHERE id = $1', { calls: 10, totalMs: 900, meanMs: 90 });
const snapshot = aSnapshot({
  queries: [frequent, lookup, slow],
  diagnostics: [aDiagnostic('d-001', { title: 'Slow', object: { kind: 'query', id: 'slow', part: null } })],
});

const plan: PlanResponse = {
  sql: slow.sql,
  plan: ['Seq Scan on orders', '  Filter: status'],
  estimated_cost: 13_000.5,
  plan_type: 'EXPLAIN',
  warnings: ['reads 600,000 rows to keep 12'],
  provenance: 'live',
  analyze_executed: false,
};

beforeEach(() => {
  useTypedQueriesStore.setState({ queries: [], draft: '' });
  usePastedPlansStore.setState({ plans: {} });
});

function open(path: string, answer: (request: PlanRequest) => Promise<PlanResponse> = () => Promise.resolve(plan)) {
  const asked: PlanRequest[] = [];
  const api = fakeApi(snapshot, {
    plan: (request) => {
      asked.push(request);
      return answer(request);
    },
  });
  return { ...renderScreen(<QueriesScreen />, { path, api }), asked };
}

async function rowTexts() {
  return (await screen.findAllByRole('option')).map((row) => row.textContent);
}

describe('the list of queries', () => {
  it('is ordered by total time, each on one line', async () => {
    open('/queries');
    expect(await rowTexts()).toEqual([
      "SELECT * FROM orders WHERE status = 'paid'1.5 min",
      'SELECT * FROM users WHERE id = $1900 ms',
      'UPDATE stock SET n = $1500 ms',
    ]);
  });

  it('takes another order from the URL and puts it there', async () => {
    const { user } = open('/queries?sort=mean');
    expect((await rowTexts())[0]).toBe('SELECT * FROM users WHERE id = $190 ms');
    await user.click(screen.getByRole('radio', { name: 'Calls' }));
    expect((await rowTexts())[0]).toBe('UPDATE stock SET n = $190 k ×');
    expect(location.search).toBe('?sort=calls');
    await user.click(screen.getByRole('radio', { name: 'Total time' }));
    expect(location.search).toBe('');
  });
});

describe('the detail of a query', () => {
  it('shows the statement, its figures, findings and models', async () => {
    open('/queries/slow');
    await screen.findByRole('heading', { name: 'slow' });
    expect(screen.getByLabelText('SQL of the query').textContent).toBe(slow.sql);
    for (const text of ['2,000', '1.5 min', '45 ms', '1.8 s', '5,000 (2.5 a call)', '75 % of 800 kB', '1 MB']) expect(screen.getAllByText(text)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Slow' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'orders' }).getAttribute('href')).toBe('/studio/ui/models/public.orders');
  });

  it('asks for a plan only when the button is pressed, without executing', async () => {
    const { user, asked } = open('/queries/slow');
    const button = await screen.findByRole('button', { name: 'Show plan' });
    expect(asked).toEqual([]);
    await user.click(button);
    expect((await screen.findByLabelText('plan')).textContent).toBe('Seq Scan on orders\n  Filter: status');
    expect(asked).toEqual([{ sql: slow.sql, analyze: false }]);
    expect(screen.getByText('Not executed · estimated cost 13,000.5')).toBeTruthy();
    expect(screen.getByText('reads 600,000 rows to keep 12')).toBeTruthy();
  });

  it('shows the nodes with their costs, and what was measured', async () => {
    const lines = [
      'Limit  (cost=0.42..8.44 rows=5 width=16) (actual, all loops: 1.4 ms, 5 rows, 1 loops)',
      '  -> Index Scan using orders_pkey on public.orders  (cost=0.42..13000.50 rows=600000 width=16) (never executed)  index cond (id = 1)',
    ];
    const { user } = open('/queries/slow', () => Promise.resolve({ ...plan, plan: lines, warnings: [], server: 'PostgreSQL 18.6' }));
    await user.click(await screen.findByRole('button', { name: 'Show plan' }));
    const [head, limit, scan] = within(await screen.findByRole('table', { name: 'plan' })).getAllByRole('row').map((row) => Array.from(row.children, (cell) => cell.textContent));
    expect(head).toEqual(['Node', 'Time', 'Rows', 'Estimated rows', 'Cost']);
    expect(limit).toEqual(['Limit', '1.4 ms', '5', '5', '8.44']);
    expect(scan).toEqual(['level 2: Index Scan using orders_pkey on public.ordersindex cond (id = 1)', 'never ran', 'never ran', '600 k', '13,001']);
    expect(screen.getByText(/PostgreSQL 18.6/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Copy plan' })).toBeTruthy();
  });

  it('tries again when it was the database that failed', async () => {
    const failed = { ...plan, plan: [], warnings: ['Connection refused by 127.0.0.1:5432.'], provenance: 'unavailable', error_code: 'DATABASE_UNREACHABLE', remedy: 'Start PostgreSQL.' };
    let calls = 0;
    const { user } = open('/queries/slow', () => Promise.resolve(calls++ === 0 ? failed : plan));
    await user.click(await screen.findByRole('button', { name: 'Show plan' }));
    const alert = await screen.findByRole('alert');
    for (const text of ['The database cannot be reached', 'Connection refused by 127.0.0.1:5432.', 'Start PostgreSQL.']) expect(alert.textContent).toContain(text);
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByLabelText('plan')).toBeTruthy();
  });

  it('executes a SELECT when that is asked for by name', async () => {
    const { user, asked } = open('/queries/slow', () => Promise.resolve({ ...plan, analyze_executed: true }));
    await user.click(await screen.findByRole('button', { name: 'Execute and analyze' }));
    expect(await screen.findByText(/Executed in a read-only transaction/)).toBeTruthy();
    expect(asked).toEqual([{ sql: slow.sql, analyze: true }]);
  });

  it.each(['frequent', 'lookup'])('does not offer to execute %s', async (id) => {
    const { user, asked } = open(`/queries/${id}`);
    const button = await screen.findByRole('button', { name: 'Execute and analyze' });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    await user.click(button);
    expect(asked).toEqual([]);
  });

  it('does not offer to execute through a backend', async () => {
    const health = () => Promise.resolve({ status: 'healthy', database: { connected: true }, backend: { origin: 'http://127.0.0.1:8000' } });
    const { user } = renderScreen(<QueriesScreen />, { path: '/queries/slow', api: fakeApi(snapshot, { health }) });
    const button = await screen.findByRole('button', { name: 'Execute and analyze' });
    await waitFor(() => expect(button.getAttribute('aria-disabled')).toBe('true'));
    await user.hover(button);
    expect((await screen.findByRole('tooltip')).textContent).toMatch(/--database-url/);
  });

  it('reads a pasted plan in the browser and shows its findings at their nodes', async () => {
    const { user, asked } = open('/queries/slow');
    await user.click(await screen.findByRole('button', { name: 'Paste plan' }));
    const field = await screen.findByLabelText('Output of EXPLAIN');
    await user.click(field);
    await user.paste('no plan at all');
    await user.click(screen.getByRole('button', { name: 'Use plan' }));
    expect((await screen.findByRole('alert')).textContent).toContain('line 1 (no plan at all)');
    await user.clear(field);
    await user.paste('Limit  (cost=0.00..9.00 rows=1 width=4) (actual time=90.000..90.100 rows=1 loops=1)\n  ->  Seq Scan on orders  (cost=0.00..90.00 rows=1 width=4) (actual time=90.000..90.000 rows=1 loops=1)\n        Filter: (id = 7)\n        Rows Removed by Filter: 599999');
    await user.click(screen.getByRole('button', { name: 'Use plan' }));
    const scan = within(await screen.findByRole('table', { name: 'plan' })).getAllByRole('row')[2];
    expect(scan?.textContent).toContain('600,000 rows read, 1 kept');
    expect(screen.getByText(/Pasted, executed/)).toBeTruthy();
    expect(usePastedPlansStore.getState().plans['slow']).toContain('Seq Scan on orders');
    expect(asked).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Remove pasted plan' }));
    expect(usePastedPlansStore.getState().plans).toEqual({});
  });

  it('says why there is no plan, in both ways a server says it', async () => {
    const { user } = open('/queries/slow', () => Promise.resolve({ ...plan, plan: [], warnings: ['syntax error at or near "SELEC"'], provenance: 'failed' }));
    await user.click(await screen.findByRole('button', { name: 'Show plan' }));
    expect(await screen.findByText('syntax error at or near "SELEC"')).toBeTruthy();
  });

  it('shows a failed call with its next step and tries again', async () => {
    let calls = 0;
    const timeout = new FlowError('DATABASE_TIMEOUT', 'It took longer than 5 s.', { remedy: 'Plan without executing.' });
    const { user } = open('/queries/slow', () => (calls++ === 0 ? Promise.reject(timeout) : Promise.resolve(plan)));
    await user.click(await screen.findByRole('button', { name: 'Show plan' }));
    expect(await screen.findByText('Plan without executing.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByLabelText('plan')).toBeTruthy();
  });
});

describe('typed SQL', () => {
  const field = () => screen.findByRole('textbox', { name: 'SQL of your own' });

  it('goes on top of the list and is opened with Ctrl+Enter', async () => {
    const { user, asked } = open('/queries');
    await user.type(await field(), '  SELECT 1{Control>}{Enter}{/Control}');
    expect((await rowTexts())[0]).toBe('typedSELECT 1');
    expect(screen.getByText('typed here')).toBeTruthy();
    expect(location.pathname).toMatch(/^\/studio\/ui\/queries\/t-[0-9a-f]+$/);
    expect(location.href).not.toContain('SELECT');
    expect((await field()).textContent).toBe('');
    expect(asked).toEqual([]);
  });

  it.each(['', '   \n '])('is not used when it is empty: %j', async (text) => {
    const { user } = open('/queries');
    await user.click(await field());
    if (text) await user.paste(text);
    await user.keyboard('{Control>}{Enter}{/Control}');
    await user.click(screen.getByRole('button', { name: 'Use SQL' }));
    expect(useTypedQueriesStore.getState().queries).toEqual([]);
    expect(location.pathname).toBe('/studio/ui/queries');
  });

  it('stays in the field while another section is looked at', async () => {
    const { user, unmount } = open('/queries');
    await user.type(await field(), 'SELECT 4');
    unmount();
    open('/queries');
    expect(await screen.findByDisplayValue('SELECT 4')).toBeTruthy();
  });

  it('can be changed and removed', async () => {
    const { user } = open('/queries');
    await user.type(await field(), 'SELECT 2');
    await user.click(screen.getByRole('button', { name: 'Use SQL' }));
    await user.click(await screen.findByRole('button', { name: 'Edit a copy' }));
    expect(await screen.findByDisplayValue('SELECT 2')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    expect(await screen.findAllByRole('option')).toHaveLength(3);
    expect(location.pathname).toBe('/studio/ui/queries');
  });

  it('of another tab is not there, and says so', async () => {
    open('/queries/t-00ff');
    expect(await screen.findByText('This statement was typed in another tab')).toBeTruthy();
  });
});

describe('without recorded queries', () => {
  it('shows the remedy and keeps the field for SQL', async () => {
    const skipped = [{ part: 'queries', reason: 'pg_stat_statements is not installed', remedy: 'CREATE EXTENSION pg_stat_statements;' }];
    const { user } = renderScreen(<QueriesScreen />, { path: '/queries', api: fakeApi(aSnapshot({ skipped })) });
    const note = await screen.findByRole('list', { name: 'Not read' });
    expect(within(note).getByText('CREATE EXTENSION pg_stat_statements;')).toBeTruthy();
    expect(within(note).getByRole('button', { name: /Copy/ })).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'SQL of your own' }), 'SELECT 3{Control>}{Enter}{/Control}');
    expect(await screen.findAllByRole('option')).toHaveLength(1);
  });

  it('says how to connect a database, and that none were seen yet', async () => {
    const sources = { database: null, openapi: null, migrations: null };
    const { unmount } = renderScreen(<QueriesScreen />, { path: '/queries', api: fakeApi(aSnapshot({ project: { name: 'p', kind: 'project', sources } })) });
    expect(await screen.findByText('No database is connected')).toBeTruthy();
    unmount();
    renderScreen(<QueriesScreen />, { path: '/queries', api: fakeApi(aSnapshot()) });
    expect(await screen.findByText('No recorded statements yet')).toBeTruthy();
  });
});
