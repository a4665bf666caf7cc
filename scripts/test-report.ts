import { existsSync, readFileSync } from 'node:fs';

export type Totals = { passed: number; failed: number; skipped: number };

/** The JSON report of vitest, as far as it is read here. */
type VitestReport = {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
};

/** The JSON report of Playwright, as far as it is read here. */
type PlaywrightReport = {
  errors: unknown[];
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
};

/** Counts of a vitest run; a file that could not be loaded counts as one failure, as does a run that left no report. */
export function vitestTotals(reportFile: string, exitCode: number): Totals {
  const report = readReport<VitestReport>(reportFile);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const unloadable = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  const failed = report.numFailedTests + unloadable;
  return {
    passed: report.numPassedTests,
    failed: atLeastOne(failed, exitCode !== 0 || !report.success),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Counts of a Playwright run; errors outside of tests (a file that does not load, no tests at all) count as failures. */
export function playwrightTotals(reportFile: string, exitCode: number): Totals {
  const report = readReport<PlaywrightReport>(reportFile);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected + flaky, failed: atLeastOne(unexpected + report.errors.length, exitCode !== 0), skipped };
}

export function addTotals(all: readonly Totals[]): Totals {
  return {
    passed: sum(all.map((one) => one.passed)),
    failed: sum(all.map((one) => one.failed)),
    skipped: sum(all.map((one) => one.skipped)),
  };
}

function atLeastOne(failed: number, runFailed: boolean): number {
  return runFailed ? Math.max(1, failed) : failed;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function readReport<Report>(file: string): Report | undefined {
  if (!existsSync(file)) return undefined;
  // as: written by the runner a moment ago, in the shape of its pinned version
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}
