import type { FlowRequest } from '#contract';

/** One request an action, on the sample project: what the golden packs, the parity tests and the bench ask for. */
export const goldenRequests: readonly FlowRequest[] = [
  { kind: 'model', body: { action_key: 'explain_model', model_name: 'User' } },
  { kind: 'model', body: { action_key: 'suggest_constraints', model_name: 'payments' } },
  { kind: 'model', body: { action_key: 'refactor_suggestions', model_name: 'public.orders' } },
  { kind: 'route', body: { action_key: 'review_endpoint', method: 'GET', path: '/api/users' } },
  { kind: 'route', body: { action_key: 'harden_permissions', method: 'DELETE', path: '/api/posts/{slug}/comments/{comment_id}' } },
  { kind: 'route', body: { action_key: 'generate_examples', method: 'POST', path: '/api/orders' } },
  { kind: 'query', body: { action_key: 'explain_plan', sql: 'SELECT * FROM users' } },
  {
    kind: 'query',
    body: {
      action_key: 'suggest_indexes',
      sql: "SELECT o.id, o.total\nFROM orders o JOIN users u ON u.id = o.user_id\nWHERE u.email = 'ada@example.com' AND o.status = 'pending' AND o.created_at > now() - interval '30 days'\nORDER BY o.created_at DESC LIMIT 50",
    },
  },
  {
    kind: 'query',
    body: {
      action_key: 'rewrite_suggestions',
      sql: "SELECT DISTINCT o.id FROM orders o LEFT JOIN users u ON u.id = o.user_id\nWHERE o.status IN ('pending', 'paid') AND o.id NOT IN (SELECT order_id FROM payments WHERE provider_reference = 'it''s')",
    },
  },
  { kind: 'migration', body: { action_key: 'explain_migration', app: 'blog' } },
  { kind: 'migration', body: { action_key: 'safe_rollout_plan', app: 'shop' } },
  { kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize', issue_id: 'd-001' } },
];
