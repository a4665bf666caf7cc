import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askServer } from './ask-server.ts';
import { chooseCopyOnly } from './choose-copy-only.ts';
import { flowButton, flowPanel, listRow, readRawJson } from './flow-panel.ts';
import { startStudio } from './start-studio.ts';
import { expect, test } from './studio-test.ts';

// Each journey starts servers of its own.
test.slow();

test.use({ expectedErrors: /net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE)/ });

/** The Studio asks for its server's health every four seconds. */
const noticed = { timeout: 20_000 };

test('a stopped server is said at once, packs are built in the page, and the server is used again when it is back', async ({ page }) => {
  const settings = mkdtempSync(join(tmpdir(), 'aksara-e2e-stop-'));
  const env = { XDG_CONFIG_HOME: settings };
  const first = await startStudio({ env });
  const { port } = new URL(first.url);
  const banner = page.getByRole('status').filter({ hasText: 'The Studio server is not answering' });
  const panel = flowPanel(page, 'Explain model');
  const payments = await askServer(first.url, { kind: 'model', body: { action_key: 'explain_model', model_name: 'public.payments' } });
  try {
    await chooseCopyOnly(page, first.url);
    const parserLoaded = page.waitForEvent('requestfinished', (request) => request.url().endsWith('.wasm'));
    await page.goto(`${first.url}/studio/ui/models/public.orders?flow=explain_model`);
    await expect(panel.getByText('Prompt pack ready')).toBeVisible();
    await parserLoaded;
  } finally {
    await first.stop();
  }
  await expect(banner).toBeVisible(noticed);
  await expect(banner).toContainText('aksara studio');
  await expect(panel.getByText('Prompt pack ready')).toBeVisible();
  await listRow(page, 'Models', /payments/).click();
  await expect(page.getByRole('heading', { level: 2, name: 'payments' })).toBeVisible();
  await expect(panel.getByRole('link', { name: 'public.payments' })).toBeVisible();
  await expect(panel.getByText('Prompt pack ready')).toBeVisible();
  await expect(panel.getByText('Built in the browser')).toBeVisible();
  const builtHere = JSON.parse(await readRawJson(panel)) as { readonly pack_id: string };
  expect(builtHere.pack_id).toBe(payments.pack.pack_id);
  await page.keyboard.press('Escape');

  const second = await startStudio({ args: ['--port', port], env });
  try {
    expect(second.url).toBe(first.url);
    await expect(banner).toHaveCount(0, noticed);
    await flowButton(page, 'Explain model').click();
    await expect(panel.getByRole('link', { name: 'public.payments' })).toBeVisible();
    await expect(panel.getByText('Prompt pack ready')).toBeVisible();
    await expect(panel.getByText('Built in the browser')).toHaveCount(0);
  } finally {
    await page.goto('about:blank');
    await second.stop();
    rmSync(settings, { recursive: true });
  }
});

test('a panel left open in error recovers by itself when the server is back', async ({ page }) => {
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
