import { endpoints, errorResponseSchema, type Endpoint } from '#contract';
import { z } from 'zod/mini';

type Json = Record<string, unknown>;

/** The API as an OpenAPI 3.1 document, made from the same table the router is made from. */
export function buildOpenApiDocument(version: string): Json {
  const schemas: Record<string, unknown> = {};
  schemas['Error'] = toSchema('Error', errorResponseSchema, schemas);
  const paths: Record<string, Json> = {};
  for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: toOperation(name, endpoint, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Aksara Studio',
      version,
      description: 'Facts of a PostgreSQL project and prompt packs made from them. Ids in paths write / as ~1 and ~ as ~0.',
    },
    paths,
    components: {
      schemas,
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'Only when the server was started with a token.' } },
    },
    security: [{}, { token: [] }],
  };
}

function toOperation(name: string, endpoint: Endpoint, schemas: Record<string, unknown>): Json {
  const parameters = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, parameter]) => ({
    name: parameter, in: 'path', required: true, schema: { type: 'string', minLength: 1 },
  }));
  return {
    operationId: name,
    tags: [endpoint.path.split('/')[2] ?? 'studio'],
    ...(parameters.length > 0 && { parameters }),
    ...(endpoint.request && { requestBody: { required: true, content: { 'application/json': { schema: toSchema(`${name}Request`, endpoint.request, schemas) } } } }),
    responses: {
      200: {
        description: 'Answer',
        content: {
          'application/json': { schema: toSchema(`${name}Response`, endpoint.response, schemas) },
          ...(endpoint.events && { 'text/event-stream': { schema: { type: 'string', description: `Server-sent events: ${Object.keys(endpoint.events).join(', ')}` } } }),
        },
      },
      default: { description: 'The request was refused or failed', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
    },
  };
}

/** Parts that refer to themselves become components: a reference inside a document starts at the document's root. */
function toSchema(name: string, schema: z.core.$ZodType, components: Record<string, unknown>): Json {
  const text = JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any' }));
  const { $schema: _, $defs, ...rest } = JSON.parse(text.replaceAll('"#/$defs/', `"#/components/schemas/${name}.`)) as Json & { $defs?: Json }; // what was just written
  for (const [part, definition] of Object.entries($defs ?? {})) components[`${name}.${part}`] = definition;
  return rest;
}
