import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { endpoints, type EndpointName } from './endpoints.ts';

const folder = new URL('./fixtures/aksara/', import.meta.url);

/** Which endpoint each recorded answer of a running Aksara backend came from. */
const recordedBy: Record<string, EndpointName> = {
  'ai-hub-models': 'hubModels',
  'ai-hub-providers': 'hubProviders',
  'ai-hub-providers-legacy': 'legacyProviders',
  'ai-hub-status': 'hubStatus',
  'ai-hub-status-unconfigured': 'hubStatus',
  'ai-hub-test': 'hubTest',
  'ai-hub-test-unknown': 'hubTest',
  'context-summary': 'contextSummary',
  'db-plan': 'plan',
  'db-plan-error': 'plan',
  'db-queries': 'queries',
  'db-queries-batch': 'queryBatch',
  diagnostics: 'diagnostics',
  'flow-diagnostic': 'diagnosticFlow',
  'flow-hub-not-configured': 'modelFlow',
  'flow-migration': 'migrationFlow',
  'flow-model': 'modelFlow',
  'flow-model-invalid-action': 'modelFlow',
  'flow-model-missing': 'modelFlow',
  'flow-query': 'queryFlow',
  'flow-route': 'routeFlow',
  'flows-actions': 'flowActions',
  handshake: 'handshake',
  health: 'health',
  'migrations-summary': 'migrationsSummary',
  'models-inspect-all': 'models',
  'models-inspect-deal': 'model',
  'run-invalid-flow-type': 'runFlow',
  'run-ok': 'runFlow',
  'run-unknown-provider': 'runFlow',
  'runtime-info': 'runtimeInfo',
  'runtime-routes': 'runtimeRoutes',
};

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
}

describe('recorded answers of a running Aksara backend', () => {
  it('are all claimed by an endpoint', () => {
    const recorded = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
    expect(recorded.toSorted()).toEqual(Object.keys(recordedBy).toSorted());
  });

  it.each(Object.entries(recordedBy))('%s parses as the answer of %s, nothing lost', (file, endpoint) => {
    const answer = read(file);
    expect(endpoints[endpoint].response.parse(answer)).toEqual(answer);
  });

  it('keep fields this project does not know', () => {
    const answer = { ...(read('health') as object), added_later: { deep: [1] } };
    expect(endpoints.health.response.parse(answer)).toEqual(answer);
  });

  it('are refused when a field has another type', () => {
    expect(endpoints.health.response.safeParse({ ...(read('health') as object), status: 1 }).success).toBe(false);
  });
});

describe('requests', () => {
  it.each([
    ['modelFlow', { action_key: 'explain_model', model_name: 'User' }],
    ['modelFlow', { action_key: 'explain_model', model_name: 'User', hub_overrides: { provider: 'openai', model: 'gpt-4o' } }],
    ['routeFlow', { action_key: 'review_endpoint', path: '/api/users', method: 'GET' }],
    ['queryFlow', { action_key: 'explain_plan', sql: 'SELECT 1', include_explain: false }],
    ['migrationFlow', { action_key: 'explain_migration', app: 'blog' }],
    ['diagnosticFlow', { action_key: 'diagnostic_prioritize', issue_id: 'd-001' }],
    ['backendFlow', { kind: 'route', body: { action_key: 'review_endpoint', path: '/api/users', method: 'GET' } }],
    ['runFlow', { flow_type: 'model', action_key: 'explain_model', context: { model_name: 'User' } }],
    ['hubConfigure', { provider: 'copy_only', enabled: true }],
    ['plan', { sql: 'SELECT 1', analyze: true }],
    ['refresh', {}],
  ] as const)('%s takes its documented body', (endpoint, body) => {
    expect(endpoints[endpoint].request.parse(body)).toEqual(body);
  });

  it('are strict: an unknown field is refused in every one', () => {
    const accepting = Object.entries(endpoints).filter(([, { request }]) => {
      const issues = request?.safeParse({ kind: 'model', added_field: 1 }).error?.issues ?? [];
      return request && !issues.some((issue) => issue.code === 'unrecognized_keys');
    });
    expect(accepting).toEqual([]);
  });
});
