import { beforeAll, describe, expect, it } from 'vitest';
import type { FlowRequest, ProjectSnapshot, RuleCheck, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { buildPack } from '../build-pack.ts';
import { migration, model, query, route, snapshot } from '../testing/snapshot-fixture.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const found = 'The rules found nothing to report on this object.';
const blind = 'No rule could look at this object: what the rules need was not read.';
const source = { path: '0001_auto.py', text: 'op.CreateTable()', sql: false };

function check(ruleset: string, outcome: RuleCheck['outcome']): RuleCheck {
  return { rule: 'X001', name: 'x', ruleset, outcome, findings: 0, reason: null };
}

function project(checks: readonly RuleCheck[] | undefined): ProjectSnapshot {
  return snapshot({
    models: [model('deals')], routes: [route('GET', '/deals')], queries: [query('a', 'SELECT 1')],
    migrations: [migration('crm', '0001_auto', '', { tool: 'aksara', up: source }), migration('crm', '0002', 'SELECT 1;')],
    ...(checks && { checks }),
  });
}

function lead(request: FlowRequest, checks?: readonly RuleCheck[]): string | undefined {
  return buildPack(request, project(checks), { plan: null, provider: 'copy_only', model: '' }, { parser }).result_markdown.split('\n\n')[1];
}

const ofModel: FlowRequest = { kind: 'model', body: { action_key: 'explain_model', model_name: 'deals' } };
const ofRoute: FlowRequest = { kind: 'route', body: { action_key: 'review_endpoint', method: 'GET', path: '/deals' } };
const ofQuery: FlowRequest = { kind: 'query', body: { action_key: 'explain_plan', sql: 'SELECT 1' } };
const ofMigration = (name: string): FlowRequest => ({ kind: 'migration', body: { action_key: 'explain_migration', app: 'crm', name } });

describe('a result without findings', () => {
  it('says that no rule looked when every rule was skipped', () => {
    const skipped = [check('schema@1', 'skipped'), check('route@1', 'failed')];
    expect([ofModel, ofRoute, ofQuery].map((request) => lead(request, skipped))).toEqual([blind, blind, blind]);
  });

  it('says that the rules found nothing when one looked', () => {
    expect(lead(ofModel, [check('schema@1', 'clean')])).toBe(found);
    expect(lead(ofRoute, [check('route@1', 'clean')])).toBe(found);
    expect(lead(ofRoute, [check('schema@1', 'clean')])).toBe(blind);
  });

  it('takes a snapshot that keeps no outcomes as looked at', () => {
    expect(lead(ofModel)).toBe(found);
  });

  it('says of a migration that is source code that no rule looked', () => {
    expect(lead(ofMigration('0001_auto'), [check('schema@1', 'clean')])).toBe(blind);
    expect(lead(ofMigration('0002'), [check('schema@1', 'skipped')])).not.toBe(blind);
  });
});
