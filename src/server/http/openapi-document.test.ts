import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validate } from '@readme/openapi-parser';
import { endpoints } from '#contract';
import { createTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

describe('/openapi.json', () => {
  it('is a valid OpenAPI 3.1 document', async () => {
    const document = await (await app.get('/openapi.json')).json();
    expect(document).toMatchObject({ openapi: '3.1.0', info: { version: '0.0.0-test' } });
    expect(await validate(document as Parameters<typeof validate>[0])).toMatchObject({ valid: true }); // checked by the call itself
  });

  it('describes every endpoint of the contract', async () => {
    const { paths } = (await (await app.get('/openapi.json')).json()) as { paths: Record<string, Record<string, { operationId: string }>> };
    const described = Object.entries(paths).flatMap(([path, operations]) => Object.entries(operations).map(([method, { operationId }]) => `${operationId} ${method} ${path}`));
    const known = Object.entries(endpoints).map(([name, { method, path }]) => `${name} ${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(described.toSorted()).toEqual(known.toSorted());
  });
});
