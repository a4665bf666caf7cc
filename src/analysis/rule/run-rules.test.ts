import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finding, found, notApplicable, notChecked, type Rule, type RuleOutcome } from './rule.ts';
import { runRules } from './run-rules.ts';

const object = { kind: 'database', id: 'x', part: null } as const;

function rule(id: string, check: () => RuleOutcome): Rule<null> {
  return { id, name: `rule_${id}`, level: 'info', title: id, rationale: id, check };
}

const one = (id: string) => finding({ id, name: `rule_${id}`, level: 'info', title: '', rationale: '' }, { object, title: id, evidence: [], remedy: null });
const result = (check: () => RuleOutcome, unread: readonly string[] = []) => runRules([rule('T001', check)], null, () => unread).results[0];

describe('the outcome of a rule', () => {
  it.each([
    ['clean when it looked and found nothing', () => found([]), [], { outcome: 'clean', findings: 0, reason: null }],
    ['a finding', () => found([one('T001'), one('T001')]), [], { outcome: 'finding', findings: 2, reason: null }],
    ['skipped with its reason', () => notChecked({ id: 'T001', name: 'rule_T001' }, 'no statistics', 'ANALYZE'), [], { outcome: 'skipped', findings: 0, reason: 'no statistics' }],
    ['skipped where it does not apply', () => notApplicable('new in 15'), [], { outcome: 'skipped', findings: 0, reason: 'new in 15' }],
    ['skipped when what it looks at was not read', () => found([]), ['models.grants was not read: no right'], { outcome: 'skipped', findings: 0, reason: 'models.grants was not read: no right' }],
    ['a finding that says what else was not looked at', () => ({ ...notChecked({ id: 'T001', name: 'n' }, 'one is locked', null), findings: [one('T001')] }), ['b'], { outcome: 'finding', findings: 1, reason: 'one is locked; b' }],
  ] as const)('is %s', (_name, check, unread, expected) => expect(result(check, unread)).toEqual({ rule: 'T001', name: 'rule_T001', ...expected }));

  it('is failed when it throws, not clean and not only skipped', () => {
    const run = runRules([rule('T001', () => { throw new TypeError('no such column'); }), rule('T002', () => found([one('T002')]))], null);
    expect(run.results.map(({ outcome, reason }) => [outcome, reason])).toEqual([['failed', 'the rule failed: no such column'], ['finding', null]]);
    expect(run.skipped).toEqual([{ part: 'T001 rule_T001', reason: 'the rule failed: no such column', remedy: expect.any(String) }]);
    expect(run.findings).toHaveLength(1);
  });

  it('is one for each rule, in their order, whatever the rules do', () => {
    const checks = fc.constantFrom<() => RuleOutcome>(() => found([]), () => found([one('A')]), () => notApplicable('x'), () => notChecked({ id: 'a', name: 'b' }, 'c', null), () => { throw new Error('d'); });
    fc.assert(
      fc.property(fc.array(checks, { maxLength: 12 }), (list) => {
        const rules = list.map((check, index) => rule(`T${index}`, check));
        const run = runRules(rules, null);
        expect(run.results.map((entry) => entry.rule)).toEqual(rules.map(({ id }) => id));
        expect(run.results.reduce((sum, { findings }) => sum + findings, 0)).toBe(run.findings.length);
        for (const { outcome, reason } of run.results) expect(reason === null).toBe(outcome === 'clean' || outcome === 'finding');
      }),
    );
  });
});

describe('what rules skip', () => {
  it('is said once when several say the same', () => {
    const same = () => notChecked({ id: 'D042–D044', name: 'of schema@1' }, 'none', 'x');
    expect(runRules([rule('T001', same), rule('T002', same)], null).skipped).toHaveLength(1);
  });
});
