import { nearest, quoteIdentifier, quoteName } from '#analysis';
import { FlowError, type Model, type ProjectSnapshot } from '#contract';
import { ambiguous, failed, found, notFoundNear, unreadable, type Resolution } from './resolution.ts';

/**
 * A model by id (`public.users`), as SQL writes it (`public."Account"`), table name (`users`) or display name (`User`), the exact
 * spelling before any other case. A bare name that several schemas hold means the one in `public` when there is one, and is
 * ambiguous otherwise.
 */
export function resolveModel(snapshot: Pick<ProjectSnapshot, 'models' | 'skipped'>, asked: string): Resolution<Model> {
  const name = asked.trim();
  if (name === '') return failed(new FlowError('INVALID_REQUEST', 'model_name is empty. Give a model, such as User or public.users.'));
  for (const fits of [...exactMatchers(asked), ...matchers(name)]) {
    const models = snapshot.models.filter(fits);
    const preferred = models.length > 1 ? models.filter(({ schema }) => schema === 'public') : models;
    const [only] = preferred;
    if (only !== undefined && preferred.length === 1) return found(only);
    if (models.length > 1) return failed(ambiguous('model', name, namesOf(models)));
  }
  const missing = snapshot.models.length === 0 ? unreadable(snapshot, 'models') : null;
  return failed(missing ?? notFoundNear('model', name, { suggestions: nearModels(snapshot.models, name), total: snapshot.models.length }));
}

/** Ids, or SQL names where two models have one id: `a."b.c"` and `"a.b".c`. */
function namesOf(models: readonly Model[]): string[] {
  const ids = models.map(({ id }) => id);
  return new Set(ids).size === ids.length ? ids : models.map(quoteName);
}

/** Before white space around the name is taken for an accident. */
function exactMatchers(asked: string): readonly ((model: Model) => boolean)[] {
  return [(model) => model.id === asked, (model) => quoteName(model) === asked.trim(), (model) => quoteIdentifier(model.name) === asked.trim()];
}

function matchers(name: string): readonly ((model: Model) => boolean)[] {
  const lower = name.toLowerCase();
  return [
    (model) => model.id === name,
    (model) => model.name === name,
    (model) => model.displayName === name,
    (model) => model.id.toLowerCase() === lower,
    (model) => model.name.toLowerCase() === lower || model.displayName.toLowerCase() === lower,
  ];
}

/** Near names, one a model: the display name comes first. */
function nearModels(models: readonly Model[], asked: string): readonly string[] {
  const owners = new Map(models.toReversed().flatMap((model) => [model.id, model.name, model.displayName].map((name) => [name, model.id] as const)));
  const seen = new Set<string | undefined>();
  return nearest(asked, [...owners.keys()].toReversed()).filter((name) => {
    const isNew = !seen.has(owners.get(name));
    seen.add(owners.get(name));
    return isNew;
  });
}
