import { expect, it, describe } from 'vitest';
import type { Finding, Suppression } from '#contract';
import { projectFacts, route, table } from '../testing/model-factory.ts';
import { judgeFindings, packSuppressions } from './judge-findings.ts';

const users = table('users', { displayName: 'User' });
const auditUsers = { ...table('users', { displayName: 'User' }), id: 'audit.users', schema: 'audit' };
const orders = table('orders', { displayName: 'Order' });
const today = '2026-06-15';

function finding(rule: string, id: string, part: string | null = null, kind: 'model' | 'route' = 'model'): Finding {
  return { id: `${rule}:${id}:${part}`, rule, name: rule === 'D002' ? 'fk_unindexed' : rule, level: 'warning', title: 'x', object: { kind, id, part }, evidence: [], remedy: null };
}

function judge(suppression: Partial<Suppression>, findings: readonly Finding[] = [finding('D002', 'public.orders', 'orders_user_fk'), finding('D002', 'public.users', 'a')]) {
  const configuration = {
    file: 'aksara.config.ts', detail: null, budget: null, actions: [], redact: [],
    suppressions: [{ rule: 'D002', object: 'public.orders', reason: 'small', until: null, ...suppression }],
  };
  const facts = { ...projectFacts({ models: [users, auditUsers, orders], routes: [route('GET:/api/users', null)] }), configuration };
  return judgeFindings(findings, facts, today);
}

describe('a suppression of the configuration', () => {
  it.each<[Partial<Suppression>]>([
    [{ object: 'public.orders' }], [{ object: 'Order' }], [{ object: 'orders' }], [{ object: 'public.orders#orders_user_fk' }], [{ object: 'Order#orders_user_fk' }],
    [{ rule: 'fk_unindexed' }], [{ until: today }], [{ until: null }],
  ])('%j takes its finding out and keeps reason and source', (changes) => {
    const { findings, accepted } = judge(changes);
    expect(findings.map(({ object }) => object.id)).toEqual(['public.users']);
    expect(accepted).toMatchObject([{ finding: { object: { id: 'public.orders' } }, reason: 'small', until: changes.until ?? null, source: 'aksara.config.ts' }]);
  });

  it.each([
    [{ object: 'public.orders#other' }, 'the rule finds nothing there'], [{ rule: 'D003' }, 'the rule finds nothing there'],
    [{ object: 'public.ordrs' }, 'the project has no object of that name'], [{ object: 'User' }, 'the name fits 2 objects: write the id of one'],
    [{ rule: 'M001', object: 'blog/0001' }, 'the project has no object of that name'],
  ])('%j takes nothing out and is a finding itself', (changes, why) => {
    const { findings, accepted } = judge(changes);
    expect(accepted).toEqual([]);
    expect(findings).toHaveLength(3);
    expect(findings.at(-1)).toMatchObject({ rule: 'S001', level: 'info', object: { kind: 'database', id: 'aksara.config.ts' }, evidence: [why, 'its reason: small'] });
  });

  it('that is over gives its finding back, says so, and holds no longer', () => {
    const { findings, accepted, suppressions } = judge({ until: '2026-06-14' });
    expect(accepted).toEqual([]);
    expect(findings.map(({ rule }) => rule)).toEqual(['D002', 'D002', 'S002']);
    expect(findings.at(-1)).toMatchObject({ level: 'warning', evidence: ['its last day was 2026-06-14', 'its reason: small'] });
    expect(suppressions).toEqual([]);
  });

  it('names a route by method and path', () => {
    const { findings } = judge({ rule: 'R001', object: 'GET /api/users' }, [finding('R001', 'GET:/api/users', null, 'route')]);
    expect(findings).toEqual([]);
  });

  it('of a plan rule is not called unused: plans are looked at when a pack is built', () => {
    expect(judge({ rule: 'P001', object: '0123456789ab' }).findings.map(({ rule }) => rule)).toEqual(['D002', 'D002']);
  });
});

it('a query is named by its id or fingerprint, and every node of its plan is meant', () => {
  const suppressions = [{ rule: 'P001', object: '0123456789abcdef', reason: 'r', until: null }];
  const facts = { ...projectFacts({}), configuration: { file: 'aksara.config.json', detail: null, budget: null, actions: [], redact: [], suppressions } };
  expect(packSuppressions(facts, '0123456789ab')).toEqual([{ rule: 'P001', object: null, part: null, reason: 'r', until: null, source: 'aksara.config.json' }]);
  expect(packSuppressions(facts, 'ffffffffffff')).toEqual([]);
});
