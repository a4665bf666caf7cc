import type { JsonSchema } from '#contract';

/** One line of a schema tree: a property, an item or an alternative, with what the schema says about its values. */
export interface SchemaShape {
  /** Property name, `[item]`, `{any key}`, `one of 2`; null for the root. */
  readonly label: string | null;
  /** True for a property's name as the document writes it, false for a label of ours. */
  readonly named: boolean;
  readonly required: boolean;
  /** Such as `string <date-time>`, `array of integer`, `string or null`. */
  readonly type: string;
  readonly limits: readonly string[];
  readonly enumValues: readonly string[];
  readonly description: string | null;
  /** The reference at which the document was cut (a cycle, or too deep); its content is not shown. */
  readonly cutAt: string | null;
  readonly children: () => readonly SchemaShape[];
}

interface Place {
  readonly label: string | null;
  readonly named: boolean;
  readonly required: boolean;
}

const ROOT: Place = { label: null, named: false, required: false };

/** Reads a dereferenced JSON Schema (OpenAPI 3.0 and 3.1); children are read only when asked for. */
export function readSchemaShape(schema: unknown, place: Place = ROOT): SchemaShape {
  const fields = toFields(schema);
  const cut = fields['$cut'];
  return {
    ...place,
    type: typeText(schema, fields),
    limits: readLimits(fields),
    enumValues: readEnum(fields),
    description: typeof fields['description'] === 'string' ? fields['description'] : null,
    cutAt: typeof cut === 'string' ? cut : null,
    children: () => readChildren(fields),
  };
}

function readChildren(fields: JsonSchema): readonly SchemaShape[] {
  return [...readProperties(fields), ...readContained(fields), ...readAlternatives(fields)];
}

function readProperties(fields: JsonSchema): SchemaShape[] {
  const required = new Set(toArray(fields['required']));
  return Object.entries(toFields(fields['properties'])).map(([name, schema]) =>
    readSchemaShape(schema, { label: name, named: true, required: required.has(name) }),
  );
}

function readContained(fields: JsonSchema): SchemaShape[] {
  const shapes: SchemaShape[] = [];
  if (isObject(fields['items'])) shapes.push(readSchemaShape(fields['items'], { ...ROOT, label: '[item]' }));
  toArray(fields['prefixItems']).forEach((schema, index) => shapes.push(readSchemaShape(schema, { ...ROOT, label: `[${index}]` })));
  if (isObject(fields['additionalProperties'])) {
    shapes.push(readSchemaShape(fields['additionalProperties'], { ...ROOT, label: '{any key}' }));
  }
  return shapes;
}

const alternativeLabels = { oneOf: 'one of', anyOf: 'any of', allOf: 'all of' } as const;
const alternativeKeys = ['oneOf', 'anyOf', 'allOf'] as const;

function readAlternatives(fields: JsonSchema): SchemaShape[] {
  return alternativeKeys.flatMap((key) =>
    toArray(fields[key]).map((schema, index) =>
      readSchemaShape(schema, { ...ROOT, label: toTitle(schema) ?? `${alternativeLabels[key]}, ${index + 1}` }),
    ),
  );
}

function toTitle(schema: unknown): string | null {
  const title = toFields(schema)['title'];
  return typeof title === 'string' && title !== '' ? title : null;
}

function typeText(schema: unknown, fields: JsonSchema): string {
  if (schema === false) return 'nothing';
  if (typeof fields['$cut'] === 'string') return 'cut';
  const names = toArray(fields['type']).length > 0 ? toArray(fields['type']) : [fields['type']];
  const types = names.filter((name) => typeof name === 'string').map((name) => oneType(name, fields));
  if (fields['nullable'] === true) types.push('null');
  return types.join(' or ') || impliedType(fields);
}

function oneType(name: string, fields: JsonSchema): string {
  const format = fields['format'];
  if (name === 'array') return `array of ${itemType(fields['items'])}`;
  return typeof format === 'string' && name !== 'null' && name !== 'object' ? `${name} <${format}>` : name;
}

function itemType(items: unknown): string {
  if (!isObject(items)) return 'any';
  const name = toFields(items)['type'];
  return typeof name === 'string' ? name : impliedType(toFields(items));
}

/** A schema without `type` still says what it is by its other keywords. */
function impliedType(fields: JsonSchema): string {
  if ('$cut' in fields) return 'cut';
  if ('properties' in fields || 'additionalProperties' in fields) return 'object';
  if ('items' in fields || 'prefixItems' in fields) return 'array';
  if ('const' in fields) return 'constant';
  const alternatives = alternativeKeys.find((key) => toArray(fields[key]).length > 0);
  if (alternatives) return `${alternativeLabels[alternatives]} ${toArray(fields[alternatives]).length}`;
  return 'enum' in fields ? 'enum' : 'any';
}

const limitText: readonly (readonly [keyword: string, print: (value: string) => string])[] = [
  ['minimum', (value) => `≥ ${value}`],
  ['exclusiveMinimum', (value) => `> ${value}`],
  ['maximum', (value) => `≤ ${value}`],
  ['exclusiveMaximum', (value) => `< ${value}`],
  ['multipleOf', (value) => `multiple of ${value}`],
  ['minLength', (value) => `min length ${value}`],
  ['maxLength', (value) => `max length ${value}`],
  ['minItems', (value) => `min items ${value}`],
  ['maxItems', (value) => `max items ${value}`],
  ['pattern', (value) => `pattern ${value}`],
  ['const', (value) => `= ${value}`],
  ['default', (value) => `default ${value}`],
];
const flagText: readonly (readonly [keyword: string, text: string])[] = [
  ['uniqueItems', 'unique items'],
  ['readOnly', 'read only'],
  ['writeOnly', 'write only'],
  ['deprecated', 'deprecated'],
];

function readLimits(fields: JsonSchema): string[] {
  const limits = limitText.flatMap(([keyword, print]) => {
    const value = fields[keyword];
    // OpenAPI 3.0 writes exclusiveMinimum as a flag beside minimum; that form adds no number.
    return value === undefined || typeof value === 'boolean' && keyword.startsWith('exclusive') ? [] : [print(printValue(value))];
  });
  const flags = flagText.filter(([keyword]) => fields[keyword] === true).map(([, text]) => text);
  return fields['additionalProperties'] === false ? [...limits, ...flags, 'no other properties'] : [...limits, ...flags];
}

function readEnum(fields: JsonSchema): string[] {
  return toArray(fields['enum']).map(printValue);
}

function printValue(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toFields(value: unknown): JsonSchema {
  return isObject(value) ? { ...value } : {};
}

function toArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
