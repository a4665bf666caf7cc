import { flowPanel } from './flow-panel.ts';
import { expect, test } from './studio-test.ts';

test('the theme follows the system until one is chosen, which a reload keeps', async ({ page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/studio/ui/models');
  const light = await background();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await background();
  expect(dark).not.toBe(light);
  await page.getByRole('button', { name: 'Theme and refresh' }).click();
  await page.getByRole('menuitemradio', { name: 'Light theme' }).click();
  await expect.poll(background).toBe(light);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Models' })).toBeVisible();
  expect(await background()).toBe(light);
});

test('a refused clipboard gives the text selected, and the reason', async ({ page }) => {
  await page.addInitScript(() => {
    Clipboard.prototype.writeText = () => Promise.reject(new DOMException('Write permission denied.', 'NotAllowedError'));
  });
  await page.goto('/studio/ui/models/public.orders?flow=explain_model&tab=prompt');
  const panel = flowPanel(page, 'Explain model');
  const system = await panel.getByRole('group', { name: 'System prompt' }).textContent();
  await panel.getByRole('button', { name: 'Copy system prompt' }).click();
  await expect(page.getByRole('alert')).toContainText('The browser refused the clipboard: Write permission denied.');
  const field = page.getByRole('textbox', { name: 'Text to copy' });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(system ?? '');
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(system);
  await page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  await expect(panel).toBeVisible();
});
