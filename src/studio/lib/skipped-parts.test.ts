import { describe, expect, it } from 'vitest';
import { aSnapshot } from '../testing/snapshot-factory.ts';
import { skippedParts } from './skipped-parts.ts';

const parts = ['models.statistics', 'database.sequences', 'queries', 'routes', 'migrations: history', 'D019 sequence_near_limit'];
const skipped = parts.map((part) => ({ part, reason: 'refused', remedy: null }));
const partsOf = (...[section]: [Parameters<typeof skippedParts>[1]]) => skippedParts(aSnapshot({ skipped }), section).map((entry) => entry.part);

describe('what was skipped', () => {
  it.each([
    ['models', ['models.statistics', 'database.sequences']],
    ['queries', ['queries']],
    ['routes', ['routes']],
    ['migrations', ['migrations: history']],
    ['diagnostics', ['D019 sequence_near_limit']],
  ] as const)('stands in the section %s', (section, expected) => {
    expect(partsOf(section)).toEqual(expected);
  });

  it('is shown in one section, so that none is lost', () => {
    const shown = (['models', 'routes', 'queries', 'migrations', 'diagnostics'] as const).flatMap((section) => partsOf(section));
    expect(shown.toSorted()).toEqual(parts.toSorted());
  });

  it('by choice is no warning of a section', () => {
    const snapshot = aSnapshot({ skipped: [{ part: 'framework routes', reason: 'left out', remedy: null }] });
    for (const section of ['routes', 'diagnostics'] as const) expect(skippedParts(snapshot, section)).toEqual([]);
  });

  it('is no matter of a source that was not given', () => {
    const sources = { database: null, openapi: null, migrations: null };
    const snapshot = aSnapshot({ skipped, project: { name: 'p', kind: 'project', sources } });
    expect(skippedParts(snapshot, 'routes')).toEqual([]);
  });
});
