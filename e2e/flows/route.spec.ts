import { flowPanel } from '../flow-panel.ts';
import { test } from '../studio-test.ts';
import { checkPanel, walkFlow } from './walk-flow.ts';

const route = { method: 'DELETE', path: '/api/posts/{slug}/comments/{comment_id}' };

test('permissions of a route: from the list to every copy, then the suggested next flow', async ({ page, studio }) => {
  await walkFlow(page, studio.url, {
    section: 'Routes',
    row: /DELETE.*\/api\/posts\/\{slug\}\/comments\/\{comment_id\}/,
    title: 'Harden permissions',
    risk: 'medium',
    request: { kind: 'route', body: { action_key: 'harden_permissions', ...route } },
    facts: ['changes public.comments and asks for no credentials', 'POST /api/posts needs bearerAuth'],
  });
  await flowPanel(page, 'Harden permissions').getByRole('group', { name: 'Suggested next' }).getByRole('button', { name: 'Review endpoint' }).click();
  await checkPanel(page, studio.url, {
    title: 'Review endpoint',
    risk: 'low',
    request: { kind: 'route', body: { action_key: 'review_endpoint', ...route } },
    facts: ['changes public.comments and asks for no credentials'],
  });
});
