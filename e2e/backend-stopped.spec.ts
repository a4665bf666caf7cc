import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSnapshot, type FlowRequest, type PromptPack } from '#contract';
import { askServer } from './ask-server.ts';
import { chooseCopyOnly } from './choose-copy-only.ts';
import { flowButton, flowPanel, listRow, openSection, readRawJson } from './flow-panel.ts';
import { startStudio } from './start-studio.ts';
import { expect, test } from './studio-test.ts';

// Each journey starts servers of its own.
test.slow();

test.use({ expectedErrors: /net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE)/ });

/** The Studio asks for its server's health every four seconds. */
const noticed = { timeout: 20_000 };

const journeys: readonly { readonly section: string; readonly row: string | RegExp; readonly title: string; readonly request: FlowRequest }[] = [
  { section: 'Models', row: /payments/, title: 'Explain model', request: { kind: 'model', body: { action_key: 'explain_model', model_name: 'public.payments' } } },
  { section: 'Routes', row: /POST.*\/api\/orders/, title: 'Review endpoint', request: { kind: 'route', body: { action_key: 'review_endpoint', method: 'POST', path: '/api/orders' } } },
  { section: 'Migrations', row: /0005_comment_reactions/, title: 'Explain migration', request: { kind: 'migration', body: { action_key: 'explain_migration', migration_id: 'blog/0005_comment_reactions' } } },
  { section: 'Diagnostics', row: /for no credentials/, title: 'Prioritise', request: { kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize', issue_id: 'd-001' } } },
];

test('a server that stops before the first pack: the page builds the packs of that server, and gives them back to it', async ({ page }) => {
  const settings = mkdtempSync(join(tmpdir(), 'aksara-e2e-stop-'));
  const env = { XDG_CONFIG_HOME: settings, OPENAI_API_KEY: 'sk-test-0123456789abcdef', OPENAI_MODEL: 'gpt-5-mini' };
  const first = await startStudio({ env });
  const { port } = new URL(first.url);
  const banner = page.getByRole('status').filter({ hasText: 'The Studio server is not answering' });
  const served = new Map<string, PromptPack>();
  try {
    for (const { title, request } of journeys) served.set(title, (await askServer(first.url, request)).pack);
    const parserLoaded = page.waitForEvent('requestfinished', (request) => request.url().endsWith('.wasm'));
    await page.goto(`${first.url}/studio/ui/models/public.orders`);
    await expect(flowButton(page, 'Explain model')).toBeEnabled();
    await parserLoaded;
  } finally {
    await first.stop();
  }
  await expect(banner).toBeVisible(noticed);
  await expect(banner).toContainText('aksara studio');
  for (const { section, row, title } of journeys) {
    await openSection(page, section);
    await listRow(page, section, row).first().click();
    await flowButton(page, title).click();
    const panel = flowPanel(page, title);
    await expect(panel.getByText('Built in the browser')).toBeVisible();
    expect(JSON.parse(await readRawJson(panel))).toEqual(served.get(title));
    await page.keyboard.press('Escape');
  }
  const last = journeys.at(-1)?.title ?? '';
  await flowButton(page, last).click();
  await expect(flowPanel(page, last).getByText('Built in the browser')).toBeVisible();

  const second = await startStudio({ args: ['--port', port], env });
  try {
    expect(second.url).toBe(first.url);
    await expect(banner).toHaveCount(0, noticed);
    await expect(flowPanel(page, last).getByText('Built in the browser')).toHaveCount(0, noticed);
    await expect(flowPanel(page, last).getByText('Prompt pack ready')).toBeVisible();
  } finally {
    await page.goto('about:blank');
    await second.stop();
    rmSync(settings, { recursive: true });
  }
});

test('a server that comes back with another project: the page follows without a reload, and says what is gone', async ({ page }) => {
  const settings = mkdtempSync(join(tmpdir(), 'aksara-e2e-stop-'));
  const env = { XDG_CONFIG_HOME: settings };
  const sample = parseSnapshot(readFileSync(new URL('../src/flows/testing/sample-snapshot.json', import.meta.url), 'utf8'));
  const other = { ...sample, project: { ...sample.project, name: 'Other shop', kind: 'project' }, models: sample.models.filter(({ id }) => id !== 'public.orders') };
  const file = join(settings, 'other.json');
  writeFileSync(file, JSON.stringify(other));
  const first = await startStudio({ env });
  const panel = flowPanel(page, 'Explain model');
  try {
    await chooseCopyOnly(page, first.url);
    await page.goto(`${first.url}/studio/ui/models/public.orders?flow=explain_model`);
    await expect(panel.getByText('Prompt pack ready')).toBeVisible();
  } finally {
    await first.stop();
  }
  const second = await startStudio({ args: ['--port', new URL(first.url).port, '--snapshot', file], env });
  try {
    await expect(page.getByRole('link', { name: 'Other shop, overview' })).toBeVisible(noticed);
    await expect(page.getByRole('main').getByRole('alert')).toContainText('There is no model “public.orders” in this project.');
    await expect(panel.getByRole('alert')).toContainText('public.orders');
    await expect(listRow(page, 'Models', /payments/)).toBeVisible();
    await listRow(page, 'Models', /payments/).click();
    await expect(page.getByRole('heading', { level: 2, name: 'payments' })).toBeVisible();
    await expect(panel.getByText('Prompt pack ready')).toBeVisible();
    await expect(panel.getByRole('link', { name: 'public.payments' })).toBeVisible();
  } finally {
    await page.goto('about:blank');
    await second.stop();
    rmSync(settings, { recursive: true });
  }
});

test('without what packs are built with, a panel left open in error recovers by itself when the server is back', async ({ page }) => {
  await page.route('**/assets/pack-builder-*.js', (route) => route.abort('connectionrefused'));
  const settings = mkdtempSync(join(tmpdir(), 'aksara-e2e-stop-'));
  const env = { XDG_CONFIG_HOME: settings };
  const first = await startStudio({ env });
  const panel = flowPanel(page, 'Suggest constraints');
  try {
    await chooseCopyOnly(page, first.url);
    await page.goto(`${first.url}/studio/ui/models/public.orders`);
    await expect(flowButton(page, 'Suggest constraints')).toBeEnabled();
  } finally {
    await first.stop();
  }
  await flowButton(page, 'Suggest constraints').click();
  await expect(panel.getByRole('alert')).toContainText('The Studio server is not answering');
  await expect(page.getByRole('status').filter({ hasText: 'The Studio server is not answering' })).toBeVisible(noticed);
  const second = await startStudio({ args: ['--port', new URL(first.url).port], env });
  try {
    await expect(panel.getByText('Prompt pack ready')).toBeVisible(noticed);
  } finally {
    await page.goto('about:blank');
    await second.stop();
    rmSync(settings, { recursive: true });
  }
});
