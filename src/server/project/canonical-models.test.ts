import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Model } from '#contract';
import { sampleSnapshot } from '../../flows/testing/sample-project.ts';
import { canonicalModels } from './canonical-models.ts';

const { models } = sampleSnapshot();
const unordered = ['indexes', 'foreignKeys', 'referencedBy', 'checks', 'uniques', 'exclusions', 'triggers', 'policies', 'grants'] as const;

/** A difference of the whole texts is too long to be shown. */
function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function shuffled<Item>(items: readonly Item[]): fc.Arbitrary<Item[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length });
}

function shuffledModel(model: Model): fc.Arbitrary<Model> {
  const lists = Object.fromEntries(unordered.map((name) => [name, shuffled<unknown>(model[name])]));
  return fc.record(lists).map((changed) => ({ ...model, ...changed }) as Model); // the same items in the same lists
}

describe('canonicalModels', () => {
  it('gives one order, whatever the order they were read in', () => {
    const expected = sha256(JSON.stringify(canonicalModels(models)));
    const reads = fc.tuple(...models.map(shuffledModel)).chain(shuffled);
    fc.assert(
      fc.property(reads, (read) => {
        expect(sha256(JSON.stringify(canonicalModels(read)))).toBe(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('is the order the catalog is read in already', () => {
    expect(canonicalModels(models)).toEqual(models);
  });
});
