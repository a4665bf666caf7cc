import { expect, it } from 'vitest';
import { aRuleCheck } from '../testing/snapshot-factory.ts';
import { describeCoverage } from './rule-coverage.ts';

it('counts the rules by what became of them, and leaves out what did not happen', () => {
  expect(describeCoverage([aRuleCheck('D001'), aRuleCheck('D002', { outcome: 'finding', findings: 3 }), aRuleCheck('D003', { outcome: 'failed' }), aRuleCheck('D004', { outcome: 'skipped' })])).toBe(
    '4 rules: 1 found something, 1 clean, 1 skipped, 1 failed',
  );
  expect(describeCoverage([aRuleCheck('D001')])).toBe('1 rule: 1 clean');
});
