import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flowButton, flowPanel, listRow, openSection } from './flow-panel.ts';
import { startStudio } from './start-studio.ts';
import { expect, test } from './studio-test.ts';

const line = 'AI flows are off until the AI Hub is configured.';

// Each journey starts servers of its own.
test.slow();

test('flows are off until copy only is chosen by one click, which is remembered', async ({ page }) => {
  const settings = mkdtempSync(join(tmpdir(), 'aksara-e2e-hub-'));
  const env = { XDG_CONFIG_HOME: settings };
  const first = await startStudio({ env });
  try {
    await page.goto(`${first.url}/studio/ui/models/public.orders`);
    const button = flowButton(page, 'Explain model');
    await expect(button).toBeDisabled();
    await button.focus();
    await expect(page.getByRole('tooltip', { name: 'Configure the AI Hub (Shift+A)' })).toBeVisible();
    await button.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByText(line)).toBeVisible();
    await page.getByRole('link', { name: 'Open AI Hub' }).click();
    await page.getByRole('button', { name: 'Use copy only' }).click();
    await expect(page.getByText('In use: AI flows are on')).toBeFocused();

    await openSection(page, 'Models');
    await expect(page.getByText(line)).toHaveCount(0);
    await listRow(page, 'Models', /payments/).click();
    await button.click();
    await expect(flowPanel(page, 'Explain model').getByText('Prompt pack ready')).toBeVisible();
    await page.reload();
    await expect(flowPanel(page, 'Explain model').getByText('Prompt pack ready')).toBeVisible();
    await page.goto('about:blank');
  } finally {
    await first.stop();
  }
  const second = await startStudio({ env });
  try {
    await page.goto(`${second.url}/studio/ui/models/public.orders`);
    await flowButton(page, 'Explain model').click();
    await expect(flowPanel(page, 'Explain model').getByText('Prompt pack ready')).toBeVisible();
    await page.goto('about:blank');
  } finally {
    await second.stop();
    rmSync(settings, { recursive: true });
  }
});

test('a link to a flow leads to the hub while it is not configured; a key in the environment configures it', async ({ page }) => {
  const untouched = await startStudio();
  try {
    await page.goto(`${untouched.url}/studio/ui/migrations/shop~10007_orders_region?flow=explain_migration`);
    const panel = flowPanel(page, 'Explain migration');
    await expect(panel.getByRole('alert')).toContainText('The AI Hub is not configured');
    await panel.getByRole('link', { name: 'Open AI Hub' }).click();
    await expect(page.getByRole('button', { name: 'Use copy only' })).toBeVisible();
    await expect(panel).toHaveCount(0);
    await page.goto('about:blank');
  } finally {
    await untouched.stop();
  }
  const key = 'sk-e2e-0123456789abcdefghijklmnop-WXYZ';
  const withKey = await startStudio({ env: { OPENAI_API_KEY: key } });
  try {
    await page.goto(`${withKey.url}/studio/ui/ai-hub`);
    await expect(page.getByText('AI flows are on')).toBeVisible();
    await expect(page.getByText('key ending in WXYZ from the environment')).toBeVisible();
    await page.goto(`${withKey.url}/studio/ui/models/public.orders`);
    await flowButton(page, 'Explain model').click();
    await expect(flowPanel(page, 'Explain model').getByText('Prompt pack ready')).toBeVisible();
    expect(await page.content()).not.toContain(key);
    expect(withKey.output()).not.toContain(key);
    await page.goto('about:blank');
  } finally {
    await withKey.stop();
  }
});
