import type { JsonSchema, Model } from '#contract';
import { type JsonObject, toObject } from './json-values.ts';

export interface Overlap {
  readonly model: Model;
  readonly shared: readonly string[];
  readonly of: number;
}

/** Columns most tables have: they tell nothing about which table is meant. */
const COMMON = new Set([
  'id', 'uuid', 'name', 'title', 'description', 'status', 'state', 'type', 'kind', 'url', 'slug', 'version', 'metadata', 'data', 'position',
  'created_at', 'updated_at', 'deleted_at', 'created', 'updated', 'created_by', 'updated_by', 'enabled', 'active', 'is_active', 'notes', 'code',
]);
const MIN_TELLING = 3;
const MIN_SHARE = 0.6;

/** The one model whose columns most of the schema's properties are; null when none or more than one fits as well. */
export function bestOverlap(schema: JsonSchema | null, models: readonly Model[]): Overlap | null {
  const properties = Object.keys(toObject(rowSchema(schema)?.['properties']) ?? {}).map(snakeCase);
  const overlaps: Overlap[] = [];
  for (const model of models) {
    const columns = new Set(model.columns.map(({ name }) => snakeCase(name)));
    const shared = properties.filter((property) => columns.has(property));
    if (telling(shared) < MIN_TELLING || shared.length < MIN_SHARE * properties.length) continue;
    overlaps.push({ model, shared, of: properties.length });
  }
  overlaps.sort((a, b) => telling(b.shared) - telling(a.shared));
  const [best, second] = overlaps;
  if (!best || (second && telling(second.shared) === telling(best.shared))) return null;
  return best;
}

/** The schema of one row: behind an array, or behind the array of an envelope such as `{items: […], total}`. */
function rowSchema(schema: JsonSchema | null): JsonObject | null {
  const items = toObject(schema?.['items']);
  if (items) return items;
  const lists: JsonObject[] = [];
  for (const property of Object.values(toObject(schema?.['properties']) ?? {})) {
    const row = toObject(toObject(property)?.['items']);
    if (row?.['properties']) lists.push(row);
  }
  const [only] = lists;
  return lists.length === 1 && only ? only : schema;
}

function telling(shared: readonly string[]): number {
  return shared.filter((property) => !COMMON.has(property)).length;
}

function snakeCase(name: string): string {
  return name.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2').replaceAll('-', '_').toLowerCase();
}
