import { expectAccessible } from './expect-accessible.ts';
import { flowPanel } from './flow-panel.ts';
import { expect, test } from './studio-test.ts';

test.describe.configure({ mode: 'parallel' });
test.slow();

const pages = [
  '',
  'models',
  'models/public.orders',
  'models/public.orders?view=indexes',
  'routes/POST:~1api~1orders',
  'queries/8cd459191b7f',
  'migrations/shop~10007_orders_region',
  'diagnostics/d-001',
  'diagnostics?view=rules',
  'diagnostics?view=accepted',
  'ai-hub',
  'models/public.ordrs',
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test(`no violation in any section: ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      for (const path of pages) {
        await page.goto(`/studio/ui/${path}`);
        await expect(page.getByRole('heading').first()).toBeVisible();
        await expectAccessible(page, path);
      }
    });

    test(`no violation in the panel: ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      for (const tab of ['', '&tab=prompt', '&tab=json']) {
        await page.goto(`/studio/ui/models/public.orders?flow=refactor_suggestions${tab}`);
        await expect(flowPanel(page, 'Refactor suggestions').getByText(/tokens · /).first()).toBeVisible();
        await expectAccessible(page, `panel${tab}`);
      }
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
      await expectAccessible(page, 'shortcuts');
    });
  }
}
