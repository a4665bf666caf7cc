import { runPath, startFakeBackend } from '../src/server/testing/fake-backend.ts';
import { expectAccessible } from './expect-accessible.ts';
import { flowButton, flowPanel, openTab } from './flow-panel.ts';
import { startStudio } from './start-studio.ts';
import { expect, test } from './studio-test.ts';

// Each journey starts servers of its own.
test.slow();

const token = 'backend-e2e-0123456789-WXYZ';
const off = 'AI flows are off until the AI Hub is configured.';

test('nothing is configured here, so a pack of ours runs through the AI Hub of the backend, and its answer is checked', async ({ page }) => {
  const backend = await startFakeBackend({ token });
  const studio = await startStudio({ args: ['--aksara', backend.origin], env: { AKSARA_BACKEND_TOKEN: token } });
  try {
    backend.failRuns({ kind: 'text', texts: ['# Deals\n\nLook at it:\n\n```sql\nSELECT no_such_column FROM deals;\n```\n\nThat is all.'] });
    await page.goto(`${studio.url}/studio/ui/models/public.deals`);
    await flowButton(page, 'Explain model').click();
    const panel = flowPanel(page, 'Explain model');
    await expect(panel.getByText('Prompt pack ready')).toBeVisible();
    const shown = await (await openTab(panel, 'Prompt Pack')).getByRole('group', { name: 'System prompt' }).textContent();
    await panel.getByRole('button', { name: 'Run AI' }).click();
    await expect(panel.getByRole('heading', { name: /Send this pack to openai, through 127\.0\.0\.1/ })).toBeFocused();
    await expect(panel.getByText(/hands the text on to its own provider/)).toContainText('openai, model gpt-4o');
    await expectAccessible(page, 'request through the backend');
    expect(backend.requests.filter(({ path }) => path === runPath)).toEqual([]);
    await panel.getByRole('button', { name: 'Send' }).click();
    await expect(panel.getByText('That is all.')).toBeVisible();
    await expect(panel.getByText(/^\d marks?: 1 warning/)).toBeVisible();
    await expect(panel.getByRole('list', { name: 'Marks of the checker' }).last()).toContainText('The Aksara backend declares no column no_such_column');
    const [sent] = backend.requests.filter(({ path }) => path === runPath);
    expect(sent?.body).toMatchObject({ provider: 'openai', model: 'gpt-4o', include_context: false });
    expect(String(sent?.body?.['prompt']).startsWith(shown ?? '?')).toBe(true);
    expect(sent?.body?.['prompt']).toContain('numeric(12,2)');
    expect(sent?.headers.authorization).toBe(`Bearer ${token}`);

    await page.goto(`${studio.url}/studio/ui/ai-hub`);
    await expect(page.getByText('AI flows are on: the AI Hub of the backend is configured.')).toBeVisible();
    await page.getByRole('button', { name: 'AI Hub of the Aksara backend' }).click();
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText(/Reachable in .*, 1 model listed/)).toBeVisible();
    await expectAccessible(page, 'ai-hub in front of a backend');
    expect(await page.content()).not.toContain(token);
    expect(studio.output()).not.toContain(token);
    await page.goto('about:blank');
  } finally {
    await studio.stop();
    await backend.close();
  }
});

test('while the hub of the backend has no provider flows are off; when it gets one, coming back to the page turns them on', async ({ page }) => {
  const backend = await startFakeBackend();
  backend.hub = null;
  const studio = await startStudio({ args: ['--aksara', backend.origin] });
  try {
    await page.goto(`${studio.url}/studio/ui/models/public.deals`);
    await expect(page.getByText(off)).toBeVisible();
    await expect(flowButton(page, 'Explain model')).toBeDisabled();
    backend.hub = { provider: 'anthropic', model: 'claude' };
    await expect(async () => {
      // What is known holds for some seconds.
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
      await expect(page.getByText(off)).toHaveCount(0, { timeout: 1_000 });
    }).toPass({ timeout: 20_000 });
    await flowButton(page, 'Explain model').click();
    await expect(flowPanel(page, 'Explain model').getByText('Prompt pack ready')).toBeVisible();
    await page.goto('about:blank');
  } finally {
    await studio.stop();
    await backend.close();
  }
});
