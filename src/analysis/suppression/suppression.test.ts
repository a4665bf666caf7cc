import * as fc from 'fast-check';
import type { Finding, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { beforeAll, describe, expect, it } from 'vitest';
import { applySuppressions, type ActiveSuppression } from './apply-suppressions.ts';
import { readAllowText, type AllowText } from './allow-comment.ts';
import { isCalendarDay } from './calendar-day.ts';
import { parseAllowComments } from './parse-allow-comments.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

function finding(rule: string, id: string, part: string | null = null): Finding {
  return { id: `${rule}:${id}`, rule, name: `name_of_${rule.toLowerCase()}`, level: 'warning', title: 'x', object: { kind: 'model', id, part }, evidence: [], remedy: null };
}

function suppression(parts: Partial<ActiveSuppression>): ActiveSuppression {
  return { rule: 'D002', object: null, part: null, reason: 'known', until: null, source: 'aksara.config.ts', ...parts };
}

describe('applySuppressions', () => {
  const findings = [finding('D002', 'public.a', 'x'), finding('D002', 'public.b', 'y'), finding('D003', 'public.a')];
  const left = (parts: Partial<ActiveSuppression>, today: string | null = '2026-06-15') =>
    applySuppressions(findings, [suppression(parts)], today).findings.map(({ id }) => id);

  it('takes a finding by rule id or name, object and part', () => {
    expect(left({})).toEqual(['D003:public.a']);
    expect(left({ rule: 'name_of_d003' })).toEqual(['D002:public.a', 'D002:public.b']);
    expect(left({ object: 'public.a' })).toEqual(['D002:public.b', 'D003:public.a']);
    expect(left({ object: 'public.a', part: 'y' })).toHaveLength(3);
  });

  it('keeps the finding with reason, end and source', () => {
    const given = suppression({ object: 'public.b', until: '2026-06-15' });
    expect(applySuppressions(findings, [given], '2026-06-15')).toEqual({
      findings: [findings[0], findings[2]],
      accepted: [{ finding: findings[1], reason: 'known', until: '2026-06-15', source: 'aksara.config.ts' }],
      used: new Set([given]),
      expired: [],
    });
  });

  it('holds through its last day, and for ever when nobody says what day it is', () => {
    expect(left({ until: '2026-06-14' })).toHaveLength(3);
    expect(left({ until: '2026-06-15' })).toHaveLength(1);
    expect(left({ until: '2026-06-14' }, null)).toHaveLength(1);
    const over = suppression({ until: '2026-06-14' });
    expect(applySuppressions(findings, [over], '2026-06-15')).toMatchObject({ expired: [over], used: new Set(), accepted: [] });
  });

  it('counts each of two that meet the same finding as used, and the first as the reason', () => {
    const [first, second] = [suppression({ reason: 'one' }), suppression({ reason: 'two' })];
    const outcome = applySuppressions(findings, [first, second], null);
    expect(outcome.used).toEqual(new Set([first, second]));
    expect(outcome.accepted.map(({ reason }) => reason)).toEqual(['one', 'one']);
  });

  it('neither loses nor doubles a finding', () => {
    const rule = fc.constantFrom('D002', 'D003', 'name_of_d002');
    const part = fc.record({ rule, object: fc.constantFrom(null, 'public.a', 'public.b'), until: fc.constantFrom(null, '2026-01-01', '2027-01-01') });
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const { findings: rest, accepted } = applySuppressions(findings, parts.map(suppression), '2026-06-15');
        expect(new Set([...rest, ...accepted.map((risk) => risk.finding)])).toEqual(new Set(findings));
        expect(rest.length + accepted.length).toBe(findings.length);
      }),
    );
  });
});

describe('readAllowText', () => {
  const reason = 'reason="small table"';

  it.each<[string, Partial<AllowText>]>([
    [` aksara:allow M019 ${reason} until=2027-01-31`, { scope: 'statement', rules: ['M019'], reason: 'small table', until: '2027-01-31', problem: null }],
    [`aksara:allow M001,M029 , M030 ${reason}`, { rules: ['M001', 'M029', 'M030'], until: null, problem: null }],
    [`aksara:allow create_index_blocks_writes until='2027-01-31' reason='it is "small"'`, { rules: ['create_index_blocks_writes'], reason: 'it is "small"', problem: null }],
    [`aksara:allow-file M029 ${reason}`, { scope: 'file', rules: ['M029'], problem: null }],
    ['AKSARA:ALLOW M029 Reason=ok', { rules: ['M029'], reason: 'ok', problem: null }],
    ['aksara:allow M029 reason="two\n  lines"', { reason: 'two lines', problem: null }],
    ['aksara:allow M029', { problem: 'it gives no reason="…"' }],
    ['aksara:allow M029 reason="  "', { problem: 'it gives no reason="…"' }],
    [`aksara:allow ${reason}`, { problem: 'it names no rule' }],
    [`aksara:allow M029 ${reason} until=2027-02-30`, { problem: 'until= is not a day of the form YYYY-MM-DD' }],
    [`aksara:allow M029 ${reason} until=tomorrow`, { problem: 'until= is not a day of the form YYYY-MM-DD' }],
    [`aksara:allow M029 ${reason} ${reason}`, { problem: expect.stringContaining('each once') }],
    [`aksara:allow M029 ${reason} by=me`, { problem: expect.stringContaining('nothing else') }],
    ['aksara:allow M029 reason="open', { problem: expect.stringContaining('nothing else') }],
    [`aksara:alow M029 ${reason}`, { problem: expect.stringContaining('neither aksara:allow') }],
    ['aksara:allow', { problem: 'it names no rule' }],
  ])('%s', (comment, expected) => expect(readAllowText(comment)).toMatchObject(expected));

  it.each(['', 'plain', 'see aksara:allow M001 for how', 'aksara allow M001'])('is not for us: %s', (comment) => expect(readAllowText(comment)).toBeNull());
});

describe('parseAllowComments', () => {
  const read = (sql: string) => {
    const parsed = parser.parse(sql);
    return parseAllowComments(sql, parser, parsed.ok ? parsed.statements : []).map(({ line, statement }) => [line, statement]);
  };
  const allow = 'aksara:allow M001 reason=ok';

  it.each<[string, (number | null)[][]]>([
    [`-- ${allow}\nSELECT 1;\nSELECT 2`, [[1, 1]]],
    [`SELECT 1;\n\n/* ${allow} */\n-- more\n\nSELECT 2`, [[3, 2]]],
    [`SELECT 1; -- ${allow}\nSELECT 2`, [[1, 1]]],
    [`SELECT 1 -- ${allow}\n;\nSELECT 2`, [[1, 1]]],
    [`SELECT -- ${allow}\n 1; SELECT 2`, [[1, 1]]],
    [`SELECT 1; SELECT 2; -- ${allow}\nSELECT 3`, [[1, 2]]],
    [`SELECT 1; /* ${allow} */ SELECT 2`, [[1, 1]]],
    [`SELECT 1;\n-- ${allow}`, [[2, null]]],
    [`-- ${allow}`, [[1, null]]],
    [`SELECT 1;\n-- ${allow.replace('allow', 'allow-file')}\nSELECT 2`, [[2, null]]],
    [`-- ${allow}\n-- ${allow}\nSELECT 1`, [[1, 1], [2, 1]]],
  ])('%s', (sql, expected) => expect(read(sql)).toEqual(expected));

  it.each([`SELECT '-- ${allow}'`, `SELECT '\n-- ${allow}\n'`, `DO $$\n-- ${allow}\nBEGIN END $$`, `SELECT "-- ${allow}"`, `SELECT $x$ /* ${allow} */ $x$`])(
    'is blind to strings and bodies: %s',
    (sql) => expect(read(sql)).toEqual([]),
  );
});

it('knows the calendar', () => {
  for (const day of ['2024-02-29', '2000-02-29', '2026-12-31', '2026-04-30']) expect(isCalendarDay(day)).toBe(true);
  for (const day of ['2026-02-29', '1900-02-29', '2026-13-01', '2026-04-31', '2026-00-10', '2026-01-00', '26-01-01', '2026-1-1', '2026-01-01 ']) expect(isCalendarDay(day)).toBe(false);
});
