import { expect, it } from 'vitest';
import { redactionLabel } from './redaction-label.ts';

it.each([
  ['sql-literal', 'SQL literals masked'],
  ['secret:github-token', 'GitHub token'],
  ['secret:json-web-token', 'JSON web token'],
  ['secret:npm-token', 'npm token'],
  ['secret:password', 'Password'],
  ['secret:our-customer-number', 'Our customer number'],
  ['secret:constructor', 'Constructor'],
])('says %s in words', (kind, words) => {
  expect(redactionLabel(kind)).toBe(words);
});
