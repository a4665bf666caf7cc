import * as fc from 'fast-check';
import type { ProjectSnapshot, RuleCheck, SqlParser } from '#contract';
import { ruleCheckSchema } from '#contract';
import { loadSqlParser } from '#sql';
import { beforeAll, describe, expect, it } from 'vitest';
import { allRules } from './all-rules.ts';
import { diagnose } from './diagnose.ts';
import { ruleInputs } from './schema/rule-inputs.ts';
import { column, index, policy, projectFacts, route, table } from './testing/model-factory.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const registered = allRules.filter(({ ruleset }) => /^(route|schema)@/.test(ruleset)).map(({ id }) => id);
const check = (rule: string, parts: Partial<ProjectSnapshot>): RuleCheck | undefined => diagnose(projectFacts(parts), parser).checks.find((entry) => entry.rule === rule);

const models = fc.array(
  fc.record({
    name: fc.constantFrom('orders', 'Users', 'a:b', 'select'),
    type: fc.constantFrom('bigint', 'json', 'timestamp without time zone', 'boolean', 'regproc'),
    policies: fc.boolean(),
    invalid: fc.boolean(),
  }),
  { maxLength: 4 },
).map((list) => list.map(({ name, type, policies, invalid }, number) =>
  table(`${name}${number}`, {
    primaryKey: null, columns: [column('a', { type })], policies: policies ? [policy('p', { using: 'true' })] : [], indexes: [index('i', ['a'], { valid: !invalid })],
  }),
));
const skippedParts = fc.uniqueArray(fc.constantFrom('models', 'models.grants', 'models.policies', 'database.sessions', 'queries', 'routes', 'migrations'));

describe('checks', () => {
  it('hold every registered rule exactly once, whatever the facts', () => {
    fc.assert(
      fc.property(models, skippedParts, fc.boolean(), (list, parts, connected) => {
        const facts = projectFacts({
          models: list, routes: [route('POST:/a', null)], skipped: parts.map((part) => ({ part, reason: 'no right', remedy: null })), ...(connected ? {} : { database: null }),
        });
        const { checks, diagnostics } = diagnose(facts, parser);
        expect(checks.map(({ rule }) => rule).toSorted()).toEqual(registered);
        for (const entry of checks) {
          expect(ruleCheckSchema.parse(entry)).toEqual(entry);
          expect(diagnostics.filter(({ rule }) => rule === entry.rule)).toHaveLength(entry.findings);
          expect(entry.outcome === 'finding').toBe(entry.findings > 0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are in order of ruleset and rule, with the version of the ruleset', () => {
    const { checks } = diagnose(projectFacts(), parser);
    expect(checks.map(({ ruleset, rule }) => `${ruleset} ${rule}`)).toEqual(checks.map(({ ruleset, rule }) => `${ruleset} ${rule}`).toSorted());
    expect(new Set(checks.map(({ ruleset }) => ruleset))).toEqual(new Set(['route@1', 'schema@1']));
  });

  it('know what each rule looks at', () => {
    expect(Object.keys(ruleInputs).toSorted()).toEqual(registered);
  });

  it('call nothing clean when no database was read', () => {
    const { checks } = diagnose(projectFacts({ database: null }), parser);
    expect(checks.filter(({ outcome }) => outcome === 'clean').map(({ rule }) => rule)).toEqual(['R001', 'R003', 'R004', 'A005']);
    expect(check('D001', { database: null })).toMatchObject({ outcome: 'skipped', reason: 'no database was read' });
  });

  it('judge no model that is as code declares it, and say so', () => {
    const declared = { by: 'Aksara backend', unknown: ['policies'] };
    const facts = { database: null, skipped: [{ part: 'models', reason: 'thin', remedy: null }], models: [table('orders', { primaryKey: null, rowSecurity: { enabled: true, forced: false }, declared })] };
    expect(diagnose(projectFacts(facts), parser).diagnostics).toEqual([]);
    const reason = 'no rule judges models as the Aksara backend declares them: the database may differ';
    for (const rule of ['D001', 'D025', 'R002']) expect(check(rule, facts)).toMatchObject({ outcome: 'skipped', findings: 0, reason });
    const beside = { ...facts, models: [...facts.models, table('users', { primaryKey: null })] };
    expect(check('D001', beside)).toMatchObject({ outcome: 'finding', findings: 1, reason });
  });

  it('judge no route of which only a backend tells, and say so', () => {
    const listed = { models: [{ model: 'public.orders', because: 'path segment "orders"' }], declared: { by: 'Aksara backend', unknown: ['security'] } };
    const facts = { models: [table('orders')], routes: [route('GET:/orders', ['bearer']), route('POST:/orders', null, listed), route('PUT:/orders/{id}', null, listed)] };
    expect(diagnose(projectFacts(facts), parser).diagnostics.filter(({ object }) => object.kind === 'route')).toEqual([]);
    const reason = 'no rule judges routes of which only the Aksara backend tells, without their document';
    for (const rule of ['A001', 'R001', 'R003']) expect(check(rule, facts)).toMatchObject({ outcome: 'skipped', findings: 0, reason });
  });

  it('call a rule skipped that found nothing in what could be read, and finding where it did', () => {
    const skipped = [{ part: 'models.policies', reason: 'no right', remedy: 'GRANT' }];
    expect(check('D026', { skipped })).toMatchObject({ outcome: 'skipped', findings: 0, reason: 'models.policies was not read: no right' });
    const open = table('t', { policies: [policy('p', { using: 'true' })], rowSecurity: { enabled: true, forced: false } });
    expect(check('D026', { skipped, models: [open] })).toMatchObject({ outcome: 'finding', findings: 1, reason: 'models.policies was not read: no right' });
    expect(check('D001', { skipped })).toMatchObject({ outcome: 'clean', reason: null });
  });

  it('tell a rule that broke from one that could not look', () => {
    const broken = { ...table('t'), policies: undefined } as unknown as ReturnType<typeof table>; // facts no contract allows
    const { checks, skipped } = diagnose(projectFacts({ models: [broken] }), parser);
    expect(checks.find(({ rule }) => rule === 'D026')).toMatchObject({ outcome: 'failed', findings: 0, reason: expect.stringContaining('the rule failed: ') });
    expect(checks.find(({ rule }) => rule === 'D001')).toMatchObject({ outcome: 'clean' });
    expect(checks.map(({ rule }) => rule).toSorted()).toEqual(registered);
    expect(skipped.map(({ part }) => part)).toContain('D026 rls_always_true');
  });

  it('have one entry each for the statistics of statements, and the snapshot says once what is missing', () => {
    const { checks, skipped } = diagnose(projectFacts(), parser);
    expect(checks.filter(({ rule }) => /^D04[234]$/.test(rule)).map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped', 'skipped']);
    expect(skipped.map(({ part }) => part)).toEqual(['D042–D044 of schema@1']);
  });
});
