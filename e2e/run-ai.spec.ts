import type { Page } from '@playwright/test';
import { fakeKey, startFakeProvider, type FakeProvider } from '../src/server/testing/fake-provider.ts';
import { expectAccessible } from './expect-accessible.ts';
import { flowPanel } from './flow-panel.ts';
import { startStudio, type StartedStudio } from './start-studio.ts';
import { expect, test } from './studio-test.ts';

// Each journey starts servers of its own.
test.slow();

async function withStudio(page: Page, walk: (studio: StartedStudio, provider: FakeProvider) => Promise<void>, configured: boolean): Promise<void> {
  const provider = await startFakeProvider({ key: fakeKey });
  const studio = await startStudio(configured ? { env: provider.environment.openai } : {});
  try {
    await walk(studio, provider);
    await page.goto('about:blank');
  } finally {
    await studio.stop();
    await provider.close();
  }
}

async function runFlow(page: Page, studio: StartedStudio) {
  await page.goto(`${studio.url}/studio/ui/models/public.orders?flow=explain_model`);
  const panel = flowPanel(page, 'Explain model');
  await panel.getByRole('button', { name: 'Run AI' }).click();
  await expect(panel.getByRole('heading', { name: /Send this pack to 127\.0\.0\.1/ })).toBeFocused();
  return panel;
}

test('a provider is set up in the hub, runs a pack, and is stopped; what had come is kept', async ({ page }) => {
  await withStudio(page, async (studio, provider) => {
    await page.goto(`${studio.url}/studio/ui/ai-hub`);
    await page.getByRole('button', { name: 'OpenAI', exact: true }).click();
    await page.getByLabel('Key of OpenAI').fill(fakeKey);
    await page.getByRole('button', { name: 'Save key' }).click();
    await expect(page.getByText('Key saved, ending in WXYZ')).toBeVisible();
    await page.getByLabel('Address of OpenAI').fill(`${provider.origin}/v1`);
    await page.getByRole('button', { name: 'Save address' }).click();
    await expect(page.getByText('Address saved')).toBeVisible();
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText(/Reachable in .*, 2 models listed/)).toBeVisible();
    await page.getByLabel('Model of OpenAI').fill('fake-large');
    await page.getByRole('button', { name: 'Use by default' }).click();
    await expect(page.getByText('In use: OpenAI, fake-large')).toBeVisible();
    await expectAccessible(page, 'ai-hub with a provider set up');
    expect(await page.content()).not.toContain(fakeKey);

    provider.fail({ kind: 'slow', ms: 1_500 });
    const panel = await runFlow(page, studio);
    await expectAccessible(page, 'panel with the request');
    await panel.getByRole('button', { name: 'Send' }).click();
    await expect(panel.getByRole('button', { name: 'Stop' })).toBeFocused();
    await expect(panel.getByRole('heading', { name: 'Hello' })).toBeVisible();
    await panel.getByRole('button', { name: 'Stop' }).click();
    await expect(panel.getByText(/Stopped\. The text above is only the beginning/)).toBeVisible();
    await expect(panel.getByText('partial', { exact: true })).toBeVisible();
    await expectAccessible(page, 'panel with a partial answer');
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await page.getByRole('group', { name: 'AI flows' }).getByRole('button', { name: 'Explain model' }).click();
    await expect(panel.getByRole('heading', { name: 'Hello' })).toBeVisible();
    expect(provider.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  }, false);
});

test('an answer full of script runs none, and asks nobody for anything', async ({ page }) => {
  await withStudio(page, async (studio, provider) => {
    const hostile = ['# Done\n\n<script>window.hit = 1</script>\n\n', '<img src=x onerror="window.hit = 1">\n\n![x](https://evil.example/leak.png)\n\n', '[press](javascript:window.hit=1) <iframe src="https://evil.example"></iframe>\n\n**end**'];
    provider.fail({ kind: 'text', texts: hostile });
    const panel = await runFlow(page, studio);
    await panel.getByRole('button', { name: 'Send' }).click();
    await expect(panel.getByText('end', { exact: true })).toBeVisible();
    await expect(panel.getByRole('heading', { name: 'Done' })).toBeVisible();
    await expect(panel.getByText('press', { exact: true })).toBeVisible();
    await expect(panel.getByText(/Nothing|mark/).first()).toBeVisible();
    await expect(panel.locator('[aria-label=Answer] :is(img, script, iframe, a)')).toHaveCount(0);
    expect(await page.evaluate(() => 'hit' in window)).toBe(false);
  }, true);
});

test('a pasted answer is marked where it is wrong, kept, and opened again from the hub', async ({ page, studio }) => {
  await page.goto(`${studio.url}/studio/ui/models/public.orders?flow=explain_model`);
  const panel = flowPanel(page, 'Explain model');
  await expect(panel.getByText('Prompt pack ready')).toBeVisible();
  await panel.getByRole('button', { name: 'Paste answer' }).click();
  await panel.getByLabel('Answer from a chat').fill('Look at this:\n\n```sql\nSELECT no_such_column FROM orders;\n```\n\nThat is all.');
  await panel.getByRole('button', { name: 'Show and check' }).click();
  await expect(panel.getByText(/^\d marks?: 1 error/)).toBeVisible();
  await expect(panel.getByRole('list', { name: 'Marks of the checker' }).last()).toContainText('There is no column no_such_column');
  await expectAccessible(page, 'panel with a marked answer');

  await page.goto(`${studio.url}/studio/ui/ai-hub`);
  await page.getByRole('list', { name: 'Kept answers' }).getByRole('button', { name: /^public\.orders/ }).click();
  await expect(panel.getByText('That is all.')).toBeVisible();
  await page.goto(`${studio.url}/studio/ui/ai-hub`);
  await page.getByRole('button', { name: 'Delete all' }).click();
  await page.getByRole('group', { name: 'Delete all answers' }).getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No answer about this project is kept.')).toBeVisible();
});
