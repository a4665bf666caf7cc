// `npm test`: all tests. `npm run test:unit` and `npm run test:e2e` run one half; arguments go to its runner.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, root } from './ensure-built.mjs';
import { findBrowser } from './find-browser.ts';
import { findPostgres } from './find-postgres.ts';
import { runNodeProgram } from './run-program.ts';
import { addTotals, playwrightTotals, vitestTotals, type Totals } from './test-report.ts';

const reports = join(root, '.cache', 'reports');
const half = process.argv[2] === 'unit' || process.argv[2] === 'e2e' ? process.argv[2] : undefined;
const runnerArguments = process.argv.slice(half ? 3 : 2);

try {
  process.exitCode = await runTests();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function runTests(): Promise<number> {
  const env = { ...process.env, ...(await postgresEnvironment()) };
  const browser = half === 'unit' ? undefined : findBrowser();
  ensureBuilt();
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const totals: Totals[] = [];
  if (half !== 'e2e') totals.push(await runVitest(env));
  if (browser) totals.push(await runPlaywright({ ...env, PLAYWRIGHT_CHROMIUM: browser }));
  return conclude(addTotals(totals));
}

/** TEST_DATABASE_URL is what tests read; without it the tests against native PostgreSQL are skipped, and the reason is said here. */
async function postgresEnvironment(): Promise<NodeJS.ProcessEnv> {
  const postgres = await findPostgres();
  if (postgres.found) {
    console.log(`PostgreSQL ${postgres.version} takes part in the tests.`);
    return { TEST_DATABASE_URL: postgres.url };
  }
  const reason = `No PostgreSQL for the tests (${postgres.reason})`;
  if (process.env['REQUIRE_POSTGRES'] === '1') throw new Error(`${reason}, and REQUIRE_POSTGRES=1 asks for one.`);
  console.log(`${reason}: the tests against native PostgreSQL are skipped. Set DATABASE_URL to run them.`);
  return { TEST_DATABASE_URL: undefined };
}

async function runVitest(env: NodeJS.ProcessEnv): Promise<Totals> {
  const report = join(reports, 'vitest.json');
  const options = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const exitCode = await runNodeProgram('vitest/vitest.mjs', [...options, ...runnerArguments], env);
  return vitestTotals(report, exitCode);
}

async function runPlaywright(env: NodeJS.ProcessEnv): Promise<Totals> {
  const report = join(reports, 'playwright.json');
  const withReport = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const exitCode = await runNodeProgram('@playwright/test/cli.js', ['test', '--reporter=list,json', ...runnerArguments], withReport);
  return playwrightTotals(report, exitCode);
}

function conclude({ passed, failed, skipped }: Totals): number {
  if (passed + failed === 0) console.error('No test ran.');
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed > 0 || passed === 0 ? 1 : 0;
}
