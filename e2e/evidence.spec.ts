import type { Page, Route } from '@playwright/test';
import type { ProjectSnapshot, PromptPack, RuleCheck } from '#contract';
import { expectAccessible } from './expect-accessible.ts';
import { flowPanel, listRow, openTab } from './flow-panel.ts';
import { expect, test } from './studio-test.ts';

const query = '/studio/ui/queries/8cd459191b7f?flow=explain_plan';

/** Changes an answer of the server on its way. */
function change<Answer>(alter: (answer: Answer) => Answer) {
  return async (route: Route) => {
    const response = await route.fetch();
    // 304 has no body: the page keeps what it was given before.
    if (response.status() !== 200) return route.fulfill({ response });
    return route.fulfill({ response, json: alter((await response.json()) as Answer) }); // the contract's own answer
  };
}

test('redactions open as a list by kind; Escape closes it and leaves the panel', async ({ page }) => {
  const redactions = [{ kind: 'sql-literal', count: 9 }, { kind: 'secret:github-token', count: 1 }];
  await page.route('**/studio/ai/flows/query', change<PromptPack>((pack) => ({ ...pack, redactions })));
  await page.goto(query);
  const opener = flowPanel(page, 'Explain plan').getByRole('button', { name: '10 redactions' });
  await opener.press('Enter');
  const list = page.getByRole('dialog', { name: 'Redactions' });
  await expect(list.getByRole('term')).toHaveText(['SQL literals masked', 'GitHub token']);
  await expect(list.getByRole('definition')).toHaveText(['9', '1']);
  await expectAccessible(page, 'redactions');
  await page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  await expect(opener).toBeFocused();
  await expect(flowPanel(page, 'Explain plan')).toBeVisible();
});

test('the detail changes the prompt and the URL, survives a reload, and goes with the panel', async ({ page }) => {
  await page.goto(`/studio/ui/models/public.orders?flow=explain_model&tab=prompt`);
  const panel = flowPanel(page, 'Explain model');
  const prompt = panel.getByRole('region', { name: 'User prompt' });
  await expect(panel.getByRole('radio', { name: 'Statistics' })).toBeChecked();
  await expect(prompt).toContainText('about 52,000 rows');
  await panel.getByRole('radio', { name: 'Statistics' }).press('ArrowLeft');
  await expect(prompt).not.toContainText('about 52,000 rows');
  await expect(page).toHaveURL(/\?flow=explain_model&tab=prompt&detail=structure$/);
  await page.reload();
  await expect(panel.getByRole('radio', { name: 'Structure' })).toBeChecked();
  await expect(prompt).not.toContainText('about 52,000 rows');
  await panel.getByRole('button', { name: 'Close' }).click();
  await expect(page).toHaveURL(/\/models\/public\.orders$/);
});

test('literals are shown only when they are chosen, with a word of warning', async ({ page }) => {
  await page.goto('/studio/ui/queries');
  await page.getByRole('textbox', { name: 'SQL of your own' }).fill("SELECT id FROM users WHERE email = 'ada@example.org'");
  await page.keyboard.press('Control+Enter');
  await page.getByRole('group', { name: 'AI flows' }).getByRole('button', { name: 'Explain plan' }).click();
  const panel = flowPanel(page, 'Explain plan');
  const prompt = await openTab(panel, 'Prompt Pack');
  await expect(prompt).toContainText("email = '?'");
  await expect(panel.getByText('shows the literals you typed', { exact: true }).and(panel.locator(':visible'))).toHaveCount(0);
  await panel.getByRole('radio', { name: 'Literals' }).check({ force: true });
  await expect(prompt).toContainText("email = 'ada@example.org'");
  await expect(panel.getByText('shows the literals you typed', { exact: true }).and(panel.locator(':visible'))).toHaveCount(1);
});

test('a section of the prompt says its source on focus, and nothing moves', async ({ page }) => {
  await page.goto('/studio/ui/models/public.orders?flow=explain_model&tab=prompt');
  const head = flowPanel(page, 'Explain model').locator('summary').first();
  await expect(head).toContainText('Source: ');
  await head.scrollIntoViewIfNeeded();
  const before = await head.boundingBox();
  await head.focus();
  await expect(page.getByRole('tooltip')).toHaveText(/^Source: \S/);
  expect(await head.boundingBox()).toEqual(before);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await expect(flowPanel(page, 'Explain model')).toBeVisible();
});

test('findings are narrowed to an object, which stands in the URL', async ({ page }) => {
  await page.goto('/studio/ui/diagnostics');
  const rows = page.getByRole('listbox', { name: 'Diagnostics' }).getByRole('option');
  const all = await rows.count();
  await page.getByRole('combobox', { name: 'Object' }).selectOption('model:public.orders');
  await expect(rows).not.toHaveCount(all);
  await expect(page).toHaveURL(/\?object=model%3Apublic\.orders$/);
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Object' })).toHaveValue('model:public.orders');
  await rows.first().click();
  await expect(page.getByRole('region', { name: 'Diagnostics' }).getByRole('link', { name: 'orders', exact: true })).toBeVisible();
});

test('one line says how much was looked at, and opens what became of each rule', async ({ page }) => {
  await withRules(page);
  await page.goto('/studio/ui/diagnostics');
  await page.getByRole('link', { name: /^3 rules: 1 found something, 1 clean, 1 skipped$/ }).click();
  await expect(page).toHaveURL(/\/diagnostics\?view=rules$/);
  await expect(page.getByRole('region', { name: 'Skipped' }).getByRole('row').nth(1)).toContainText('permission denied for sequences');
  await expectAccessible(page, 'rules');
  await page.getByRole('link', { name: '1 finding of D002' }).click();
  await expect(page).toHaveURL(/\/diagnostics\?rule=D002$/);
  await expect(listRow(page, 'Diagnostics', /order_items_product_id_fkey/)).toBeVisible();
});

async function withRules(page: Page): Promise<void> {
  const check: RuleCheck = { rule: 'D001', name: 'no_primary_key', ruleset: 'schema@1', outcome: 'clean', findings: 0, reason: null };
  const checks: RuleCheck[] = [
    check,
    { ...check, rule: 'D002', name: 'fk_unindexed', outcome: 'finding', findings: 1 },
    { ...check, rule: 'D019', name: 'sequence_near_limit', outcome: 'skipped', reason: 'permission denied for sequences' },
  ];
  await page.route('**/studio/snapshot', change<ProjectSnapshot>((snapshot) => ({ ...snapshot, checks })));
}
