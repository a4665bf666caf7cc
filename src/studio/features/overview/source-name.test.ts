import { expect, it } from 'vitest';
import { sourceName } from './source-name.ts';

it.each([
  ['/srv/shop/dist/openapi.json', 'openapi.json'],
  ['./db/migrations/', 'migrations'],
  ['C:\\shop\\openapi.yaml', 'openapi.yaml'],
  ['https://shop.example/v2/openapi.json', 'https://shop.example/v2/openapi.json'],
  ['the embedded database', 'the embedded database'],
  ['openapi.json', 'openapi.json'],
  ['/', '/'],
])('%s is shown as %s', (location, name) => {
  expect(sourceName(location)).toBe(name);
});
