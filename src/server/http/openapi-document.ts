import { endpoints, errorResponseSchema, type Endpoint } from '#contract';
import { z } from 'zod/mini';

type Json = Record<string, unknown>;

/** The API as an OpenAPI 3.1 document, made from the same table the router is made from. */
export function buildOpenApiDocument(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: toOperation(name, endpoint) };
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
      schemas: { Error: toSchema(errorResponseSchema, 'output') },
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'Only when the server was started with a token.' } },
    },
    security: [{}, { token: [] }],
  };
}

function toOperation(name: string, endpoint: Endpoint): Json {
  const parameters = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, parameter]) => ({
    name: parameter, in: 'path', required: true, schema: { type: 'string', minLength: 1 },
  }));
  return {
    operationId: name,
    tags: [endpoint.path.split('/')[2] ?? 'studio'],
    ...(parameters.length > 0 && { parameters }),
    ...(endpoint.request && { requestBody: { required: true, content: { 'application/json': { schema: toSchema(endpoint.request, 'input') } } } }),
    responses: {
      200: { description: 'Answer', content: { 'application/json': { schema: toSchema(endpoint.response, 'output') } } },
      default: { description: 'The request was refused or failed', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
    },
  };
}

/** Recursive schemas become `$defs` of their own schema, which JSON Schema 2020-12 and so OpenAPI 3.1 allow. */
function toSchema(schema: z.core.$ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
