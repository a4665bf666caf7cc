import type { Body, Route, RouteParameter, RouteResponse } from '#contract';
import type { Documents } from './documents.ts';
import { type JsonObject, pointerSegment, toList, toObject, toShortText, toStrings } from './json-values.ts';
import type { Problems } from './problems.ts';
import type { SchemaReader } from './schema-reader.ts';
import type { Security, SecurityReader } from './security.ts';

/** A route before its models are guessed, with the schemas as they were written. */
export interface RouteDraft {
  readonly route: Omit<Route, 'models'>;
  readonly bodies: readonly BodyDraft[];
}

export interface BodyDraft {
  readonly role: 'request' | 'response';
  readonly schema: unknown;
  readonly document: string;
}

export interface OperationContext {
  readonly label: string;
  readonly documents: Documents;
  readonly problems: Problems;
  readonly schemas: SchemaReader;
  readonly security: SecurityReader;
  /** The document's own `security`. */
  readonly defaultSecurity: Security | null;
}

export interface OperationSite {
  readonly path: string;
  readonly method: string;
  /** The path item and the operation, each in the document it stands in. */
  readonly pathItem: JsonObject;
  readonly operation: JsonObject;
  readonly document: string;
}

const MAX_SUMMARY = 500;
const MAX_DESCRIPTION = 4_000;
const PARAMETER_PLACES = ['path', 'query', 'header', 'cookie'] as const;

export function readOperation(site: OperationSite, context: OperationContext): RouteDraft {
  const { operation, path, method } = site;
  const pointer = `#/paths/${pointerSegment(path)}/${method.toLowerCase()}`;
  const bodies: BodyDraft[] = [];
  const reader = createPartReader(context, pointer, bodies);
  return {
    route: {
      id: `${method}:${path}`,
      method,
      path,
      operationId: toShortText(operation['operationId'], MAX_SUMMARY),
      summary: toShortText(operation['summary'] ?? site.pathItem['summary'], MAX_SUMMARY),
      description: toShortText(operation['description'] ?? site.pathItem['description'], MAX_DESCRIPTION),
      tags: toStrings(operation['tags']),
      deprecated: operation['deprecated'] === true,
      parameters: reader.parameters(site),
      request: reader.request(operation['requestBody'], site.document),
      responses: reader.responses(operation['responses'], site.document),
      security: context.security(operation['security'], pointer) ?? context.defaultSecurity,
      source: `${context.label}${pointer}`,
    },
    bodies,
  };
}

/** Reads the parts of one operation; broken parts become problems at `pointer`, raw schemas go to `bodies`. */
function createPartReader(context: OperationContext, pointer: string, bodies: BodyDraft[]) {
  const { documents, problems, schemas } = context;

  /** The object behind up to 20 references. */
  function resolve(value: unknown, document: string): { object: JsonObject; document: string } | null {
    let at = { value, document };
    for (let hops = 0; hops < 20; hops += 1) {
      const object = toObject(at.value);
      const reference = object?.['$ref'];
      if (object === null) return null;
      if (typeof reference !== 'string') return { object, document: at.document };
      const target = documents.resolve(reference, at.document);
      if (!target.ok) {
        problems.add('reference', target.reason, reference);
        return null;
      }
      at = target;
    }
    problems.add('reference', 'it leads back to itself', pointer);
    return null;
  }

  function parameters({ pathItem, operation, document }: OperationSite): RouteParameter[] {
    const merged = new Map<string, RouteParameter>();
    for (const value of [...toList(pathItem['parameters']), ...toList(operation['parameters'])]) {
      const resolved = resolve(value, document);
      const parameter = resolved && toParameter(resolved.object, resolved.document);
      if (parameter) merged.set(`${parameter.in}:${parameter.name}`, parameter);
      else if (resolved) problems.add('parameter', 'it lacks a name or a valid `in`', pointer);
    }
    return [...merged.values()];
  }

  function toParameter(object: JsonObject, document: string): RouteParameter | null {
    const { name, in: place } = object;
    const known = PARAMETER_PLACES.find((candidate) => candidate === place);
    if (typeof name !== 'string' || known === undefined) return null;
    const [media] = Object.values(toObject(object['content']) ?? {});
    return {
      name,
      in: known,
      required: known === 'path' || object['required'] === true,
      description: toShortText(object['description'], MAX_DESCRIPTION),
      schema: schemas.read(object['schema'] ?? toObject(media)?.['schema'], document),
    };
  }

  function content(value: unknown, document: string, role: BodyDraft['role']): Body[] {
    return Object.entries(toObject(value) ?? {}).map(([mediaType, media]) => {
      const schema = toObject(media)?.['schema'];
      bodies.push({ role, schema, document });
      return { mediaType, component: componentName(schema), schema: schemas.read(schema, document) };
    });
  }

  function request(value: unknown, document: string): Route['request'] {
    if (value === undefined) return null;
    const resolved = resolve(value, document);
    // There is a body, only not readable: that must not look like none.
    if (resolved === null) return { required: false, bodies: [] };
    return { required: resolved.object['required'] === true, bodies: content(resolved.object['content'], resolved.document, 'request') };
  }

  function responses(value: unknown, document: string): RouteResponse[] {
    const read: RouteResponse[] = [];
    for (const [status, response] of Object.entries(toObject(value) ?? {})) {
      if (!/^([1-5](\d\d|XX)|default)$/i.test(status)) continue;
      const resolved = resolve(response, document);
      if (resolved === null && toObject(response) === null) continue;
      read.push({
        status: status === 'default' ? status : status.toUpperCase(),
        description: toShortText(resolved?.object['description'], MAX_DESCRIPTION),
        bodies: resolved === null ? [] : content(resolved.object['content'], resolved.document, 'response'),
      });
    }
    return read.toSorted((a, b) => (a.status < b.status ? -1 : 1));
  }

  return { parameters, request, responses };
}

/** `User` of `{"$ref": "#/components/schemas/User"}`, or of a file `user.yaml`. */
export function componentName(schema: unknown): string | null {
  const reference = toObject(schema)?.['$ref'];
  if (typeof reference !== 'string') return null;
  const last = reference.split('/').at(-1) ?? '';
  return last.replace(/\.(json|ya?ml)$/i, '').replaceAll('~1', '/').replaceAll('~0', '~') || null;
}
