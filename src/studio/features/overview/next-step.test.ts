import { describe, expect, it } from 'vitest';
import { aDiagnostic, aMigration, aModel, aQuery, aSnapshot } from '../../testing/snapshot-factory.ts';
import { nextStep } from './next-step.ts';

const warning = aDiagnostic('d-002', { level: 'warning' });
const error = aDiagnostic('d-001', { level: 'error', title: 'No primary key' });
const pending = aMigration('shop/0007', { state: 'pending' });
const queries = [aQuery('slow', 'SELECT 1', { totalMs: 5 }), aQuery('slowest', 'SELECT 2', { totalMs: 90 }), aQuery('typed', 'SELECT 3')];

describe('nextStep', () => {
  it('begins with the hub', () => {
    expect(nextStep(aSnapshot({ diagnostics: [error] }), false)?.to).toBe('/studio/ui/ai-hub');
  });

  it('goes from faults over pending migrations to slow queries and models', () => {
    const to = (parts: Parameters<typeof aSnapshot>[0]) => nextStep(aSnapshot(parts), true)?.to;
    const models = [aModel('public.users')];
    expect(to({ diagnostics: [error, warning], migrations: [pending], queries, models })).toBe('/studio/ui/diagnostics/d-001');
    expect(to({ diagnostics: [warning], migrations: [aMigration('shop/0006'), pending], queries, models })).toBe('/studio/ui/migrations/shop~10007');
    expect(to({ queries, models })).toBe('/studio/ui/queries/slowest');
    expect(to({ models })).toBe('/studio/ui/models');
    expect(to({})).toBe('/studio/ui/models');
  });

  it('says what keeps it from knowing anything', () => {
    const reason = (parts: Parameters<typeof aSnapshot>[0]) => nextStep(aSnapshot(parts), true).reason;
    expect(reason({ project: { name: 'p', kind: 'project', sources: { database: null, openapi: null, migrations: null } } })).toContain('No database is connected');
    expect(reason({ skipped: [{ part: 'models', reason: 'Connection refused.', remedy: null }] })).toBe('The database was not read. Connection refused.');
  });
});
