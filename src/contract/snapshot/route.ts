import { z } from 'zod/mini';
import { list, nullableString } from '../collection.ts';
import { declarationSchema } from './declaration.ts';

/** A dereferenced JSON Schema; a cut cycle or depth shows as `{"$cut": "#/components/schemas/Category"}`. */
export const jsonSchemaSchema = z.record(z.string(), z.unknown());
export type JsonSchema = z.infer<typeof jsonSchemaSchema>;

export const routeParameterSchema = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  required: z.boolean(),
  description: nullableString,
  schema: z.nullable(jsonSchemaSchema),
});
export type RouteParameter = z.infer<typeof routeParameterSchema>;

export const bodySchema = z.object({
  mediaType: z.string(),
  /** Name of the component it came from, if it was a `$ref`. */
  component: nullableString,
  schema: z.nullable(jsonSchemaSchema),
});
export type Body = z.infer<typeof bodySchema>;

export const routeResponseSchema = z.object({
  /** `200`, `4XX` or `default`. */
  status: z.string(),
  description: nullableString,
  bodies: list(bodySchema),
});
export type RouteResponse = z.infer<typeof routeResponseSchema>;

/** One alternative: every scheme in it is needed. */
export const securityRequirementSchema = list(z.object({ scheme: z.string(), type: z.string(), scopes: list(z.string()) }));

export const routeSchema = z.object({
  /** `GET:/api/users/{id}`: method in upper case, path as written. */
  id: z.string(),
  method: z.string(),
  path: z.string(),
  operationId: nullableString,
  summary: nullableString,
  description: nullableString,
  tags: list(z.string()),
  deprecated: z.boolean(),
  parameters: list(routeParameterSchema),
  request: z.nullable(z.object({ required: z.boolean(), bodies: list(bodySchema) })),
  responses: list(routeResponseSchema),
  /** Alternatives; an empty list = no security at all; null = the document says nothing. */
  security: z.nullable(list(securityRequirementSchema)),
  /** Model ids it appears to touch: a guess from schema and path names. */
  models: list(z.object({ model: z.string(), because: z.string() })),
  /** `file` or URL (without credentials) and JSON pointer. */
  source: z.string(),
  /** Absent = read from a document, and all it says is known. */
  declared: z.optional(declarationSchema),
});
export type Route = z.infer<typeof routeSchema>;
