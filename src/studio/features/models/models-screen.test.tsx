import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FlowError, modelParts, type Model } from '#contract';
import { fakeApi } from '../../testing/fake-api.ts';
import { renderScreen } from '../../testing/render-screen.tsx';
import { aColumn, aDiagnostic, aMigration, aModel, anIndex, aQuery, aRoute, aSnapshot } from '../../testing/snapshot-factory.ts';
import { ModelsScreen } from './models-screen.tsx';

const customerKey = {
  name: 'orders_customer_fk',
  columns: ['customer_id'],
  references: 'public.customers',
  referencedColumns: ['id'],
  onUpdate: 'NO ACTION',
  onDelete: 'SET NULL',
  validated: false,
  deferrable: false,
} as const;

const orders = aModel('public.orders', {
  displayName: 'Order',
  comment: 'One row a checkout',
  rowEstimate: 600_000,
  size: { table: 45_000_000, indexes: 14_000_000, toast: 8192, total: 59_008_192 },
  columns: [
    aColumn('id', 'bigint', { identity: 'always', distinct: -1 }),
    aColumn('customer_id', 'bigint', { nullable: true, nullFraction: 0.25, comment: 'Who pays' }),
    aColumn('status', 'public.order_status', { enumValues: ['pending', 'paid'], default: "'pending'::public.order_status", distinct: 2 }),
    aColumn('day', 'date', { generated: '(created_at)::date' }),
  ],
  primaryKey: { name: 'orders_pkey', columns: ['id'] },
  foreignKeys: [customerKey],
  referencedBy: [
    { name: 'items_fk', from: 'shop.items', columns: ['order_id'], referencedColumns: ['id'], onUpdate: 'NO ACTION', onDelete: 'CASCADE' },
  ],
  checks: [{ name: 'total_check', definition: 'CHECK ((total >= 0))', columns: ['total'], validated: false }],
  indexes: [
    anIndex('orders_pkey', ['id'], { primary: true, unique: true, sizeBytes: 13_500_000, scans: 1 }),
    anIndex('orders_broken', ['status'], { valid: false }),
  ],
  rowSecurity: { enabled: true, forced: false },
  policies: [{ name: 'own', permissive: false, command: 'SELECT', roles: ['app'], using: 'true', check: null }],
  grants: [{ grantee: 'PUBLIC', privileges: ['SELECT'] }],
  triggers: [{ name: 'touch', definition: 'CREATE TRIGGER touch …', enabled: false, function: 'public.touch' }],
});

const snapshot = aSnapshot({
  models: [aModel('public.customers', { rowEstimate: 1 }), orders, aModel('reporting.revenue', { kind: 'view', definition: 'SELECT 1' })],
  routes: [aRoute('GET', '/api/orders', { models: [{ model: 'public.orders', because: 'the path names it' }] })],
  queries: [aQuery('q1', 'SELECT *\nFROM orders', { models: ['public.orders'] })],
  migrations: [aMigration('shop/1', { up: { path: 'x', text: 'ALTER TABLE orders ADD x int', sql: true }, state: 'pending' })],
  diagnostics: [
    aDiagnostic('d-001', {
      title: 'orders_broken is invalid',
      evidence: ['it is not valid'],
      remedy: { text: 'Build it again.', sql: 'REINDEX INDEX CONCURRENTLY orders_broken;' },
    }),
  ],
});

function open(path: string) {
  return renderScreen(<ModelsScreen />, { path, api: fakeApi(snapshot) });
}

describe('the list of models', () => {
  it('shows names without the public schema, row counts, and who has findings', async () => {
    open('/models');
    const rows = await screen.findAllByRole('option');
    expect(rows.map((row) => row.textContent)).toEqual(['customers1', 'warningorders600 k', 'reporting.revenueview']);
  });

  it('opens a model by keyboard', async () => {
    const { user } = open('/models');
    (await screen.findByRole('listbox', { name: 'Models' })).focus();
    await user.keyboard('{ArrowDown}{Enter}');
    expect(await screen.findByRole('heading', { name: 'orders' })).toBeTruthy();
    expect(location.pathname).toBe('/studio/ui/models/public.orders');
  });
});

describe('the detail of a model', () => {
  it('names its row count, size, owner and comment', async () => {
    open('/models/public.orders');
    await screen.findByRole('heading', { name: 'orders' });
    const facts = ['600 k rows', '56 MB', 'One row a checkout'];
    for (const fact of facts) expect(screen.getByText(fact)).toBeTruthy();
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(expect.arrayContaining(['Order', 'owner app']));
  });

  it('lists columns with types, keys, nulls and comments, and defaults twice: one of them shows, by the room there is', async () => {
    open('/models/public.orders');
    const [, id, customer, status, day] = within(await screen.findByRole('table', { name: 'Columns of orders' })).getAllByRole('row');
    const text = (row: HTMLElement | undefined) => row?.textContent ?? '';
    expect(text(id)).toBe('idbigintidentity, alwaysPKnot nullallidentity, always');
    expect(text(customer)).toBe('customer_idWho paysbigintFK →customersnull 25 %––');
    expect(text(status)).toBe("statuspublic.order_statuspending · paiddefault 'pending'::public.order_statusnot null2default 'pending'::public.order_status");
    expect(text(day)).toBe('daydategenerated: (created_at)::datenot null–generated: (created_at)::date');
  });

  it('links a foreign key to the other model', async () => {
    open('/models/public.orders');
    const link = await screen.findByRole('link', { name: 'customers' });
    expect(link.getAttribute('href')).toBe('/studio/ui/models/public.customers');
  });

  it('keeps the tab in the URL and opens it from there', async () => {
    const { user } = open('/models/public.orders?view=indexes');
    const tab = await screen.findByRole('tab', { name: /Indexes/ });
    expect(tab.getAttribute('aria-selected')).toBe('true');
    expect(screen.getByText('invalid')).toBeTruthy();
    expect(screen.getByText('13 MB · 1 scan')).toBeTruthy();
    await user.click(screen.getByRole('tab', { name: /Relations/ }));
    expect(location.search).toBe('?view=relations');
    await user.click(screen.getByRole('tab', { name: /Columns/ }));
    expect(location.search).toBe('');
  });

  it.each([
    ['relations', ['set null', 'not validated', 'cascade', 'shop.items']],
    ['constraints', ['orders_pkey', 'total_check', 'not validated']],
    ['security', ['The policies hold for every role but the owner (app) and superusers.', 'restrictive', 'PUBLIC']],
    ['triggers', ['touch', 'disabled']],
    ['findings', ['orders_broken is invalid', 'it is not valid', 'Build it again.']],
    ['used-by', ['GET /api/orders', 'the path names it', 'SELECT * FROM orders', 'shop/1']],
    ['storage', ['600,000', '43 MB']],
  ])('shows %s', async (view, texts) => {
    open(`/models/public.orders?view=${view}`);
    await screen.findByRole('heading', { name: 'orders' });
    for (const text of texts) expect(screen.getAllByText(text).length).toBeGreaterThan(0);
  });

  it('leaves out tabs that a view cannot have, and shows its query', async () => {
    open('/models/reporting.revenue?view=definition');
    expect(await screen.findByLabelText('definition of reporting.revenue')).toBeTruthy();
    expect(screen.getAllByRole('tab').map((tab) => tab.textContent)).toEqual(['Columns0', 'Findings0', 'Used by0', 'Security', 'Definition']);
  });

  it('offers near names when the URL names no model', async () => {
    const { user } = open('/models/public.ordrs');
    expect(await screen.findByText('There is no model “public.ordrs” in this project.')).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'public.orders' }));
    expect(await screen.findByRole('heading', { name: 'orders' })).toBeTruthy();
  });
});

describe('a model as code declares it', () => {
  const unknown = [...modelParts];
  const bare = aModel('public.orders', { owner: '', declared: { by: 'Aksara backend', unknown } });
  const declared: Model = { ...bare, primaryKey: orders.primaryKey, foreignKeys: orders.foreignKeys, indexes: [anIndex('orders_status_idx', ['status'], { sizeBytes: null, scans: null })] };
  const openDeclared = (view: string, model = declared) => renderScreen(<ModelsScreen />, { path: `/models/public.orders?view=${view}`, api: fakeApi(aSnapshot({ models: [model] })) });
  const why = 'not known: the Aksara backend does not tell it. Start with --database-url.';
  const panel = async () => (await screen.findByRole('tabpanel')).textContent;

  it.each([
    ['indexes', `Undeclared indexes, sizes and scans ${why}`],
    ['relations', `Undeclared foreign keys ${why}`],
    ['constraints', `Undeclared keys, checks, exclusions ${why}`],
    ['security', `Row security, policies, grants, owner ${why}`],
    ['triggers', `Triggers ${why}`],
    ['storage', `Rows, sizes and activity, partitions ${why}`],
  ])('says in %s what is not known, and never none or off', async (view, text) => {
    openDeclared(view, bare);
    expect(await panel()).toBe(text);
  });

  it.each([
    ['indexes', ['orders_status_idx', 'Undeclared indexes']],
    ['relations', ['References', 'customers', 'set null', 'Undeclared foreign keys']],
    ['constraints', ['Primary key', 'orders_pkey', 'Undeclared keys']],
  ])('shows in %s what is declared, without what nobody said of it', async (view, texts) => {
    openDeclared(view);
    const shown = await panel();
    for (const text of texts) expect(shown).toContain(text);
    expect(shown).not.toMatch(/validated|no action|No check|No unique|No foreign key/);
  });

  it('has no owner, no count of none and no clean bill', async () => {
    openDeclared('findings', bare);
    expect(await panel()).toBe('No rule judges a model as code declares it. Start with --database-url.');
    expect(screen.getByText('declared in code')).toBeTruthy();
    expect(screen.queryByText(/owner/)).toBeNull();
    expect(screen.getAllByRole('tab').map((tab) => tab.textContent)).toEqual(['Columns0', 'Indexes', 'Relations', 'Constraints', 'Findings', 'Used by0', 'Security', 'Triggers', 'Storage']);
  });

  it('shows as it is what its source does tell', async () => {
    openDeclared('security', { ...bare, declared: { by: 'Aksara backend', unknown: ['grants'] } });
    const shown = await panel();
    for (const text of ['disabled', 'No policy.', `Grants ${why}`]) expect(shown).toContain(text);
  });
});

describe('without models', () => {
  it('shows the frame while the project is read', () => {
    renderScreen(<ModelsScreen />, { path: '/models', api: fakeApi(snapshot, { snapshot: () => new Promise(() => {}) }) });
    expect(screen.getByRole('status', { name: 'Loading Models' })).toBeTruthy();
  });

  it('says how to connect a database', async () => {
    const sources = { database: null, openapi: null, migrations: null };
    const empty = aSnapshot({ project: { name: 'p', kind: 'project', sources } });
    renderScreen(<ModelsScreen />, { path: '/models', api: fakeApi(empty) });
    expect(await screen.findByText('No database is connected')).toBeTruthy();
    expect(screen.getByText(/--database-url/)).toBeTruthy();
  });

  it('folds what a source does not tell into a line, and shows failures', async () => {
    const notices = ['models', 'database'].map((part) => ({ part, reason: `a backend does not tell ${part}`, remedy: 'Start with --database-url.' }));
    const { unmount } = renderScreen(<ModelsScreen />, { path: '/models', api: fakeApi({ ...snapshot, skipped: notices }) });
    expect((await screen.findByText('Not read in full:')).closest('details')?.open).toBe(false);
    unmount();
    renderScreen(<ModelsScreen />, { path: '/models', api: fakeApi({ ...snapshot, skipped: notices.map((notice) => ({ ...notice, code: 'DATABASE_ERROR' as const })) }) });
    expect(await screen.findByText('a backend does not tell models')).toBeTruthy();
    expect(screen.queryByText('Not read in full:')).toBeNull();
  });

  it('says what was skipped and what changes it', async () => {
    const skipped = [{ part: 'models', reason: 'permission denied for schema audit', remedy: 'GRANT USAGE ON SCHEMA audit TO app;' }];
    renderScreen(<ModelsScreen />, { path: '/models', api: fakeApi({ ...snapshot, skipped }) });
    expect(await screen.findByText('GRANT USAGE ON SCHEMA audit TO app;')).toBeTruthy();
    expect(screen.getAllByRole('option')).toHaveLength(3);
  });

  it('does not call a database empty that could not be read', async () => {
    const skipped = [{ part: 'models', reason: 'connection refused', remedy: null }];
    renderScreen(<ModelsScreen />, { path: '/models', api: fakeApi(aSnapshot({ skipped })) });
    expect(await screen.findByText('No models were read')).toBeTruthy();
    expect(screen.queryByText(/has no table/)).toBeNull();
  });

  it('shows cause and next step of a failure, and tries again', async () => {
    let attempts = 0;
    const refused = new FlowError('DATABASE_UNREACHABLE', 'Cannot connect to shop: connection refused.', { remedy: 'Start PostgreSQL.' });
    const api = fakeApi(snapshot, { snapshot: () => (attempts++ === 0 ? Promise.reject(refused) : Promise.resolve(snapshot)) });
    const { user } = renderScreen(<ModelsScreen />, { path: '/models', api });
    expect(await screen.findByText('Cannot connect to shop: connection refused.')).toBeTruthy();
    expect(screen.getByText('Start PostgreSQL.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findAllByRole('option')).toHaveLength(3);
  });
});
