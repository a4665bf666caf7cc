import { expectPack, flowButton, flowPanel, listRow, openSection } from '../flow-panel.ts';
import { expect, test } from '../studio-test.ts';
import { checkPanel, walkFlow } from './walk-flow.ts';

test('indexes for a recorded query: from the list to every copy, then the suggested next flow', async ({ page, studio }) => {
  const sql = await recordedSql(studio.url, '8cd459191b7f');
  await walkFlow(page, studio.url, {
    section: 'DB Queries',
    row: /FROM users WHERE full_name/,
    title: 'Suggest indexes',
    risk: 'medium',
    request: { kind: 'query', body: { action_key: 'suggest_indexes', sql } },
    facts: ['public.users is read from end to end', '16,000 rows read (estimate)'],
  });
  await flowPanel(page, 'Suggest indexes').getByRole('group', { name: 'Suggested next' }).getByRole('button', { name: 'Explain plan' }).click();
  await checkPanel(page, studio.url, {
    title: 'Explain plan',
    risk: 'low',
    request: { kind: 'query', body: { action_key: 'explain_plan', sql } },
    facts: ['public.users is read from end to end'],
  });
});

test('a typed statement goes the same way, its SQL stays out of the address', async ({ page, studio }) => {
  const sql = `SELECT id, 'it''s $(touch /tmp/pwned) \`id\`' AS "a ""b"" $HOME"\nFROM users -- back\\slash\nWHERE email = $$o'"\`$(x)$$`;
  await page.goto('/studio/ui/');
  await openSection(page, 'DB Queries');
  await page.getByRole('textbox', { name: 'SQL of your own' }).fill(`\n  ${sql}\n`);
  await page.getByRole('button', { name: 'Use SQL' }).click();
  await expect(listRow(page, 'DB Queries', /^typed/)).toHaveAttribute('aria-selected', 'true');
  await flowButton(page, 'Explain plan').click();
  await expect(page).toHaveURL(/\/queries\/t-[0-9a-f]{16}\?flow=explain_plan$/);
  const pack = await checkPanel(page, studio.url, {
    title: 'Explain plan',
    risk: 'low',
    request: { kind: 'query', body: { action_key: 'explain_plan', sql } },
    facts: [],
  });
  expect(pack.user_prompt).toContain('public.users');
  await page.reload();
  await expectPack(flowPanel(page, 'Explain plan'), pack);
});

async function recordedSql(url: string, id: string): Promise<string> {
  const response = await fetch(`${url}/studio/snapshot`);
  // The snapshot's shape is checked by its own tests.
  const { queries } = (await response.json()) as { readonly queries: readonly { readonly id: string; readonly sql: string }[] };
  return queries.find((query) => query.id === id)?.sql ?? `no query ${id}`;
}
