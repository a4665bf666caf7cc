import { describeQuery } from '#analysis';
import { FlowError, type DiagnosticFlowRequest, type FlowRequest, type ProjectSnapshot, type QueryFlowRequest, type Redaction, type Route, type RuntimeRoute, type SqlParser } from '#contract';
import { packDetail } from '../build-pack.ts';
import { singleStatement, touchedBy } from '../builders/query-evidence.ts';
import { failed, found, type Resolution } from '../resolve/resolution.ts';
import { resolveDiagnostic } from '../resolve/resolve-diagnostic.ts';
import { resolveMigration } from '../resolve/resolve-migration.ts';
import { resolveModel } from '../resolve/resolve-model.ts';
import { resolveRoute, routeShape } from '../resolve/resolve-route.ts';
import { maskSql } from '../text/mask-sql.ts';
import type { Redactor } from '../text/redact.ts';
import { toVisibleLine } from '../text/visible.ts';
import { schemaVocabulary } from '../text/vocabulary.ts';
import { issueOf, issueOfPayload, type IssuePayload } from './issue-payload.ts';

export interface BackendRequestContext {
  readonly snapshot: ProjectSnapshot;
  readonly parser: SqlParser;
  /** The routes that the backend serves, in its own spelling; looked at for a route only. */
  readonly served: readonly Pick<RuntimeRoute, 'path' | 'methods'>[];
  /** Texts go through it before they are sent. */
  readonly redactor: Redactor;
}

export interface BackendRequest {
  readonly request: FlowRequest;
  /** Literals that were masked before the backend is asked: it gives back what it is sent. */
  readonly masked: readonly Redaction[];
}

/**
 * The same question in a backend's terms: class names, its own spelling of paths, findings as text, and no field that is ours. What this
 * project does not hold is refused with near names: a backend would answer it with the text of an error in place of facts.
 */
export function toBackendRequest(request: FlowRequest, context: BackendRequestContext): Resolution<BackendRequest> {
  const { snapshot } = context;
  switch (request.kind) {
    case 'model': {
      const model = resolveModel(snapshot, request.body.model_name);
      return model.ok ? unmasked({ kind: 'model', body: { action_key: request.body.action_key, model_name: model.value.displayName } }) : model;
    }
    case 'route': {
      const route = resolveRoute(snapshot, request.body);
      return route.ok ? routeRequest(request.body.action_key, route.value, context) : route;
    }
    case 'query':
      return queryRequest(request.body, context);
    case 'migration': {
      const migration = resolveMigration(snapshot, request.body);
      return migration.ok ? unmasked({ kind: 'migration', body: { action_key: request.body.action_key, app: migration.value.app, name: migration.value.name } }) : migration;
    }
    case 'diagnostic':
      return diagnosticRequest(request.body, context);
  }
}

function unmasked(request: FlowRequest): Resolution<BackendRequest> {
  return found({ request, masked: [] });
}

/** A document spells the same path another way: `{id}` there is `{item_id:int}` in code. */
function routeRequest(action_key: string, { method, path }: Route, { served }: BackendRequestContext): Resolution<BackendRequest> {
  const answering = served.filter(({ methods }) => methods.some((name) => name.toUpperCase() === method));
  const own = answering.find((route) => route.path === path) ?? answering.find((route) => routeShape(route.path) === routeShape(path));
  if (own !== undefined) return unmasked({ kind: 'route', body: { action_key, method, path: own.path } });
  return failed(new FlowError('NOT_FOUND', `The Aksara backend does not serve ${method} ${toVisibleLine(path).slice(0, 200)}.`, { remedy: 'Another source describes this route: our own pack has what it says.' }));
}

function queryRequest(body: QueryFlowRequest, { snapshot, parser, redactor }: BackendRequestContext): Resolution<BackendRequest> {
  const statement = singleStatement(body.sql, { parser });
  if (!statement.ok) return statement;
  const { text } = statement.value;
  const models = touchedBy(describeQuery(statement.value, snapshot.models), snapshot.models);
  const shows = packDetail({ kind: 'query', body }, snapshot) === 'literals';
  const masked = shows ? { text, count: 0 } : maskSql(text, { parser, vocabulary: schemaVocabulary(models) });
  const asked = { action_key: body.action_key, sql: redactor.redact(masked.text), ...(body.include_explain === undefined ? {} : { include_explain: body.include_explain }) };
  return found({ request: { kind: 'query', body: asked }, masked: masked.count === 0 ? [] : [{ kind: 'sql-literal', count: masked.count }] });
}

function diagnosticRequest(body: DiagnosticFlowRequest, { snapshot, redactor }: BackendRequestContext): Resolution<BackendRequest> {
  const issue = chosenIssue(body, snapshot);
  if (!issue.ok) return issue;
  return unmasked({ kind: 'diagnostic', body: { action_key: body.action_key, issue_payload: redactor.redactAll({ ...issue.value }) } });
}

function chosenIssue({ issue_id, issue_payload }: DiagnosticFlowRequest, snapshot: ProjectSnapshot): Resolution<IssuePayload> {
  if (issue_id != null && issue_id.trim() !== '') {
    const finding = resolveDiagnostic(snapshot, issue_id);
    return finding.ok ? found(issueOf(finding.value)) : finding;
  }
  const issue = issue_payload == null ? null : issueOfPayload(issue_payload);
  return issue === null ? failed(new FlowError('INVALID_REQUEST', 'A backend looks at one finding: give its issue_id, such as d-001.')) : found(issue);
}
