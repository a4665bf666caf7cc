import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, validate } from '@readme/openapi-parser';
import { parse as parseSql } from 'libpg-query';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { appliedMigrations, composeSchema, migrationFiles, readWorkload, sampleFiles, type WorkloadParameter, workloadValues } from './index.ts';

const files = sampleFiles();
const upFiles = readdirSync(files.migrations, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.up.sql')).toSorted();
const faults = z
  .array(z.strictObject({ rule: z.string().nullable(), level: z.enum(['error', 'warning', 'info']), seeded: z.boolean(), object: z.string(), note: z.string() }))
  .parse(JSON.parse(readFileSync(files.seededFaults, 'utf8')));

describe('migrations', () => {
  it('belong to the apps blog and shop', () => {
    expect([...new Set(upFiles.map((name) => name.split('/')[0]))]).toEqual(['blog', 'shop']);
  });

  it.each([...readdirSync(files.migrations, { recursive: true, encoding: 'utf8' })].filter((name) => name.endsWith('.sql')))('%s parses', async (name) => {
    const tree = await parseSql(readFileSync(join(files.migrations, name), 'utf8'));
    expect(tree.stmts).not.toEqual([]);
  });

  it('are applied without gaps, and one of each app is pending', () => {
    const applied = appliedMigrations().map(({ app, version, name }) => `${app}/${version}_${name}.up.sql`);
    expect(upFiles.filter((name) => !applied.includes(name))).toEqual(['blog/0005_comment_reactions.up.sql', 'shop/0007_orders_region.up.sql']);
    expect(applied.filter((name) => !upFiles.includes(name))).toEqual([]);
  });

  it('can be undone, but for the risky one', () => {
    const withoutWayBack = upFiles.filter((name) => !existsSync(join(files.migrations, name.replace('.up.sql', '.down.sql'))));
    expect(withoutWayBack).toEqual(['shop/0007_orders_region.up.sql']);
    expect(appliedMigrations().every((migration) => existsSync(migrationFiles(migration).down))).toBe(true);
  });
});

describe('schema.sql', () => {
  it('is what the base and the applied migrations make (scripts/build-sample.ts --write-schema)', () => {
    expect(readFileSync(files.schema, 'utf8') === composeSchema()).toBe(true);
  });
});

describe('openapi.json', () => {
  it('is valid and has the documented route', async () => {
    const result = await validate(files.openapi);
    expect(result).toMatchObject({ valid: true, warnings: [] });
    const api = await parse(files.openapi);
    expect(api.paths?.['/api/users']).toHaveProperty('get.operationId', 'listUsers');
  });

  it('has exactly one write route that says nothing about security, one body without schema, and one list without limit', async () => {
    const operations = await readOperations();
    const unguarded = operations.filter(({ method, operation }) => method !== 'get' && operation.security === undefined);
    const unlimited = operations.filter(({ method, path, operation }) => method === 'get' && isLongList(path) && !operation.parameters.includes('#/components/parameters/Limit'));
    const shapeless = operations.filter(({ operation }) => operation.requestBody !== undefined && Object.values(operation.requestBody.content).some(({ schema }) => schema === undefined));
    const faulty = [...unguarded, ...shapeless, ...unlimited];
    expect(faulty.map(({ method, path }) => `${method.toUpperCase()} ${path}`)).toEqual([
      'DELETE /api/posts/{slug}/comments/{comment_id}',
      'PATCH /api/admin/comments/{comment_id}',
      'GET /api/posts/{slug}/comments',
    ]);
    for (const { method, path } of faulty) {
      expect(faults.filter(({ seeded }) => seeded).map(({ object }) => object)).toContain(`${method.toUpperCase()} ${path}`);
    }
  });
});

describe('queries.sql', () => {
  it.each(readWorkload())('$name is one statement with as many values as it asks for', async (query) => {
    const tree = await parseSql(query.sql);
    expect(tree.stmts).toHaveLength(1);
    const numbers = [...query.sql.matchAll(/\$(\d+)/g)].map((match) => Number(match[1]));
    expect(workloadValues(query, 0)).toHaveLength(Math.max(0, ...numbers));
  });

  it('draws the same values for the same call, within their ranges', () => {
    const draws = readWorkload().flatMap((query) => [0, 1, 7, query.calls - 1].map((call) => ({ query, call, values: workloadValues(query, call) })));
    expect(draws.map(({ query, call }) => workloadValues(query, call))).toEqual(draws.map(({ values }) => values));
    const outside = draws.filter(({ query, values }) => !query.parameters.every((parameter, index) => isWithin(parameter, values[index])));
    expect(outside).toEqual([]);
  });
});

function isWithin(parameter: WorkloadParameter, value: number | string | undefined): boolean {
  if (parameter.kind === 'pick') return parameter.values.includes(String(value));
  return Number.isInteger(value) && Number(value) >= parameter.min && Number(value) <= parameter.max;
}

const operationSchema = z.object({
  security: z.array(z.unknown()).optional(),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.unknown().optional() })) }).optional(),
  parameters: z.array(z.object({ $ref: z.string().default('') }).transform(({ $ref }) => $ref)).default([]),
});

async function readOperations() {
  const api = await parse(files.openapi);
  return Object.entries(api.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item ?? {})
      .filter(([method]) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
      .map(([method, operation]) => ({ method, path, operation: operationSchema.parse(operation) })),
  );
}

/** The category tree, the tags and the cart are short by nature. */
function isLongList(path: string): boolean {
  return !path.endsWith('}') && !['/api/categories', '/api/tags', '/api/cart'].includes(path);
}
