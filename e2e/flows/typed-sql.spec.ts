import type { Page } from '@playwright/test';
import { askServer } from '../ask-server.ts';
import { flowButton, flowPanel } from '../flow-panel.ts';
import { expect, test } from '../studio-test.ts';

const refused = [
  { what: 'does not parse', sql: 'SELEC * FROM users', title: 'This SQL does not parse', plan: 'This statement has no plan' },
  { what: 'holds only a comment', sql: '-- nothing', title: 'The request is incomplete', plan: 'sql holds no statement' },
  { what: 'holds two statements', sql: 'SELECT 1; SELECT 2', title: 'This SQL does not parse', plan: 'This statement has no plan' },
  { what: 'has no plan', sql: 'VACUUM users', title: 'This statement has no plan', plan: 'This statement has no plan' },
] as const;

for (const { what, sql, title, plan } of refused) {
  test(`SQL that ${what} gets the server's reason and no pack`, async ({ page, studio }) => {
    await typeSql(page, sql);
    await flowButton(page, 'Explain plan').click();
    const panel = flowPanel(page, 'Explain plan');
    const { pack } = await askServer(studio.url, { kind: 'query', body: { action_key: 'explain_plan', sql } });
    expect(pack.ok).toBe(false);
    await expect(panel.getByRole('alert')).toContainText(title);
    await expect(panel.getByRole('alert')).toContainText(pack.error ?? 'no error');
    await expect(panel.getByText('Prompt pack ready')).toHaveCount(0);
    await expect(panel.getByRole('button', { name: 'Copy prompts' })).toBeDisabled();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Show plan' }).click();
    await expect(page.getByRole('alert')).toContainText(plan);
  });
}

test('an empty field has nothing to use, and says so', async ({ page }) => {
  await page.goto('/studio/ui/queries');
  const use = page.getByRole('button', { name: 'Use SQL' });
  await page.getByRole('textbox', { name: 'SQL of your own' }).fill(' \n ');
  await expect(use).toBeDisabled();
  await use.focus();
  await expect(page.getByRole('tooltip', { name: 'Type a statement first' })).toBeVisible();
});

test('a statement is corrected from a copy, and its plan is shown', async ({ page }) => {
  await typeSql(page, 'SELECT * FROM usrs');
  await page.getByRole('button', { name: 'Show plan' }).click();
  await expect(page.getByRole('alert')).toContainText('usrs');
  await page.getByRole('button', { name: 'Edit a copy' }).click();
  await expect(page.getByRole('textbox', { name: 'SQL of your own' })).toHaveValue('SELECT * FROM usrs');
  await typeSql(page, 'SELECT * FROM users');
  await page.getByRole('button', { name: 'Show plan' }).click();
  await expect(page.getByRole('group', { name: 'plan' })).toContainText('Seq Scan on public.users');
});

async function typeSql(page: Page, sql: string): Promise<void> {
  if (!page.url().includes('/queries')) await page.goto('/studio/ui/queries');
  const field = page.getByRole('textbox', { name: 'SQL of your own' });
  await field.fill(sql);
  await field.press('Control+Enter');
  await expect(field).toHaveValue('');
}
