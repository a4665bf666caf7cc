import type { Page } from '@playwright/test';
import { flowButton, flowPanel } from './flow-panel.ts';
import { sidewaysScroll, takeShifts, watchShifts } from './layout-shifts.ts';
import { expect, test } from './studio-test.ts';

const pages = ['', 'models', 'models/public.audit_log_default', 'routes/POST:~1api~1orders', 'queries', 'queries/8cd459191b7f', 'migrations/blog~10005_comment_reactions', 'diagnostics/d-001', 'ai-hub'];

for (const width of [360, 720, 1100, 2560]) {
  test(`nothing scrolls sideways at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 760 });
    for (const path of [...pages, 'models/public.orders?flow=refactor_suggestions', 'models/public.orders?flow=refactor_suggestions&tab=json']) {
      await page.goto(`/studio/ui/${path}`);
      await expect(page.getByRole('heading').first()).toBeVisible();
      if (path.includes('flow=')) await expect(page.getByRole('dialog').getByText(/tokens · /).first()).toBeVisible();
      expect(await sidewaysScroll(page), path).toEqual({ root: 0, boxes: [] });
    }
  });
}

test('under 720 px list and detail are two pages, and flows that do not fit stand in a menu', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto('/studio/ui/models');
  await page.getByRole('option', { name: /payments/ }).click();
  await expect(page.getByRole('listbox', { name: 'Models' })).toBeHidden();
  await page.getByRole('button', { name: 'More AI flows' }).click();
  await page.getByRole('menuitem', { name: /Refactor suggestions/ }).click();
  const panel = flowPanel(page, 'Refactor suggestions');
  await expect(panel.getByText('Prompt pack ready')).toBeVisible();
  await panel.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('main').getByRole('button', { name: 'Models' }).click();
  await expect(page.getByRole('listbox', { name: 'Models' })).toBeVisible();
});

test('nothing moves when the panel opens over the page, nor when it fills', async ({ page }, testInfo) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await openOrders(page);
  await watchShifts(page);
  const clicked = performance.now();
  await flowButton(page, 'Explain model').click();
  await expect(flowPanel(page, 'Explain model').getByText('Prompt pack ready')).toBeVisible();
  testInfo.annotations.push({ type: 'click to filled panel', description: `${Math.round(performance.now() - clicked)} ms, driver included` });
  expect(await takeShifts(page)).toEqual([]);
});

test('nothing moves when the panel beside the page fills late', async ({ page }) => {
  let answer = (): void => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/studio/ai/flows/model', async (route) => {
    await answered;
    await route.continue();
  });
  await openOrders(page);
  await watchShifts(page);
  await flowButton(page, 'Explain model').click();
  const panel = flowPanel(page, 'Explain model');
  await expect(panel.getByRole('status', { name: 'Building the prompt pack' })).toBeVisible();
  await takeShifts(page);
  answer();
  await expect(panel.getByText('Prompt pack ready')).toBeVisible();
  expect(await takeShifts(page)).toEqual([]);
});

async function openOrders(page: Page): Promise<void> {
  await page.goto('/studio/ui/models/public.orders');
  await expect(flowButton(page, 'Explain model')).toBeEnabled();
  await page.waitForLoadState('networkidle');
}
