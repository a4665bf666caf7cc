import { expect, it } from 'vitest';
import { aModel, aSnapshot } from '../../testing/snapshot-factory.ts';
import { sourceState } from './source-state.ts';

const skipped = (part: string) => [{ part, reason: 'permission denied', remedy: null }];

it('tells what was read from what was read in part or not at all', () => {
  expect(sourceState(aSnapshot(), 'models')).toBe('read');
  expect(sourceState(aSnapshot({ skipped: skipped('models') }), 'models')).toBe('not read');
  expect(sourceState(aSnapshot({ skipped: skipped('models.policies'), models: [aModel('public.users')] }), 'models')).toBe('read in part');
  expect(sourceState(aSnapshot({ skipped: skipped('queries') }), 'routes')).toBe('read');
});
