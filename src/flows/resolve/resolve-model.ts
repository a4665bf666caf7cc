import { quoteIdentifier, quoteName } from '#analysis';
import { FlowError, type Model, type ProjectSnapshot } from '#contract';
import { ambiguous, failed, found, notFound, unreadable, type Resolution } from './resolution.ts';

/**
 * A model by id (`public.users`), as SQL writes it (`public."Account"`), table name (`users`) or display name (`User`), the exact spelling before any other case. A bare
 * name that several schemas hold means the one in `public` when there is one, and is ambiguous otherwise.
 */
export function resolveModel(snapshot: Pick<ProjectSnapshot, 'models' | 'skipped'>, asked: string): Resolution<Model> {
  const name = asked.trim();
  if (name === '') return failed(new FlowError('INVALID_REQUEST', 'model_name is empty. Give a model, such as User or public.users.'));
  for (const fits of [...exactMatchers(asked), ...matchers(name)]) {
    const models = snapshot.models.filter(fits);
    const preferred = models.length > 1 ? models.filter(({ schema }) => schema === 'public') : models;
    const [only] = preferred;
    if (only !== undefined && preferred.length === 1) return found(only);
    if (models.length > 1) return failed(ambiguous('model', name, names(models)));
  }
  const known = snapshot.models.flatMap((model) => [model.displayName, model.name, model.id]);
  if (snapshot.models.length === 0) return failed(unreadable(snapshot, 'models') ?? notFound('model', name, []));
  return failed(distinctNames(snapshot, name, known));
}

/** Ids, or SQL names where two models have one id: `a."b.c"` and `"a.b".c`. */
function names(models: readonly Model[]): string[] {
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

/** One suggestion a model: the display name where it is unique. */
function distinctNames(snapshot: Pick<ProjectSnapshot, 'models'>, asked: string, names: readonly string[]): FlowError {
  const error = notFound('model', asked, names);
  const seen = new Set<string>();
  const suggestions = error.suggestions.filter((suggestion) => {
    const owner = snapshot.models.find((model) => [model.displayName, model.name, model.id].includes(suggestion));
    if (owner === undefined || seen.has(owner.id)) return false;
    seen.add(owner.id);
    return true;
  });
  if (suggestions.length === error.suggestions.length) return error;
  const near = suggestions.length > 0 ? ` Did you mean ${suggestions.join(', ')}?` : '';
  return new FlowError('NOT_FOUND', `${error.message.split('. ')[0] ?? ''}.${near}`.replace('..', '.'), { suggestions });
}
