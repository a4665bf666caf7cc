import { flowPanel, listRow } from './flow-panel.ts';
import { expect, test } from './studio-test.ts';

test('a link restores selection, filter, view, panel and tab; a reload keeps them', async ({ page }) => {
  await page.goto('/studio/ui/models/public.orders?flow=refactor_suggestions&tab=prompt&q=order&view=indexes');
  for (const visit of ['opened', 'reloaded']) {
    await test.step(visit, async () => {
      if (visit === 'reloaded') await page.reload();
      const panel = flowPanel(page, 'Refactor suggestions');
      await expect(panel.getByRole('tab', { name: 'Prompt Pack', selected: true })).toBeVisible();
      await expect(panel.getByRole('region', { name: 'System prompt' })).toBeVisible();
      await expect(panel.getByRole('link', { name: 'public.orders' })).toBeVisible();
      await expect(page.getByRole('textbox', { name: 'Filter models' })).toHaveValue('order');
      await expect(page.getByRole('option')).toHaveCount(3);
      await expect(page.getByRole('option', { selected: true })).toHaveText(/^(warning)?orders/);
      await expect(page.getByRole('tab', { name: 'Indexes', selected: true })).toBeVisible();
      await expect(page).toHaveTitle('public.orders · Models · Sample shop');
    });
  }
});

const unknown = [
  { section: 'Models', path: 'models/public.ordrs', says: 'There is no model “public.ordrs”', near: 'public.orders' },
  { section: 'Routes', path: 'routes/GET:~1api~1user', says: 'There is no route “GET:/api/user”', near: 'GET:/api/users' },
  { section: 'DB Queries', path: 'queries/8cd459191b7e', says: 'There is no query “8cd459191b7e”', near: '8cd459191b7f' },
  { section: 'Migrations', path: 'migrations/blog~10005_comment_reaction', says: 'There is no migration “blog/0005_comment_reaction”', near: 'blog/0005_comment_reactions' },
  { section: 'Diagnostics', path: 'diagnostics/d-01', says: 'There is no diagnostic “d-01”', near: 'd-001' },
] as const;

for (const { section, path, says, near } of unknown) {
  test(`an unknown id is met calmly, with near names: ${path}`, async ({ page }) => {
    await page.goto(`/studio/ui/${path}`);
    await expect(page.getByRole('alert')).toContainText('Not found');
    await expect(page.getByRole('alert')).toContainText(says);
    await page.getByRole('list', { name: 'Near names' }).getByRole('button', { name: near, exact: true }).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(page.getByRole('listbox', { name: section }).getByRole('option', { selected: true })).toBeVisible();
    await expect(page).toHaveTitle(`${near} · ${section} · Sample shop`);
  });
}

test('a flow of an unknown object offers near ones in the panel', async ({ page }) => {
  await page.goto('/studio/ui/models/public.ordrs?flow=explain_model');
  const panel = flowPanel(page, 'Explain model');
  await expect(panel.getByRole('alert')).toContainText('public.ordrs');
  await panel.getByRole('list', { name: 'Near names' }).getByRole('button', { name: 'orders' }).first().click();
  await expect(panel.getByText('Prompt pack ready')).toBeVisible();
  await expect(page).toHaveURL(/\/models\/public\.orders\?flow=explain_model$/);
});

test('an unknown flow names those there are; an unknown section is the overview', async ({ page }) => {
  await page.goto('/studio/ui/models/public.orders?flow=no_such_flow');
  await page.getByRole('dialog').getByRole('button', { name: 'suggest_constraints' }).click();
  await expect(flowPanel(page, 'Suggest constraints').getByText('Prompt pack ready')).toBeVisible();
  await page.goto('/studio/ui/nothing-here/at-all');
  await expect(page.getByRole('region', { name: 'Overview' })).toBeVisible();
});

test('a finding of the overview leads to its details, and from there to its object', async ({ page }) => {
  await page.goto('/studio/ui/');
  await page.getByRole('link', { name: /^warning d-\d+ Foreign key order_items_product_id_fkey/ }).click();
  await expect(page.getByRole('heading', { level: 2, name: /order_items_product_id_fkey/ })).toBeVisible();
  await page.getByRole('region', { name: 'Diagnostics' }).getByRole('link', { name: 'order_items', exact: true }).click();
  await expect(listRow(page, 'Models', /order_items/)).toHaveAttribute('aria-selected', 'true');
});
