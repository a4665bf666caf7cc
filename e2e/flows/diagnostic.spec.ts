import { flowPanel, listRow } from '../flow-panel.ts';
import { expect, test } from '../studio-test.ts';
import { checkPanel, walkFlow } from './walk-flow.ts';

test('a finding: from the list to every copy, then another finding', async ({ page, studio }) => {
  const flow = { title: 'Prioritise', risk: 'low' } as const;
  await walkFlow(page, studio.url, {
    ...flow,
    section: 'Diagnostics',
    row: /asks for no credentials/,
    request: { kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize', issue_id: 'd-001' } },
    facts: ['changes public.comments and asks for no credentials', 'POST /api/posts needs bearerAuth'],
  });
  const panel = flowPanel(page, flow.title);
  await expect(panel.getByRole('group', { name: 'Suggested next' })).toHaveCount(0);
  await listRow(page, 'Diagnostics', /order_items_product_id_fkey/).click();
  await expect(page).toHaveURL(/\/diagnostics\/d-\d+\?flow=diagnostic_prioritize/);
  const issue_id = /d-\d+/.exec(page.url())?.[0] ?? '';
  await expect(panel.getByRole('link', { name: issue_id })).toBeVisible();
  await checkPanel(page, studio.url, {
    ...flow,
    request: { kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize', issue_id } },
    facts: ['Foreign key order_items_product_id_fkey of public.order_items has no index'],
  });
});
