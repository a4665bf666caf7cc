import { describe, expect, it } from 'vitest';
import { readRecordedFacts, recordedFirst } from './recorded-facts.ts';

describe('recordedFirst', () => {
  it('answers the recording once and reads from then on', async () => {
    const read = recordedFirst('recorded', async (suffix: string) => `read ${suffix}`);
    expect([await read('a'), await read('b'), await read('c')]).toEqual(['recorded', 'read b', 'read c']);
  });

  it('reads at once when there is no recording', async () => {
    expect(await recordedFirst(undefined, async () => 'read')()).toBe('read');
  });
});

describe('readRecordedFacts', () => {
  it('is not used in a source tree, where every test asks the database', () => {
    expect(readRecordedFacts()).toBeNull();
  });
});
