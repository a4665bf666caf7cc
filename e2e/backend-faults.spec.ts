import { json, recordedAnswer, webPage } from '../src/server/testing/backend-answers.ts';
import { startFakeBackend, type FakeBackend } from '../src/server/testing/fake-backend.ts';
import { chooseCopyOnly } from './choose-copy-only.ts';
import { flowButton, flowPanel, listRow, openSection } from './flow-panel.ts';
import { startStudio, type StartedStudio } from './start-studio.ts';
import { expect, test } from './studio-test.ts';

// Each journey starts a server of its own.
test.slow();

/** The server looks at its backend every five seconds, the page at its server every four. */
const followed = { timeout: 30_000 };
const modelsPath = '/studio/models/inspect/all';

let backend: FakeBackend;
let studio: StartedStudio;
test.beforeEach(async () => {
  backend = await startFakeBackend();
  studio = await startStudio({ args: ['--aksara', backend.origin] });
});
test.afterEach(async ({ page }) => {
  await page.goto('about:blank');
  await studio.stop();
  await backend.close();
});

test('a backend that starts again with another schema: the page follows without a reload, and says what is gone', async ({ page }) => {
  await chooseCopyOnly(page, studio.url);
  await page.goto(`${studio.url}/studio/ui/models/public.deals?flow=explain_model`);
  const panel = flowPanel(page, 'Explain model');
  await expect(panel.getByText('Prompt pack ready')).toBeVisible();

  backend.answers.set('*', (response) => response.destroy());
  await expect(page.getByRole('status').filter({ hasText: 'It does not answer' })).toBeVisible(followed);
  await expect(listRow(page, 'Models', /deals/)).toBeVisible();
  await expect(panel.getByText('Prompt pack ready')).toBeVisible();

  backend.answers.clear();
  backend.answers.set(modelsPath, json({ models: models().filter(({ table_name }) => table_name !== 'deals') }));
  backend.answers.set('/studio/handshake', json({ ...(JSON.parse(recordedAnswer('handshake')) as object), checksums: { schema_checksum: 'another' } }));
  await expect(page.getByRole('main').getByRole('alert')).toContainText('There is no model “public.deals” in this project.', followed);
  await expect(panel.getByRole('alert')).toContainText('deals');
  await expect(page.getByRole('status').filter({ hasText: 'It does not answer' })).toHaveCount(0);
  await listRow(page, 'Models', /customers/).click();
  await expect(panel.getByRole('link', { name: 'public.customers' })).toBeVisible();
  await expect(panel.getByText('Prompt pack ready')).toBeVisible();
});

test('a backend that answers web pages and wrong shapes: each section says so, and what fits is shown', async ({ page }) => {
  backend.answers.set(modelsPath, json({ models: [...models(), { name: 'Broken', table_name: 7 }] }));
  backend.answers.set('/studio/runtime/routes', webPage(500));
  backend.answers.set('/openapi.json', webPage(404));
  backend.answers.set('/studio/migrations/summary', webPage(200));
  backend.answers.set('/studio/db/queries', json([]));
  await chooseCopyOnly(page, studio.url);
  await page.getByRole('button', { name: 'Theme and refresh' }).first().click();
  await page.getByRole('menuitem', { name: 'Refresh project' }).click();
  const stale = page.getByRole('status').filter({ hasText: 'Stale' });
  await expect(stale).toContainText('did not give its routes');
  await expect(stale).toContainText('did not give its migrations');
  await expect(stale).toContainText('did not give its queries');
  for (const section of ['Routes', 'DB Queries', 'Migrations', 'Diagnostics', 'Models']) await openSection(page, section);
  await listRow(page, 'Models', /deals/).click();
  await flowButton(page, 'Explain model').click();
  await expect(flowPanel(page, 'Explain model').getByText('Prompt pack ready')).toBeVisible();
  await page.goto(`${studio.url}/studio/ui/`);
  await expect(page.getByText('1 entry does not fit and is left out: models.5')).toBeVisible();
});

function models(): readonly { readonly table_name: string }[] {
  return (JSON.parse(recordedAnswer('models-inspect-all')) as { readonly models: readonly { readonly table_name: string }[] }).models;
}
