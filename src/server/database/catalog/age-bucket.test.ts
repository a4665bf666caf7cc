import { expect, it } from 'vitest';
import { ageBucket } from './age-bucket.ts';

it.each([
  [null, 'never'], [0, '< 1 hour'], [3_599.9, '< 1 hour'], [3_600, '< 1 day'], [86_400, '< 7 days'], [7 * 86_400, '< 30 days'],
  [30 * 86_400, '30 days or more'], [-5, '< 1 hour'],
])('%s seconds are "%s"', (seconds, bucket) => {
  expect(ageBucket(seconds)).toBe(bucket);
});
