import { expect, type Page } from '@playwright/test';

/** Turns the AI flows of an untouched Studio on: the one click in AI Hub. */
export async function chooseCopyOnly(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/studio/ui/ai-hub`);
  await page.getByRole('button', { name: 'Use copy only' }).click();
  await expect(page.getByText('In use: AI flows are on')).toBeFocused();
}
