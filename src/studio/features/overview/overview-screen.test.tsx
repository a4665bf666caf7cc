// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fakeApi } from '../../testing/fake-api.ts';
import { renderScreen } from '../../testing/render-screen.tsx';
import { aDiagnostic, aMigration, aModel, anAcceptedRisk, aRuleCheck, aSnapshot } from '../../testing/snapshot-factory.ts';
import { OverviewScreen } from './overview-screen.tsx';

const snapshot = aSnapshot({
  project: { name: 'shop', kind: 'project', sources: { database: 'postgres://127.0.0.1/shop', openapi: null, migrations: 'migrations' } },
  models: [aModel('public.users')],
  migrations: [aMigration('shop/0007_region', { state: 'pending' })],
  diagnostics: [aDiagnostic('d-001', { level: 'error', title: 'No primary key' }), aDiagnostic('d-002'), aDiagnostic('d-003')],
  skipped: [{ part: 'queries', reason: 'pg_stat_statements is not installed', remedy: 'CREATE EXTENSION pg_stat_statements;' }],
});

describe('OverviewScreen', () => {
  it('says what is connected, how much there is, what is wrong and what comes next', async () => {
    renderScreen(<OverviewScreen />, { path: '/', api: fakeApi(snapshot) });
    expect(await screen.findByRole('heading', { name: 'shop', level: 1 })).toBeTruthy();
    expect(screen.getByText('--openapi')).toBeTruthy();
    expect(within(screen.getByRole('list', { name: 'Counts' })).getAllByRole('link').map((link) => link.textContent)).toEqual([
      '1Models', '0Routes', '0DB Queries', '1Migrations', '3Diagnostics',
    ]);
    const levels = within(screen.getByRole('list', { name: 'Findings by level' }));
    expect(levels.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(['/studio/ui/diagnostics?level=error', '/studio/ui/diagnostics?level=warning']);
    expect(levels.getByRole('link', { name: '2 warnings' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'shop/0007_region' }).getAttribute('href')).toBe('/studio/ui/migrations/shop~10007_region');
    expect(screen.getByText('CREATE EXTENSION pg_stat_statements;')).toBeTruthy();
    expect((await screen.findByRole('link', { name: 'Look at d-001' })).getAttribute('href')).toBe('/studio/ui/diagnostics/d-001');
  });

  it('says what the counts leave out: accepted risks, and rules that could not look', async () => {
    const checks = [aRuleCheck('D001'), aRuleCheck('D002', { outcome: 'skipped' }), aRuleCheck('D003', { outcome: 'skipped' }), aRuleCheck('D004', { outcome: 'failed' })];
    renderScreen(<OverviewScreen />, { path: '/', api: fakeApi({ ...snapshot, accepted: [anAcceptedRisk('D002:public.orders')], checks }) });
    const links = within(await screen.findByRole('list', { name: 'Not counted' })).getAllByRole('link');
    expect(links.map((link) => `${link.textContent} → ${link.getAttribute('href')}`)).toEqual([
      '1 accepted → /studio/ui/diagnostics?view=accepted',
      '2 rules skipped → /studio/ui/diagnostics?view=rules',
      '1 rule failed → /studio/ui/diagnostics?view=rules',
    ]);
  });

  it('says that nothing is wrong when nothing was found', async () => {
    renderScreen(<OverviewScreen />, { path: '/', api: fakeApi(aSnapshot()) });
    expect(await screen.findByText('The rules found nothing to report in what was read.')).toBeTruthy();
    expect(screen.queryByText('Pending migrations')).toBeNull();
    expect(screen.queryByRole('list', { name: 'Not counted' })).toBeNull();
  });
});
