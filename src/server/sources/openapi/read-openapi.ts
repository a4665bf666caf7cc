import { FlowError, type Model, type Route, type Skipped } from '#contract';
import { type Documents, readDocuments } from './documents.ts';
import { type JsonObject, toObject } from './json-values.ts';
import { parseLocation } from './location.ts';
import { type OperationContext, type RouteDraft, readOperation } from './operation.ts';
import { createProblems, type Problems } from './problems.ts';
import { createSchemaReader, fittingNodeLimit, MAX_SCHEMA_NODES } from './schema-reader.ts';
import { createSecurityReader } from './security.ts';
import { createModelGuess } from './touched-models.ts';

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'];

/**
 * The routes an OpenAPI 3.0 or 3.1 document describes, by path and then method. `location` is a path or an http(s) URL.
 * Never throws for what the document is: what cannot be read is in `skipped`, and the rest is in `routes`.
 */
export async function readOpenApi(location: string, models: readonly Model[]): Promise<{ routes: Route[]; skipped: Skipped[] }> {
  const problems = createProblems();
  try {
    const place = parseLocation(location);
    const documents = await readDocuments(place, problems);
    requireVersion3(documents.root, place.label);
    const { drafts, nodeLimit } = readDrafts(documents, place.label, problems);
    const guess = createModelGuess(models, documents);
    const routes = drafts.map((draft) => ({ ...draft.route, models: guess(draft) }));
    return { routes, skipped: [...emptyNotice(routes, place.label), ...limitNotice(nodeLimit, place.label), ...problems.toSkipped(place.label)] };
  } catch (error) {
    if (!FlowError.isInstance(error)) throw error;
    return { routes: [], skipped: [{ part: 'routes', reason: error.message, remedy: error.remedy }] };
  }
}

function requireVersion3(root: JsonObject, label: string): void {
  const version = root['openapi'];
  if (typeof version === 'string' || typeof version === 'number') {
    if (String(version).startsWith('3')) return;
    throw unsupported(`${label} says it is OpenAPI ${String(version).slice(0, 20)}, which is not supported.`);
  }
  if (root['swagger'] !== undefined) throw unsupported(`${label} is a Swagger 2.0 document, which is not supported.`, 'Convert it: npx swagger2openapi');
  throw unsupported(`${label} is not an OpenAPI document: it has no "openapi" field.`);
}

/** Reads once; when all schemas together would be too large, once more with a smaller limit for each. */
function readDrafts(documents: Documents, label: string, problems: Problems): { drafts: RouteDraft[]; nodeLimit: number | null } {
  const first = readAll(documents, label, problems, MAX_SCHEMA_NODES);
  const nodeLimit = fittingNodeLimit(first.schemas.uses);
  if (nodeLimit === null) return { drafts: first.drafts, nodeLimit };
  return { drafts: readAll(documents, label, createProblems(), nodeLimit).drafts, nodeLimit };
}

function readAll(documents: Documents, label: string, problems: Problems, maxNodes: number) {
  const schemas = createSchemaReader(documents, problems, maxNodes);
  const security = createSecurityReader(documents, problems);
  const defaultSecurity = security(documents.root['security'], '#/security');
  const context = { label, documents, problems, schemas, security, defaultSecurity };
  // Extensions (`x-…`) may stand between the paths.
  const paths = Object.entries(toObject(documents.root['paths']) ?? {}).filter(([path]) => !path.startsWith('x-'));
  paths.sort(([a], [b]) => (a < b ? -1 : 1));
  return { schemas, drafts: paths.flatMap(([path, item]) => readPathItem(path, item, context)) };
}

function readPathItem(path: string, item: unknown, context: OperationContext): RouteDraft[] {
  const { problems } = context;
  if (!path.startsWith('/')) {
    problems.add('path', 'it does not begin with a slash', `#/paths/${path}`);
    return [];
  }
  const reference = toObject(item)?.['$ref'];
  const target = typeof reference === 'string' ? context.documents.resolve(reference, '') : { ok: true as const, value: item, document: '' };
  const pathItem = target.ok ? toObject(target.value) : null;
  if (!target.ok || pathItem === null) {
    problems.add('path', target.ok ? 'it holds no object' : `its reference does not resolve, ${target.reason}`, `#/paths/${path}`);
    return [];
  }
  return METHODS.flatMap((method) => {
    const value = pathItem[method.toLowerCase()];
    if (value === undefined) return [];
    const operation = toObject(value);
    if (operation !== null) return [readOperation({ path, method, pathItem, operation, document: target.document }, context)];
    problems.add('operation', 'it holds no object', `#/paths/${path} ${method}`);
    return [];
  });
}

function emptyNotice(routes: readonly Route[], label: string): Skipped[] {
  if (routes.length > 0) return [];
  return [{ part: 'routes', reason: `${label} describes no operation under "paths".`, remedy: 'Give the document that lists the routes.' }];
}

function limitNotice(nodeLimit: number | null, label: string): Skipped[] {
  if (nodeLimit === null) return [];
  const reason = `The schemas of ${label} are too large together: each is shown up to ${nodeLimit} objects, what lies deeper is marked "$cut".`;
  return [{ part: 'routes', reason, remedy: null }];
}

function unsupported(message: string, remedy = 'Give an OpenAPI 3.0 or 3.1 document.'): FlowError {
  return new FlowError('SOURCE_UNREADABLE', message, { remedy });
}
