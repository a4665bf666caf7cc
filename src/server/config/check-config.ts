import { basename } from 'node:path';
import { allRules } from '#analysis';
import type { ProjectConfiguration, RedactRule, Suppression } from '#contract';
import { nearest } from '#flows';
import { z } from 'zod/mini';
import { checkActions } from './check-actions.ts';
import type { ConfigValue } from './config-value.ts';
import { configFields, patternProblem, redactValueSchema, settingSchemas, suppressionValueSchema } from './config-schema.ts';
import { shown, toProblems, unknownField, type ConfigProblem } from './problem.ts';

/** What of a configuration file can be used, and everything that is wrong with the rest. */
export interface CheckedConfig {
  readonly configuration: ProjectConfiguration;
  readonly sources: { readonly databaseUrl: string | null; readonly openapi: string | null; readonly migrations: string | null };
  readonly problems: readonly ConfigProblem[];
}

/** Checks each field by itself: one that is wrong is left out and named, and the others hold. */
export function checkConfig({ value, duplicates }: ConfigValue, path: string): CheckedConfig {
  const problems: ConfigProblem[] = duplicates.map(({ path: at, line }) => ({ path: at, text: `is given twice (again on line ${line})` }));
  const fields = toFields(value, problems);
  const setting = <Name extends keyof typeof settingSchemas>(name: Name) => checkSetting(name, fields[name], problems);
  const { databaseUrl, openapi, migrations, detail, budget } = {
    databaseUrl: setting('databaseUrl'), openapi: setting('openapi'), migrations: setting('migrations'), detail: setting('detail'), budget: setting('budget'),
  };
  const doubled = duplicates.flatMap(({ path: [field, key] }) => (field === 'actions' && key !== undefined ? [String(key)] : []));
  const actions = checkActions(fields['actions'], new Set(doubled), problems);
  const suppressions = checkList('suppressions', fields['suppressions'], toSuppression, problems);
  const redact = checkList('redact', fields['redact'], toRedactRule, problems);
  return { configuration: { file: basename(path), detail, budget, actions, suppressions, redact }, sources: { databaseUrl, openapi, migrations }, problems };
}

function toFields(value: unknown, problems: ConfigProblem[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push({ path: [], text: `must give an object (in a module: as its default export), not ${shown(value)}` });
    return {};
  }
  const known: readonly string[] = configFields;
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const [near] = nearest(name, known);
    problems.push({ path: [name], text: `${unknownField(known)}${near === undefined ? '' : `. Did you mean ${near}?`}` });
  }
  return { ...value };
}

function checkSetting<Name extends keyof typeof settingSchemas>(name: Name, value: unknown, problems: ConfigProblem[]) {
  type Value = z.infer<(typeof settingSchemas)[Name]>;
  if (value === undefined) return null;
  const result = z.safeParse(settingSchemas[name], value, { reportInput: name !== 'databaseUrl' });
  if (result.success) return result.data as Value; // parsed by the schema of that name
  problems.push(...toProblems(result.error.issues, [name], []));
  return null;
}

type Checked<Item> = { readonly ok: true; readonly value: Item } | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

function checkList<Item>(name: string, value: unknown, check: (item: unknown, at: readonly PropertyKey[]) => Checked<Item>, problems: ConfigProblem[]): readonly Item[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    problems.push({ path: [name], text: `must be a list, not ${shown(value)}` });
    return [];
  }
  return value.flatMap((item: unknown, index): readonly Item[] => {
    const checked = check(item, [name, index]);
    if (checked.ok) return [checked.value];
    problems.push(...checked.problems);
    return [];
  });
}

function toSuppression(item: unknown, at: readonly PropertyKey[]): Checked<Suppression> {
  const result = z.safeParse(suppressionValueSchema, item, { reportInput: true });
  if (!result.success) return { ok: false, problems: toProblems(result.error.issues, at, Object.keys(suppressionValueSchema.shape)) };
  const { rule, object, reason, until = null } = result.data;
  const rules = allRules.flatMap(({ id, name }) => [id, name]);
  if (rules.includes(rule)) return { ok: true, value: { rule, object, reason, until } };
  const near = nearest(rule, rules);
  const hint = near.length === 0 ? 'give an id such as D002 or a name such as fk_unindexed' : `did you mean ${near.join(', ')}?`;
  return { ok: false, problems: [{ path: [...at, 'rule'], text: `${shown(rule)} is no rule: ${hint}` }] };
}

function toRedactRule(item: unknown, at: readonly PropertyKey[]): Checked<RedactRule> {
  const result = z.safeParse(redactValueSchema, item, { reportInput: true });
  if (!result.success) return { ok: false, problems: toProblems(result.error.issues, at, Object.keys(redactValueSchema.shape)) };
  const problem = patternProblem(result.data.pattern);
  return problem === null ? { ok: true, value: result.data } : { ok: false, problems: [{ path: [...at, 'pattern'], text: problem }] };
}
