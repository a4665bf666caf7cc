import { askServer } from '../ask-server.ts';
import { copyFrom } from '../clipboard.ts';
import { expectPack, flowPanel, listRow, openTab } from '../flow-panel.ts';
import { expect, test } from '../studio-test.ts';
import { checkPanel, walkFlow } from './walk-flow.ts';

test('constraints of a model: from the list to every copy, then the suggested next flow', async ({ page, studio }) => {
  const model_name = 'public.payments';
  await walkFlow(page, studio.url, {
    section: 'Models',
    row: /payments/,
    title: 'Suggest constraints',
    risk: 'medium',
    request: { kind: 'model', body: { action_key: 'suggest_constraints', model_name } },
    facts: ['Check payments_amount_positive of public.payments is not validated', '50,977 rows', 'VALIDATE CONSTRAINT'],
  });
  await flowPanel(page, 'Suggest constraints').getByRole('group', { name: 'Suggested next' }).getByRole('button', { name: 'Explain model' }).click();
  await expect(page).toHaveURL(/\/models\/public\.payments\?flow=explain_model/);
  await checkPanel(page, studio.url, {
    title: 'Explain model',
    risk: 'low',
    request: { kind: 'model', body: { action_key: 'explain_model', model_name } },
    facts: ['payments_amount_positive is NOT VALID'],
  });
});

test('another row takes over the open panel', async ({ page, studio }) => {
  await page.goto('/studio/ui/models/public.orders?flow=refactor_suggestions&tab=prompt');
  const panel = flowPanel(page, 'Refactor suggestions');
  await expect(panel.getByRole('link', { name: 'public.orders' })).toBeVisible();
  for (const model_name of ['public.users', 'reporting.product_sales']) {
    await listRow(page, 'Models', new RegExp(model_name.split('.')[1] ?? '')).first().click();
    await expect(panel.getByRole('link', { name: model_name })).toBeVisible();
    await expect(panel.getByRole('tab', { name: 'Prompt Pack', selected: true })).toBeVisible();
    const { pack } = await askServer(studio.url, { kind: 'model', body: { action_key: 'refactor_suggestions', model_name } });
    await expectPack(panel, pack);
    const prompts = await openTab(panel, 'Prompt Pack');
    expect(await copyFrom(prompts.getByRole('button', { name: 'Copy user prompt' }))).toBe(pack.user_prompt);
  }
});
