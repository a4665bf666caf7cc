import { describe, expect, it } from 'vitest';
import { readSchemaShape } from './schema-shape.ts';

const typeOf = (schema: unknown) => readSchemaShape(schema).type;
const childLabels = (schema: unknown) => readSchemaShape(schema).children().map((child) => child.label);

describe('the type of a schema', () => {
  it.each([
    [{ type: 'string', format: 'date-time' }, 'string <date-time>'],
    [{ type: 'array', items: { type: 'integer', format: 'int64' } }, 'array of integer'],
    [{ type: 'array', items: { $cut: '#/components/schemas/Category' } }, 'array of cut'],
    [{ type: 'array' }, 'array of any'],
    [{ type: ['string', 'null'], format: 'uuid' }, 'string <uuid> or null'],
    [{ type: 'integer', nullable: true }, 'integer or null'],
    [{ properties: { a: {} } }, 'object'],
    [{ oneOf: [{}, {}] }, 'one of 2'],
    [{ const: 'x' }, 'constant'],
    [{ enum: ['a'] }, 'enum'],
    [{ $cut: '#/components/schemas/User' }, 'cut'],
    [{}, 'any'],
    [true, 'any'],
    [false, 'nothing'],
    [null, 'any'],
  ])('of %o is %s', (schema, type) => {
    expect(typeOf(schema)).toBe(type);
  });
});

describe('the children of a schema', () => {
  it('are its properties, in the order of the document, with what is required', () => {
    const shape = readSchemaShape({ type: 'object', required: ['b'], properties: { a: { type: 'string' }, b: { type: 'number' } } });
    expect(shape.children().map(({ label, named, required, type }) => ({ label, named, required, type }))).toEqual([
      { label: 'a', named: true, required: false, type: 'string' },
      { label: 'b', named: true, required: true, type: 'number' },
    ]);
  });

  it('are its items, its map values and its alternatives', () => {
    expect(childLabels({ type: 'array', items: { type: 'string' } })).toEqual(['[item]']);
    expect(childLabels({ prefixItems: [{}, {}] })).toEqual(['[0]', '[1]']);
    expect(childLabels({ additionalProperties: { type: 'string' } })).toEqual(['{any key}']);
    expect(childLabels({ oneOf: [{ title: 'Card' }, {}] })).toEqual(['Card', 'one of, 2']);
    expect(childLabels({ additionalProperties: false })).toEqual([]);
  });

  it('survive a property that is called like a part of every object', () => {
    const schema: unknown = JSON.parse('{"properties": {"__proto__": {"type": "string"}, "constructor": {"type": "number"}}}');
    expect(readSchemaShape(schema).children().map((child) => `${child.label}: ${child.type}`)).toEqual(['__proto__: string', 'constructor: number']);
  });

  it('are none at a cut', () => {
    const shape = readSchemaShape({ $cut: '#/components/schemas/Category' });
    expect(shape.cutAt).toBe('#/components/schemas/Category');
    expect(shape.children()).toEqual([]);
  });
});

it('lists limits, flags and enum values as the document gives them', () => {
  const shape = readSchemaShape({
    type: 'string',
    minLength: 0,
    maxLength: 10,
    pattern: '^a+$',
    default: 'aa',
    readOnly: true,
    enum: ['a', 1, null],
  });
  expect(shape.limits).toEqual(['min length 0', 'max length 10', 'pattern ^a+$', 'default aa', 'read only']);
  expect(shape.enumValues).toEqual(['a', '1', 'null']);
});

it('reads exclusive limits of both OpenAPI versions', () => {
  expect(readSchemaShape({ minimum: 1, exclusiveMinimum: true }).limits).toEqual(['≥ 1']);
  expect(readSchemaShape({ exclusiveMinimum: 1 }).limits).toEqual(['> 1']);
});
