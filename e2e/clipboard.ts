import { expect, type Locator, type Page } from '@playwright/test';

/** Presses a copy button, waits until a screen reader is told what was copied, and returns what the clipboard holds. */
export async function copyFrom(button: Locator, announcement: string | RegExp = /^Copied/): Promise<string> {
  const page = button.page();
  await page.evaluate(() => navigator.clipboard.writeText('nothing was copied'));
  await button.click();
  await expect(page.getByRole('status').filter({ hasText: announcement })).not.toHaveCount(0);
  return readClipboard(page);
}

export function readClipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}
