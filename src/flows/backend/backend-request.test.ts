import { beforeAll, describe, expect, it } from 'vitest';
import type { FlowRequest, ProjectSnapshot, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { diagnostic, migration, model, route, snapshot } from '../testing/snapshot-fixture.ts';
import { createRedactor } from '../text/redact.ts';
import { toBackendRequest } from './backend-request.ts';
import { reportedLead } from './issue-payload.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const token = `ghp_${'a1B2'.repeat(9)}`;

const crm = snapshot({
  models: [model('deals', { displayName: 'Deal' }), model('audit_log', { displayName: 'AuditLog' })],
  routes: [route('GET', '/api/deals/{id}'), route('POST', '/api/deals/'), route('GET', '/documented')],
  migrations: [migration('default', '0001_init', 'SELECT 1', { state: 'applied' }), migration('default', '0002_stage', 'SELECT 2')],
  diagnostics: [
    diagnostic(1),
    diagnostic(2, {
      id: 'reported:security_warning:x', rule: 'reported', name: 'security_warning', title: `${reportedLead}\`Debug mode is enabled\``, evidence: ['`Turn `debug` off`'],
      remedy: { text: '`` Set `DEBUG=false` ``', sql: null },
    }),
    diagnostic(3, { title: `A column holds ${token}` }),
  ],
});

const served = [{ path: '/api/deals/{deal_id:int}', methods: ['get', 'HEAD'] }, { path: '/api/deals/', methods: ['POST'] }, { path: '/api/deals', methods: ['GET'] }];

function translate(request: FlowRequest, project: ProjectSnapshot = crm) {
  return toBackendRequest(request, { snapshot: project, parser, served, redactor: createRedactor([]) });
}

function sent(request: FlowRequest, project?: ProjectSnapshot) {
  const asked = translate(request, project);
  if (!asked.ok) throw new Error(asked.error.message);
  return asked.value;
}

const ours = { detail: 'statistics', budget: 4_000, hub_overrides: { provider: 'openai' } } as const;

describe('a question in the terms of a backend', () => {
  it.each(['public.deals', 'deals', 'Deal'])('names the class of the model %s, and holds no field of ours', (model_name) => {
    expect(sent({ kind: 'model', body: { action_key: 'explain_model', model_name, ...ours } })).toEqual({ request: { kind: 'model', body: { action_key: 'explain_model', model_name: 'Deal' } }, masked: [] });
  });

  it.each([
    ['GET', '/api/deals/{id}', '/api/deals/{deal_id:int}'],
    ['POST', '/api/deals/', '/api/deals/'],
  ])('spells the path of %s %s as the backend does', (method, path, own) => {
    expect(sent({ kind: 'route', body: { action_key: 'review_endpoint', method, path, ...ours } }).request).toEqual({ kind: 'route', body: { action_key: 'review_endpoint', method, path: own } });
  });

  it('gives app and name of a migration that was named in short', () => {
    const body = { action_key: 'explain_migration', app: 'default', name: '0002_stage' };
    expect(sent({ kind: 'migration', body: { action_key: 'explain_migration', app: 'default', ...ours } }).request).toEqual({ kind: 'migration', body });
    expect(sent({ kind: 'migration', body: { action_key: 'explain_migration', migration_id: 'default/0002_stage' } }).request).toEqual({ kind: 'migration', body });
  });

  it('masks literals as our own pack does, and sends them only where they are to be shown', () => {
    const sql = "SELECT * FROM deals WHERE title = 'Smith & Co' AND amount > 4711 /* ask Ann */ AND true";
    const body = { action_key: 'explain_plan', sql, include_explain: false, plan: 'Seq Scan on deals  (cost=0.00..1.00 rows=1 width=1)' };
    expect(sent({ kind: 'query', body })).toEqual({
      request: { kind: 'query', body: { action_key: 'explain_plan', sql: "SELECT * FROM deals WHERE title = '?' AND amount > 000 /* ? */ AND true", include_explain: false } },
      masked: [{ kind: 'sql-literal', count: 3 }],
    });
    expect(sent({ kind: 'query', body: { action_key: 'explain_plan', sql, detail: 'literals' } })).toEqual({ request: { kind: 'query', body: { action_key: 'explain_plan', sql } }, masked: [] });
  });

  it('keeps a secret back even where literals are to be shown', () => {
    const { request } = sent({ kind: 'query', body: { action_key: 'explain_plan', sql: `SELECT '${token}'`, detail: 'literals' } });
    expect(JSON.stringify(request)).not.toContain(token);
    expect(JSON.stringify(sent({ kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize', issue_id: 'd-003' } }))).not.toContain(token);
  });

  it('tells a finding of ours as text, and one of the backend in its own words', () => {
    const asked = (issue_id: string) => sent({ kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize', issue_id, ...ours } }).request.body;
    expect(asked('d-001')).toEqual({
      action_key: 'diagnostic_prioritize',
      issue_payload: { category: 'fk_unindexed', severity: 'warning', title: 'foreign key without an index', message: '600,000 rows', hint: 'Create the index.\nCREATE INDEX CONCURRENTLY ON public.orders (customer_id);' },
    });
    expect(asked('d-002')).toMatchObject({ issue_payload: { category: 'security_warning', title: 'Debug mode is enabled', hint: 'Set `DEBUG=false`' } });
  });

  it('tells a finding that the caller holds by the fields a backend reads, and nothing else of it', () => {
    const issue_payload = { kind: 'config', severity: 'info', title: 'No \u202efooter\nnext', message: 7, added: { deep: true }, fix_commands: ['rm -rf /'] };
    expect(sent({ kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize', issue_payload } }).request.body).toEqual({
      action_key: 'diagnostic_prioritize', issue_payload: { category: 'config', severity: 'info', title: 'No \\u{202E}footer\\nnext', message: '', hint: '' },
    });
  });
});

describe('what the project does not hold is refused before a backend is asked', () => {
  it.each<[string, FlowRequest, string, readonly string[]]>([
    ['a model', { kind: 'model', body: { action_key: 'explain_model', model_name: 'Dael' } }, 'NOT_FOUND', ['Deal']],
    ['a route', { kind: 'route', body: { action_key: 'review_endpoint', method: 'DELETE', path: '/api/deals/' } }, 'NOT_FOUND', ['POST /api/deals/']],
    ['a route that only a document knows', { kind: 'route', body: { action_key: 'review_endpoint', method: 'GET', path: '/documented' } }, 'NOT_FOUND', []],
    ['a migration', { kind: 'migration', body: { action_key: 'explain_migration', app: 'defualt' } }, 'NOT_FOUND', ['default']],
    ['SQL that does not parse', { kind: 'query', body: { action_key: 'explain_plan', sql: 'SELEC 1' } }, 'INVALID_SQL', []],
    ['two statements', { kind: 'query', body: { action_key: 'explain_plan', sql: 'SELECT 1; SELECT 2' } }, 'INVALID_SQL', []],
    ['a finding', { kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize', issue_id: 'd-004' } }, 'NOT_FOUND', ['d-001', 'd-002', 'd-003']],
    ['all findings at once', { kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize' } }, 'INVALID_REQUEST', []],
    ['a finding without a title', { kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize', issue_payload: { title: ' ' } } }, 'INVALID_REQUEST', []],
  ])('%s', (_, request, code, suggestions) => {
    const asked = translate(request);
    expect(asked).toMatchObject({ ok: false, error: { code } });
    expect(asked.ok ? [] : asked.error.suggestions).toEqual(suggestions);
  });
});
