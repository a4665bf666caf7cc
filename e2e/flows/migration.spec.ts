import { flowPanel } from '../flow-panel.ts';
import { test } from '../studio-test.ts';
import { checkPanel, walkFlow } from './walk-flow.ts';

const migration_id = 'shop/0007_orders_region';

test('rollout of a migration: from the list to every copy, then the suggested next flow', async ({ page, studio }) => {
  await walkFlow(page, studio.url, {
    section: 'Migrations',
    row: /0007_orders_region/,
    title: 'Safe rollout plan',
    risk: 'medium',
    request: { kind: 'migration', body: { action_key: 'safe_rollout_plan', migration_id } },
    facts: ['Migration 0007_orders_region is pending', 'rollback steps must be written and marked as untested'],
  });
  await flowPanel(page, 'Safe rollout plan').getByRole('group', { name: 'Suggested next' }).getByRole('button', { name: 'Explain migration' }).click();
  await checkPanel(page, studio.url, {
    title: 'Explain migration',
    risk: 'low',
    request: { kind: 'migration', body: { action_key: 'explain_migration', migration_id } },
    facts: ['Migration 0007_orders_region is pending'],
  });
});
