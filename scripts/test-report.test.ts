import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { addTotals, playwrightTotals, vitestTotals } from './test-report.ts';

const folder = mkdtempSync(join(tmpdir(), 'aksara-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function reportFile(report: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  return file;
}

const vitestReport = { success: true, numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] };
const playwrightReport = { errors: [], stats: { expected: 4, unexpected: 0, flaky: 1, skipped: 2 } };

describe('vitestTotals', () => {
  it('adds up what passed, failed and was skipped', () => {
    expect(vitestTotals(reportFile(vitestReport), 0)).toEqual({ passed: 3, failed: 0, skipped: 2 });
  });

  it('counts a test file that could not be loaded as a failure', () => {
    const report = { ...vitestReport, success: false, testResults: [{ status: 'failed', assertionResults: [] }] };
    expect(vitestTotals(reportFile(report), 1).failed).toBe(1);
  });

  it('counts a failed run as a failure although every test passed', () => {
    expect(vitestTotals(reportFile(vitestReport), 1).failed).toBe(1);
  });

  it('counts a run that left no report as a failure', () => {
    expect(vitestTotals(join(folder, 'absent.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('playwrightTotals', () => {
  it('adds up what passed, failed and was skipped', () => {
    expect(playwrightTotals(reportFile(playwrightReport), 0)).toEqual({ passed: 5, failed: 0, skipped: 2 });
  });

  it('counts errors outside of tests as failures', () => {
    expect(playwrightTotals(reportFile({ ...playwrightReport, errors: [{ message: 'no tests found' }] }), 1).failed).toBe(1);
  });
});

describe('addTotals', () => {
  it('adds the runs', () => {
    const one = { passed: 1, failed: 2, skipped: 3 };
    expect(addTotals([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 });
  });
});
