import assert from 'node:assert/strict';
import { chromium, type Browser, type Page } from '@playwright/test';
import { promptPackSchema } from '#contract';
import { chooseCopyOnly } from '../../e2e/choose-copy-only.ts';
import { flowButton, flowPanel, listRow, openSection, readRawJson } from '../../e2e/flow-panel.ts';
import { startStudio } from '../../e2e/start-studio.ts';
import type { StartedBackend } from './backend.ts';
import type { Tally } from './tally.ts';

interface Journey {
  readonly section: string;
  readonly row: RegExp;
  readonly title: string;
  /** What the pack must hold of the project: nothing that a name alone gives. */
  readonly facts: readonly string[];
}

/** The five flows on what the backend alone tells. */
const alone: readonly Journey[] = [
  { section: 'Models', row: /deals/, title: 'Explain model', facts: ['numeric(12,2)', 'FK → customers', 'ix_deals_customer_id', 'GET /api/deals/'] },
  { section: 'Routes', row: /GET.*\/api\/deals\/(?!\S)/, title: 'Review endpoint', facts: ['LimitOffsetPaginatedDealRead', '"maximum": 100', 'customer_id uuid NOT NULL'] },
  { section: 'DB Queries', row: /deals/, title: 'Explain plan', facts: ['Seq Scan on deals', 'the last requests the Aksara backend traced'] },
  { section: 'Migrations', row: /_auto/, title: 'Explain migration', facts: ['applied', 'only the name of the migration is told'] },
  { section: 'Diagnostics', row: /Debug mode/, title: 'Prioritise', facts: ['Running with debug=True', 'reported security_warning'] },
];

/** The same with the database and the folder of migrations beside it. */
const joined: readonly Journey[] = [
  { section: 'Models', row: /\bdeals/, title: 'Explain model', facts: ['known as Deal', 'deals_pkey', 'D002 fk_unindexed', 'indexes 8 kB'] },
  { section: 'Routes', row: /GET.*\/api\/deals\/(?!\S)/, title: 'Review endpoint', facts: ['LimitOffsetPaginatedDealRead', 'customer_id uuid NOT NULL'] },
  { section: 'DB Queries', row: /FROM "deals"/, title: 'Explain plan', facts: ['Seq Scan on public.deals', 'not executed'] },
  { section: 'Migrations', row: /_auto/, title: 'Explain migration', facts: ['class Migration', "op.DecimalField(12, 2)"] },
  { section: 'Diagnostics', row: /fk_deals_customer_id/, title: 'Prioritise', facts: ['CREATE INDEX CONCURRENTLY deals_customer_id_idx', 'GET /api/deals/'] },
];

/** `aksara studio --aksara` in a browser: every section lists, and a visitor gets the grounded pack of all five flows by clicking. */
export async function checkStudio({ origin, databaseUrl, migrations }: StartedBackend, executablePath: string, tally: Tally): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
  try {
    await walk(browser, { name: 'crm alone', args: ['--aksara', origin], journeys: alone }, tally);
    await walk(browser, { name: 'crm with its database', args: ['--aksara', origin, '--database-url', databaseUrl, '--migrations', migrations], journeys: joined }, tally);
  } finally {
    await browser.close();
  }
}

interface Walk {
  readonly name: string;
  readonly args: readonly string[];
  readonly journeys: readonly Journey[];
}

async function walk(browser: Browser, { name, args, journeys }: Walk, tally: Tally): Promise<void> {
  const studio = await startStudio({ args });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.setDefaultTimeout(20_000);
  try {
    await chooseCopyOnly(page, studio.url);
    for (const journey of journeys) await tally.check(`${name}: ${journey.title} by clicking`, () => clickThrough(page, journey));
    await tally.check(`${name}: the backend’s own pack beside ours by clicking`, () => showBackendPack(page, studio.url));
    await tally.check(`${name}: the page has no error`, () => assert.deepEqual(problems, []));
  } finally {
    await page.close();
    await studio.stop();
  }
}

async function clickThrough(page: Page, { section, row, title, facts }: Journey): Promise<void> {
  await openSection(page, section);
  await listRow(page, section, row).first().click();
  await flowButton(page, title).click();
  const panel = flowPanel(page, title);
  await panel.getByText('Prompt pack ready').waitFor();
  assert.equal(await panel.getByRole('alert').count(), 0);
  const { user_prompt } = promptPackSchema.parse(JSON.parse(await readRawJson(panel)));
  assert.deepEqual(facts.filter((fact) => !user_prompt.includes(fact)), [], `facts that are not in the pack:\n${user_prompt}`);
  await page.keyboard.press('Escape');
}

async function showBackendPack(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/studio/ui/models/public.deals?flow=explain_model&tab=prompt`);
  const panel = flowPanel(page, 'Explain model');
  await panel.locator('label', { hasText: 'Backend pack' }).click();
  await panel.getByText('## Model: Deal').waitFor();
  assert.equal(await panel.getByRole('alert').count(), 0);
}
