import type { DetailLevel, FlowKind, FlowRequest, ProjectSnapshot } from '#contract';
import type { Place } from '../../lib/object-path.ts';
import type { TypedQuery } from '../../lib/typed-queries-store.ts';

/** What a flow is about: how it is named in the panel, and the request body without the action. */
export interface FlowTarget {
  readonly kind: FlowKind;
  readonly name: string;
  readonly request: (actionKey: string, detail?: DetailLevel) => FlowRequest;
}

interface Known {
  readonly snapshot: ProjectSnapshot;
  readonly typedQueries: readonly TypedQuery[];
  /** Query id → pasted output of EXPLAIN. */
  readonly pastedPlans?: Readonly<Record<string, string>>;
}

const kindOfSection: Partial<Record<Place['section'], FlowKind>> = {
  models: 'model',
  routes: 'route',
  queries: 'query',
  migrations: 'migration',
  diagnostics: 'diagnostic',
};

/** The kind of flows a section has; undefined for overview and hub. */
export function flowKindOf(section: Place['section']): FlowKind | undefined {
  return kindOfSection[section];
}

/**
 * The object the URL names. An id the snapshot does not hold is asked for as it is, so that the server can name near ones;
 * only a query needs its text, and is null without it.
 */
export function findTarget(kind: FlowKind, id: string, known: Known): FlowTarget | null {
  switch (kind) {
    case 'model':
      return { kind, name: id, request: (...asked) => ({ kind, body: { ...question(...asked), model_name: id } }) };
    case 'route':
      return routeTarget(id);
    case 'query':
      return queryTarget(id, known);
    case 'migration':
      return { kind, name: id, request: (...asked) => ({ kind, body: { ...question(...asked), migration_id: id } }) };
    case 'diagnostic':
      return diagnosticTarget(id, known);
  }
}

/** Without a detail level the server takes the project's. */
function question(action_key: string, detail?: DetailLevel) {
  return detail === undefined ? { action_key } : { action_key, detail };
}

function routeTarget(id: string): FlowTarget {
  const [, method = 'GET', path = id] = /^([A-Za-z]+):(.*)$/s.exec(id) ?? [];
  return { kind: 'route', name: `${method} ${path}`, request: (...asked) => ({ kind: 'route', body: { ...question(...asked), method, path } }) };
}

function queryTarget(id: string, { snapshot, typedQueries, pastedPlans = {} }: Known): FlowTarget | null {
  const query = typedQueries.find((typed) => typed.id === id) ?? snapshot.queries.find((recorded) => recorded.id === id);
  if (!query) return null;
  const { sql } = query;
  const plan = pastedPlans[id];
  const body = { sql, ...(plan === undefined ? {} : { plan }) };
  return { kind: 'query', name: `${id} · ${sql.replaceAll(/\s+/g, ' ')}`, request: (...asked) => ({ kind: 'query', body: { ...question(...asked), ...body } }) };
}

function diagnosticTarget(id: string, { snapshot }: Known): FlowTarget {
  const diagnostic = snapshot.diagnostics.find((known) => known.shortId === id || known.id === id);
  const name = diagnostic ? `${diagnostic.shortId} · ${diagnostic.title}` : id;
  const issueId = diagnostic?.shortId ?? id;
  return { kind: 'diagnostic', name, request: (...asked) => ({ kind: 'diagnostic', body: { ...question(...asked), issue_id: issueId } }) };
}
