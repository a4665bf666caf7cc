import { flowButton, flowPanel, listRow } from './flow-panel.ts';
import { expect, test } from './studio-test.ts';

const sections = ['', 'models/public.orders', 'routes', 'queries', 'migrations', 'diagnostics/d-001'];

test('Shift+A goes to the AI Hub from every section', async ({ page }) => {
  for (const section of sections) {
    await page.goto(`/studio/ui/${section}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.keyboard.press('Shift+A');
    await expect(page).toHaveURL(/\/ai-hub$/);
    await expect(page.getByRole('heading', { level: 1, name: 'AI Hub' })).toBeVisible();
  }
});

test('Shift+A closes the panel on its way', async ({ page }) => {
  await page.goto('/studio/ui/models/public.orders?flow=explain_model');
  await expect(flowPanel(page, 'Explain model')).toBeFocused();
  await page.keyboard.press('Shift+A');
  await expect(page).toHaveURL(/\/ai-hub$/);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('keys typed into a field are text', async ({ page }) => {
  await page.goto('/studio/ui/queries');
  const filter = page.getByRole('textbox', { name: 'Filter db queries' });
  const editor = page.getByRole('textbox', { name: 'SQL of your own' });
  for (const field of [filter, editor]) {
    await field.press('Shift+A');
    await field.press('/');
    await field.press('?');
    await expect(field).toHaveValue('A/?');
    await expect(field).toBeFocused();
    await expect(page).toHaveURL(/\/queries(\?q=.*)?$/);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await field.fill('');
  }
});

test('Escape closes a menu and a tooltip before the panel, and the focus returns to the button', async ({ page }) => {
  await page.goto('/studio/ui/models/public.orders');
  const opener = flowButton(page, 'Explain model');
  await opener.click();
  const panel = flowPanel(page, 'Explain model');
  await expect(panel).toBeFocused();

  const settings = page.getByRole('button', { name: 'Theme and refresh' });
  await settings.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(settings).toBeFocused();
  await expect(panel).toBeVisible();

  await panel.focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('tooltip', { name: 'Close (Escape)' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await expect(panel).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(opener).toBeFocused();
});

test('a flow opened from the menu gives the focus back to the menu', async ({ page }) => {
  await page.setViewportSize({ width: 760, height: 900 });
  await page.goto('/studio/ui/models/public.orders');
  const more = page.getByRole('button', { name: 'AI flows' });
  await more.press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Refactor suggestions' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(more).toBeFocused();
});

test('? shows the shortcuts; Escape closes them and leaves the panel', async ({ page }) => {
  await page.goto('/studio/ui/models/public.orders?flow=explain_model');
  const panel = flowPanel(page, 'Explain model');
  await expect(panel).toBeFocused();
  await page.keyboard.press('?');
  const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(shortcuts).toBeVisible();
  await page.keyboard.press('Shift+A');
  await page.keyboard.press('Escape');
  await expect(shortcuts).toHaveCount(0);
  await expect(panel).toBeVisible();
  await expect(page).toHaveURL(/flow=explain_model/);
});

test('slash, arrows and Enter walk from the filter to an object and its flow', async ({ page }) => {
  await page.goto('/studio/ui/models');
  await expect(page.getByRole('listbox', { name: 'Models' })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('order');
  await expect(page.getByRole('option')).toHaveCount(3);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('listbox', { name: 'Models' })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/models\/public\.orders\?q=order$/);
  await expect(listRow(page, 'Models', 'orders 52 k')).toHaveAttribute('aria-selected', 'true');
  await flowButton(page, 'Explain model').press('Enter');
  await expect(flowPanel(page, 'Explain model')).toBeFocused();
});

test('Back closes the panel, Forward opens it again', async ({ page }) => {
  await page.goto('/studio/ui/models/public.orders');
  await flowButton(page, 'Explain model').click();
  const panel = flowPanel(page, 'Explain model');
  await panel.getByRole('tab', { name: 'Raw JSON' }).click();
  await page.goBack();
  await expect(panel).toHaveCount(0);
  await expect(page).toHaveURL(/\/models\/public\.orders$/);
  await page.goForward();
  await expect(panel.getByRole('tab', { name: 'Raw JSON', selected: true })).toBeVisible();
});
