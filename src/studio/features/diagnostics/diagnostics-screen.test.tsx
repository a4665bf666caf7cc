import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FlowError } from '#contract';
import { fakeApi } from '../../testing/fake-api.ts';
import { renderScreen } from '../../testing/render-screen.tsx';
import { aDiagnostic, aModel, anAcceptedRisk, aRuleCheck, aSnapshot } from '../../testing/snapshot-factory.ts';
import { DiagnosticsScreen } from './diagnostics-screen.tsx';

const snapshot = aSnapshot({
  diagnostics: [
    aDiagnostic('d-001', {
      level: 'error',
      rule: 'D010',
      name: 'index_invalid',
      title: 'orders_idx is invalid',
      object: { kind: 'model', id: 'public.orders', part: 'orders_idx' },
      evidence: ['"orders_idx" is not valid', '600,000 rows'],
      remedy: { text: 'Build it again.', sql: 'REINDEX INDEX CONCURRENTLY orders_idx;' },
    }),
    aDiagnostic('d-002', { title: 'orders.coupon_id has no index' }),
    aDiagnostic('d-003', { level: 'info', title: 'Sequence is half used', rule: 'D019', object: { kind: 'database', id: 's', part: null } }),
    aDiagnostic('d-004', { title: 'Adding a column rewrites', rule: 'M001', object: { kind: 'migration', id: 'blog/1', part: '2' } }),
  ],
});

function open(path: string) {
  return renderScreen(<DiagnosticsScreen />, { path, api: fakeApi(snapshot) });
}

async function rowTexts() {
  const list = await screen.findByRole('listbox', { name: 'Diagnostics' });
  return within(list).getAllByRole('option').map((row) => row.textContent);
}

describe('the list of diagnostics', () => {
  it('shows level, title and rule, as ordered by the server', async () => {
    open('/diagnostics');
    expect(await rowTexts()).toEqual([
      'errororders_idx is invalidD010',
      'warningorders.coupon_id has no indexD002',
      'infoSequence is half usedD019',
      'warningAdding a column rewritesM001',
    ]);
  });

  it('is narrowed by level, kind and rule, which stand in the URL', async () => {
    const { user } = open('/diagnostics');
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Level' }), 'warning');
    expect(await rowTexts()).toHaveLength(2);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind' }), 'migration');
    expect(await rowTexts()).toEqual(['warningAdding a column rewritesM001']);
    expect(location.search).toBe('?level=warning&kind=migration');
  });

  it('is narrowed to one object of those that have findings', async () => {
    const { user } = open('/diagnostics?kind=model');
    const object = await screen.findByRole('combobox', { name: 'Object' });
    expect(within(object).getAllByRole('option').map((option) => option.textContent)).toEqual(['All objects', 'model orders (2)']);
    await user.selectOptions(object, 'model:public.orders');
    expect(await rowTexts()).toHaveLength(2);
    expect(location.search).toBe('?kind=model&object=model%3Apublic.orders');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind' }), 'database');
    expect(await rowTexts()).toEqual(['infoSequence is half usedD019']);
  });

  it('opens narrowed from a URL, ignores values that do not exist, and can be cleared', async () => {
    const { user } = open('/diagnostics?level=catastrophe&rule=D999');
    expect(await screen.findByText('Nothing fits these filters')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(await rowTexts()).toHaveLength(4);
    expect(location.search).toBe('');
  });
});

describe('the detail of a diagnostic', () => {
  it('shows evidence, remedy with Copy, and links its object', async () => {
    open('/diagnostics/d-001');
    await screen.findByRole('heading', { name: 'orders_idx is invalid' });
    expect(within(screen.getByRole('list', { name: 'Evidence' })).getAllByRole('listitem')).toHaveLength(2);
    expect(screen.getByLabelText('remedy SQL').textContent).toBe('REINDEX INDEX CONCURRENTLY orders_idx;');
    expect(screen.getByRole('button', { name: 'Copy remedy SQL' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'orders' }).getAttribute('href')).toBe('/studio/ui/models/public.orders');
  });

  it('links what else was found on the object', async () => {
    const { user } = open('/diagnostics/d-001');
    const related = await screen.findByRole('list', { name: 'Also found on this object' });
    await user.click(within(related).getByRole('link', { name: 'orders.coupon_id has no index' }));
    expect(await screen.findByRole('heading', { name: 'orders.coupon_id has no index' })).toBeTruthy();
  });

  it('is found by its stable id too', async () => {
    open(`/diagnostics/${encodeURIComponent('D002:public.orders:d-002')}`);
    expect(await screen.findByRole('heading', { name: 'orders.coupon_id has no index' })).toBeTruthy();
  });

  it('stays open when the filter hides its row', async () => {
    open('/diagnostics/d-001?level=info');
    expect(await screen.findByRole('heading', { name: 'orders_idx is invalid' })).toBeTruthy();
    expect(await rowTexts()).toHaveLength(1);
  });
});

describe('accepted risks', () => {
  const risk = anAcceptedRisk('D002:public.orders:coupon_id', { reason: 'coupons are few' });
  const withAccepted = { ...snapshot, accepted: [risk] };

  it('are a list of their own, each with who accepted it, why and until when', async () => {
    const { user } = renderScreen(<DiagnosticsScreen />, { path: '/diagnostics', api: fakeApi(withAccepted) });
    await user.click(await screen.findByRole('link', { name: 'Accepted 1' }));
    expect(location.search).toBe('?view=accepted');
    expect(await rowTexts()).toEqual(['warningForeign key without an indexD002']);
    await user.click(screen.getByRole('option'));
    const decision = within(await screen.findByRole('region', { name: 'Decision' }));
    expect(decision.getByText('coupons are few')).toBeTruthy();
    expect(decision.getByText(/until/).textContent).toBe('until 2027-01-31 · aksara.config.ts');
    expect(screen.getByRole('link', { name: 'orders' }).getAttribute('href')).toBe('/studio/ui/models/public.orders');
  });

  it('have no AI flow: they are not among the diagnostics', async () => {
    renderScreen(<DiagnosticsScreen />, { path: `/diagnostics/${encodeURIComponent(risk.finding.id)}?view=accepted`, api: fakeApi(withAccepted) });
    await screen.findByRole('region', { name: 'Decision' });
    expect((await screen.findByRole('button', { name: /Prioritise/ })).getAttribute('aria-disabled')).toBe('true');
  });

  it('say how to accept one when there is none, and are no list when the server keeps none', async () => {
    const { unmount } = open('/diagnostics?view=accepted');
    expect(await screen.findByText('No accepted risks')).toBeTruthy();
    unmount();
    open('/diagnostics');
    await rowTexts();
    expect(screen.queryByRole('navigation', { name: 'Lists' })).toBeNull();
  });
});

describe('rule coverage', () => {
  const checks = [
    aRuleCheck('D001', { name: 'no_primary_key' }),
    aRuleCheck('D002', { outcome: 'finding', findings: 2 }),
    aRuleCheck('D019', { name: 'sequence_near_limit', outcome: 'skipped', reason: 'permission denied for sequences' }),
  ];

  it('is one line that opens what became of each rule, and from there the findings of a rule', async () => {
    const { user } = renderScreen(<DiagnosticsScreen />, { path: '/diagnostics?level=warning', api: fakeApi({ ...snapshot, checks }) });
    await user.click(await screen.findByRole('link', { name: '3 rules: 1 found something, 1 clean, 1 skipped' }));
    expect(location.search).toBe('?view=rules&level=warning');
    const skipped = within(screen.getByRole('region', { name: 'Skipped' }));
    expect(skipped.getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['D019', 'sequence near limit', 'permission denied for sequences']);
    expect(within(screen.getByRole('region', { name: 'Clean' })).getByText(/no primary key/)).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Failed' })).toBeNull();
    await user.click(screen.getByRole('link', { name: '2 findings of D002' }));
    expect(location.search).toBe('?rule=D002');
    expect(await rowTexts()).toEqual(['warningorders.coupon_id has no indexD002']);
  });

  it('leads to the accepted risks when all that a rule found is accepted', async () => {
    const accepted = [anAcceptedRisk('D002:public.orders:coupon_id')];
    const all = aSnapshot({ checks: [aRuleCheck('D002', { outcome: 'finding', findings: 1 })], accepted });
    const { user } = renderScreen(<DiagnosticsScreen />, { path: '/diagnostics?view=rules', api: fakeApi(all) });
    await user.click(await screen.findByRole('link', { name: '1 finding of D002' }));
    expect(await rowTexts()).toEqual(['warningForeign key without an indexD002']);
  });

  it('is there when nothing was found: that is when it is asked for', async () => {
    const clean = aSnapshot({ models: [aModel('public.users')], checks: [aRuleCheck('D001')] });
    renderScreen(<DiagnosticsScreen />, { path: '/diagnostics', api: fakeApi(clean) });
    expect(await screen.findByText('Nothing found')).toBeTruthy();
    expect(screen.getByRole('link', { name: '1 rule: 1 clean' })).toBeTruthy();
  });
});

describe('without diagnostics', () => {
  it('does not say that rules ran over a catalog when models are as code declares them', async () => {
    const declared = { by: 'Aksara backend', unknown: [] };
    renderScreen(<DiagnosticsScreen />, { path: '/diagnostics', api: fakeApi(aSnapshot({ models: [aModel('public.orders', { declared })] })) });
    expect(await screen.findByText(/None of them judges a model as code declares it. Start with --database-url./)).toBeTruthy();
    expect(screen.queryByText(/catalog/)).toBeNull();
  });

  it('says that nothing was found, or that there was nothing to check', async () => {
    const { unmount } = renderScreen(<DiagnosticsScreen />, { path: '/diagnostics', api: fakeApi(aSnapshot({ models: [aModel('public.users')] })) });
    expect(await screen.findByText('Nothing found')).toBeTruthy();
    unmount();
    renderScreen(<DiagnosticsScreen />, { path: '/diagnostics', api: fakeApi(aSnapshot()) });
    expect(await screen.findByText('Nothing to check yet')).toBeTruthy();
  });

  it('lists the checks that could not run', async () => {
    const skipped = [
      { part: 'D019 sequence_near_limit', reason: 'permission denied for sequences', remedy: 'GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO app;' },
      { part: 'queries', reason: 'not installed', remedy: null },
    ];
    renderScreen(<DiagnosticsScreen />, { path: '/diagnostics', api: fakeApi({ ...snapshot, skipped }) });
    const note = await screen.findByRole('list', { name: 'Not read' });
    expect(within(note).getAllByRole('listitem')).toHaveLength(1);
    expect(within(note).getByText(/permission denied for sequences/)).toBeTruthy();
  });

  it('shows the frame while loading, and a failure with its cause', async () => {
    const api = fakeApi(snapshot, { snapshot: () => Promise.reject(new FlowError('SERVER_UNREACHABLE', 'The server does not answer.')) });
    renderScreen(<DiagnosticsScreen />, { path: '/diagnostics', api });
    expect(screen.getByRole('status', { name: 'Loading Diagnostics' })).toBeTruthy();
    expect(await screen.findByText('The server does not answer.')).toBeTruthy();
  });
});
