import type { JsonSchema, Route } from '#contract';
import { section, type SectionDraft } from '../pack/section.ts';
import { table } from '../text/block.ts';
import { inline } from '../text/fence.ts';
import { routeSource } from './route-facts.ts';

/** Deepest level of a schema that is listed. */
const DEPTH = 6;
const LIMIT_KEYS = [
  'format', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minItems',
  'maxItems', 'uniqueItems', 'const', 'default', 'additionalProperties',
] as const;

/** Every parameter and request field that has an enum, a format or a bound, in one table. */
export function schemaLimits(route: Route): SectionDraft | null {
  const parameters = route.parameters.flatMap((parameter) => limitRows(`${parameter.in} ${parameter.name}`, parameter.schema ?? {}, 0));
  const request = (route.request?.bodies ?? []).slice(0, 1).flatMap((body) => limitRows('body', body.schema ?? {}, 0));
  const rows = [...parameters, ...request];
  return section('limits', 'Limits and values', routeSource(route), rows.length === 0 ? [] : [table(['field', 'type', 'values and limits'], rows)]);
}

function limitRows(path: string, schema: JsonSchema, depth: number): readonly (readonly string[])[] {
  if (depth > DEPTH) return [];
  const limits = LIMIT_KEYS.flatMap((key) => (isScalar(schema[key]) ? [`${key} ${String(schema[key])}`] : []));
  const values = Array.isArray(schema.enum) ? [`one of ${schema.enum.map(String).join(', ')}`] : [];
  const required = Array.isArray(schema.required) && schema.required.length > 0 ? [`required: ${schema.required.map(String).join(', ')}`] : [];
  const own = [...values, ...limits, ...required];
  const row = own.length === 0 ? [] : [[inline(path), inline(typeWords(schema)), inline(own.join('; '))]];
  return [...row, ...children(path, schema).flatMap(([childPath, child]) => limitRows(childPath, child, depth + 1))];
}

function children(path: string, schema: JsonSchema): readonly (readonly [string, JsonSchema])[] {
  const properties = isSchema(schema.properties) ? Object.entries(schema.properties) : [];
  const items = isSchema(schema.items) ? [[`${path}[]`, schema.items] as const] : [];
  const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((key) => (Array.isArray(schema[key]) ? schema[key].filter(isSchema).map((part) => [path, part] as const) : []));
  return [...properties.flatMap(([name, child]) => (isSchema(child) ? [[`${path}.${name}`, child] as const] : [])), ...items, ...parts];
}

function typeWords(schema: JsonSchema): string {
  if (Array.isArray(schema.type)) return schema.type.map(String).join(' or ');
  return typeof schema.type === 'string' ? schema.type : 'any';
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
