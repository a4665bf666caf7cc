import type { CustomAction } from '#contract';
import { flowActions, sectionIds } from '#flows';
import { z } from 'zod/mini';
import { actionSchema, type ActionValue } from './config-schema.ts';
import { shown, toProblems, type ConfigProblem } from './problem.ts';

/** Checks `actions`: those that are right, in the order of the file. `doubled` are keys given more than once: none of them counts. */
export function checkActions(value: unknown, doubled: ReadonlySet<string>, problems: ConfigProblem[]): readonly CustomAction[] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push({ path: ['actions'], text: `must be an object of actions by their keys, not ${shown(value)}` });
    return [];
  }
  const entries = Object.entries(value).map(([key, action]: [string, unknown]) => [key, withSectionsObject(action)] as const);
  const kinds = kindsOf(entries);
  const right = entries.flatMap(([key, action]): readonly CustomAction[] => {
    const result = z.safeParse(actionSchema, action, { reportInput: true });
    const fields = result.success ? [] : toProblems(result.error.issues, ['actions', key], Object.keys(actionSchema.shape));
    const reserved = reservedProblems(key);
    const own = [...keyProblems(key), ...fields, ...(result.success ? referenceProblems(key, result.data, kinds) : [])];
    const wrong = reserved.length > 0 ? reserved : own;
    problems.push(...wrong);
    return result.success && wrong.length === 0 && !doubled.has(key) ? [toAction(key, result.data)] : [];
  });
  return withoutMissing(right);
}

function toAction(key: string, { recommended_next = [], task, sections = {}, ...action }: ActionValue): CustomAction {
  return { ...action, action_key: key, recommended_next, task: task ?? null, sections: { include: sections.include ?? null, exclude: sections.exclude ?? [] } };
}

/** A plain list of sections is the list of those to include. */
function withSectionsObject(action: unknown): unknown {
  if (typeof action !== 'object' || action === null || !('sections' in action) || !Array.isArray(action.sections)) return action;
  return { ...action, sections: { include: action.sections } };
}

type Kinds = ReadonlyMap<string, unknown>;

/** Every key an action may recommend, with its kind. */
function kindsOf(entries: readonly (readonly [string, unknown])[]): Kinds {
  const own = entries.map(([key, action]) => [key, typeof action === 'object' && action !== null && 'kind' in action ? action.kind : undefined] as const);
  return new Map([...own, ...flowActions.map(({ action_key, kind }) => [action_key, kind] as const)]);
}

function reservedProblems(key: string): readonly ConfigProblem[] {
  const reserved = flowActions.map(({ action_key }) => action_key);
  return reserved.includes(key) ? [{ path: ['actions', key], text: `is the key of a built-in action; reserved: ${reserved.join(', ')}` }] : [];
}

function keyProblems(key: string): readonly ConfigProblem[] {
  if (/^[a-z][a-z0-9_]{0,63}$/.test(key)) return [];
  return [{ path: ['actions', key], text: 'is not a valid key: lower-case letters, digits and underscores, at most 64, beginning with a letter' }];
}

function referenceProblems(key: string, { kind, recommended_next = [], sections = {} }: ActionValue, kinds: Kinds): readonly ConfigProblem[] {
  const known = sectionIds[kind];
  const unknown = (['include', 'exclude'] as const).flatMap((list) =>
    (sections[list] ?? []).flatMap((id, index) => (known.includes(id) ? [] : [{ path: ['actions', key, 'sections', list, index], text: `${shown(id)} is no section of a ${kind}; allowed: ${known.join(', ')}` }])),
  );
  return [...unknown, ...recommended_next.flatMap((next, index) => nextProblem(next, ['actions', key, 'recommended_next', index], kind, kinds))];
}

function nextProblem(next: string, path: readonly PropertyKey[], kind: string, kinds: Kinds): readonly ConfigProblem[] {
  if (kinds.get(next) === kind) return [];
  const allowed = [...kinds].flatMap(([key, other]) => (other === kind ? [key] : []));
  const what = kinds.has(next) ? `${shown(next)} is not an action for a ${kind}` : `${shown(next)} is no action`;
  return [{ path, text: `${what}; allowed: ${allowed.join(', ')}` }];
}

/** An action that is left out is not recommended either; its own problems are told already. */
function withoutMissing(actions: readonly CustomAction[]): readonly CustomAction[] {
  const keys = new Set([...flowActions, ...actions].map(({ action_key }) => action_key));
  return actions.map((action) => ({ ...action, recommended_next: action.recommended_next.filter((key) => keys.has(key)) }));
}
