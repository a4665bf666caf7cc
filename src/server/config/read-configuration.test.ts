import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlowError, projectConfigurationSchema } from '#contract';
import { openConfigFile, readProjectConfiguration } from './config-file.ts';
import { readConfiguration } from './read-configuration.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aksara-config-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
function write(text: string, extension = 'json'): string {
  const path = join(folder, `${(count += 1)}.${extension}`);
  writeFileSync(path, text);
  return path;
}

async function problemsOf(config: unknown): Promise<readonly string[]> {
  const { problems } = await readConfiguration(write(typeof config === 'string' ? config : JSON.stringify(config)));
  for (const { part, code } of problems) expect({ part, code }).toEqual({ part: 'configuration', code: 'INVALID_CONFIG' });
  return problems.map(({ reason }) => reason.replace(/^\d+\.json: /, ''));
}

const action = { kind: 'model', title: 'Audit', description: 'd', risk: 'high', what_it_does: 'a', what_it_cannot_do: 'b', system_prompt: 'You audit.' };
const withAction = (changes: object, key = 'audit') => ({ actions: { [key]: { ...action, ...changes } } });

describe('what is wrong in a configuration', () => {
  it.each<[unknown, string]>([
    [[], 'the file must give an object (in a module: as its default export), not a list.'],
    [{ budgt: 1 }, 'budgt is not a known field; allowed: databaseUrl, openapi, migrations, detail, budget, redact, suppressions, actions. Did you mean budget?'],
    [{ detail: 'all' }, 'detail must be one of structure, statistics, literals, not "all".'],
    [{ budget: 10 }, 'budget must be at least 500.'],
    [{ budget: 1e6 }, 'budget must be at most 200000.'],
    [{ budget: '8k' }, 'budget must be a number, not "8k".'],
    [{ databaseUrl: 'mysql://u:hunter2@h/d' }, 'databaseUrl must be a URL that begins with postgres://.'],
    [{ openapi: 3 }, 'openapi must be a text, not 3.'],
    [{ redact: {} }, 'redact must be a list, not an object.'],
    [{ redact: [{ kind: 'A B', pattern: 'acme_[a-z]{8}' }] }, 'redact[0].kind must be lower-case letters, digits and dashes, such as customer-number.'],
    [{ redact: [{ kind: 'a' }] }, 'redact[0].pattern is missing: it must be a text.'],
    [{ redact: [{ kind: 'a', pattern: '(a+)+$' }] }, 'redact[0].pattern cannot be used. The pattern repeats without a limit'],
    [{ suppressions: [{ rule: 'D00', object: 'x', reason: 'y' }] }, 'suppressions[0].rule "D00" is no rule: did you mean D00'],
    [{ suppressions: [{ rule: 'D002', object: 'x' }] }, 'suppressions[0].reason is missing: it must be a text.'],
    [{ suppressions: [{ rule: 'D002', object: 'x', reason: ' ' }] }, 'suppressions[0].reason must not be empty.'],
    [{ suppressions: [{ rule: 'D002', object: 'x', reason: 'y', until: '2027-02-30' }] }, 'suppressions[0].until must be a day of the calendar, written YYYY-MM-DD.'],
    [{ suppressions: [{ rule: 'D002', object: 'x', reason: 'y', untill: '' }] }, 'suppressions[0].untill is not a known field; allowed: rule, object, reason, until.'],
    [{ suppressions: ['D002'] }, 'suppressions[0] must be an object, not "D002".'],
    [{ actions: [] }, 'actions must be an object of actions by their keys, not a list.'],
    [withAction({}, 'explain_model'), 'actions.explain_model is the key of a built-in action; reserved: explain_model, suggest_constraints'],
    [withAction({}, 'Audit!'), 'actions["Audit!"] is not a valid key: lower-case letters'],
    [withAction({ kind: 'table' }), 'actions.audit.kind must be one of model, route, query, migration, diagnostic, not "table".'],
    [withAction({ risk: 'huge' }), 'actions.audit.risk must be one of low, medium, high, not "huge".'],
    [withAction({ titel: 'x' }), 'actions.audit.titel is not a known field; allowed: kind, title, description, risk, what_it_does, what_it_cannot_do, recommended_next, system_prompt, task, sections.'],
    [withAction({ title: undefined }), 'actions.audit.title is missing: it must be a text.'],
    [withAction({ task: 'two\nlines' }), 'actions.audit.task must be on one line.'],
    [withAction({ system_prompt: 'x'.repeat(40_001) }), 'actions.audit.system_prompt must have at most 40000 characters.'],
    [withAction({ recommended_next: ['nope'] }), 'actions.audit.recommended_next[0] "nope" is no action; allowed: audit, explain_model, suggest_constraints, refactor_suggestions.'],
    [withAction({ recommended_next: ['explain_plan'] }), 'actions.audit.recommended_next[0] "explain_plan" is not an action for a model; allowed:'],
    [withAction({ sections: ['colums'] }), 'actions.audit.sections.include[0] "colums" is no section of a model; allowed: model, columns, relations'],
    [withAction({ sections: { exclude: ['plan'] } }), 'actions.audit.sections.exclude[0] "plan" is no section of a model; allowed:'],
    [withAction({ sections: { only: [] } }), 'actions.audit.sections.only is not a known field; allowed: include, exclude.'],
    ['{"actions": {"audit": {}, "audit": {}}}', 'actions.audit is given twice (again on line 1).'],
    ['{"budget": 600,\n "budget": 700}', 'budget is given twice (again on line 2).'],
  ])('%j is told: %s', async (config, text) => {
    const problems = await problemsOf(config);
    expect(problems[0]?.slice(0, text.length)).toBe(text);
  });

  it('never shows the database URL', async () => {
    expect((await problemsOf({ databaseUrl: 'mysql://u:hunter2@h/d' })).join()).not.toContain('hunter2');
  });

  it('is told all at once, and what is right is used', async () => {
    const { configuration, problems } = await readConfiguration(
      write(JSON.stringify({ detail: 'all', budget: 900, suppressions: [{ rule: 'D002', object: 'x', reason: 'y' }, 1], actions: { audit: { ...action, recommended_next: ['wrong'] }, wrong: { ...action, risk: 'no' }, fine: action } })),
    );
    expect(problems).toHaveLength(3);
    expect(projectConfigurationSchema.parse(configuration)).toMatchObject({
      detail: null, budget: 900, suppressions: [{ rule: 'D002', until: null }],
      actions: [{ action_key: 'audit', recommended_next: [], task: null, sections: { include: null, exclude: [] } }, { action_key: 'fine' }],
    });
  });

  it('leaves an action out that is given twice', async () => {
    const text = `{"actions": {"audit": ${JSON.stringify(action)}, "other": ${JSON.stringify(action)}, "audit": ${JSON.stringify(action)}}}`;
    const { configuration } = await readConfiguration(write(text));
    expect(configuration.actions.map(({ action_key }) => action_key)).toEqual(['other']);
  });
});

describe('a configuration module', () => {
  it.each([
    ['ts', "import { defineConfig } from 'aksara-studio/config';\nconst budget: number = await Promise.resolve(700);\nexport default defineConfig({ budget } satisfies object);"],
    ['mts', 'export default { budget: 700 } as const;'],
    ['mjs', "import { defineConfig } from 'aksara-studio/config';\nexport default defineConfig({ budget: 700 });"],
    ['js', 'module.exports = { budget: 700 };'],
    ['js', 'export default { budget: 700 };'],
  ])('in .%s gives its default export', async (extension, text) => {
    expect(await readConfiguration(write(text, extension))).toMatchObject({ configuration: { budget: 700 }, problems: [] });
  });

  it('is read anew each time, with what it imports', async () => {
    writeFileSync(join(folder, 'shared.ts'), 'export const budget = 700; export const pair = { a: 1, a: 2 };');
    const path = write("import { budget } from './shared.ts';\nexport default { budget };", 'ts');
    expect(await readConfiguration(path)).toMatchObject({ configuration: { budget: 700 }, problems: [] });
    writeFileSync(join(folder, 'shared.ts'), 'export const budget = 800;');
    expect(await readConfiguration(path)).toMatchObject({ configuration: { budget: 800 } });
  });

  it('that gives a key twice is told so', async () => {
    const { problems } = await readConfiguration(write(`export default { actions: {\n audit: {},\n 'audit': {} } };`, 'ts'));
    expect(problems[0]?.reason).toMatch(/^\d+\.ts: actions\.audit is given twice \(again on line 3\)\.$/);
  });

  it.each([
    ['ts', 'export default {', 'ParseError: Unexpected token (line 1, column 17)'],
    ['ts', 'throw new Error(`boom at ${import.meta.filename}`);', 'cannot be read: boom at'],
    ['json', '{"budget": 1', 'JSON'],
  ])('in .%s that is broken is not used at all: %s', async (extension, text, reason) => {
    const failure = await readConfiguration(write(text, extension)).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'INVALID_CONFIG', message: expect.stringContaining(reason) });
    expect(FlowError.isInstance(failure) && failure.message).not.toContain(folder);
  });
});

describe('the file of a project', () => {
  it('is the first of its folder, and none is none', async () => {
    const place = mkdtempSync(join(folder, 'place-'));
    expect(await readProjectConfiguration(null, place)).toEqual({ configuration: null, skipped: [] });
    writeFileSync(join(place, 'aksara.config.json'), '{"budget": 600}');
    writeFileSync(join(place, 'aksara.config.mjs'), 'export default { budget: 700 };');
    expect((await readProjectConfiguration(null, place)).configuration).toMatchObject({ file: 'aksara.config.mjs', budget: 700 });
    expect((await readProjectConfiguration('aksara.config.json', place)).configuration?.budget).toBe(600);
  });

  it.each([['gone.json', 'does not exist'], ['aksara.config.yaml', 'must end with one of'], ['.', 'must end with one of']])('asked for as %s is refused', async (name, reason) => {
    await expect(openConfigFile(name, folder)).rejects.toMatchObject({ code: 'INVALID_CONFIG', message: expect.stringContaining(reason) });
  });

  it('that is broken is a problem where it stands by itself, and an error where it was asked for', async () => {
    const place = mkdtempSync(join(folder, 'place-'));
    writeFileSync(join(place, 'aksara.config.json'), '{');
    expect(await readProjectConfiguration(null, place)).toMatchObject({ configuration: null, skipped: [{ part: 'configuration', code: 'INVALID_CONFIG' }] });
    await expect(readProjectConfiguration('aksara.config.json', place)).rejects.toMatchObject({ code: 'INVALID_CONFIG' });
  });

  it('takes paths from its own folder, and says when a source changed since the start', async () => {
    const place = mkdtempSync(join(folder, 'place-'));
    const path = join(place, 'aksara.config.json');
    writeFileSync(path, JSON.stringify({ openapi: 'api.yaml', migrations: 'https://example.test/x' }));
    const file = await openConfigFile(path, '/');
    expect(file.sources.openapi?.endsWith(`${place.split('/').at(-1)}/api.yaml`)).toBe(true);
    expect(file.sources).toMatchObject({ databaseUrl: null, migrations: 'https://example.test/x' });
    expect((await file.read()).skipped).toEqual([]);
    writeFileSync(path, JSON.stringify({ openapi: 'other.yaml' }));
    expect((await file.read()).skipped).toMatchObject([{ reason: 'aksara.config.json: openapi and migrations changed since the start.' }]);
  });
});
