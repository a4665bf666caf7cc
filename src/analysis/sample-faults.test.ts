import { readFileSync } from 'node:fs';
import { projectSnapshotSchema, type Diagnostic, type RuleCheck, type SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { beforeAll, describe, expect, it } from 'vitest';
import { diagnose } from './diagnose.ts';

interface Fault {
  readonly rule: string | null;
  readonly level: string;
  readonly seeded: boolean;
  readonly object: string;
}

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
// Their shape is checked by the tests of the sample.
const faults = read('../sample/seeded-faults.json') as readonly Fault[];
const snapshot = projectSnapshotSchema.parse(read('../flows/testing/sample-snapshot.json'));

let diagnostics: Diagnostic[];
let checks: RuleCheck[];
beforeAll(async () => {
  const parser: SqlParser = await loadSqlParser();
  ({ diagnostics, checks } = diagnose(snapshot, parser));
});

/** `GET /x` is the route `GET:/x`, `public.orders.an_index` the part of a model; a statement is known by its fingerprint, not by its name. */
function isAbout({ object }: Diagnostic, fault: string): boolean {
  if (object.kind === 'query') return fault === 'category_page_with_units_sold';
  const names = object.part === null ? [object.id] : [`${object.id}.${object.part}`, object.part];
  return [...names, object.id.replace(':', ' ')].some((name) => name === fault || fault.endsWith(`.${name}`));
}

describe('the sample project', () => {
  it.each(faults.filter(({ rule }) => rule?.startsWith('M') !== true))('$rule $object is found', ({ rule, level, object }) => {
    const about = diagnostics.filter((finding) => isAbout(finding, object));
    expect(about.filter((finding) => finding.level === level && (rule === null || !rule.startsWith('D') || finding.rule === rule))).not.toEqual([]);
  });

  it('has no error beside the seeded ones', () => {
    const seeded = faults.filter((fault) => fault.seeded && fault.level === 'error');
    const others = diagnostics.filter((finding) => finding.level === 'error' && !seeded.some(({ object }) => isAbout(finding, object)));
    expect(others.map(({ id }) => id)).toEqual([]);
  });

  it('has no catalog finding that the list of faults does not name', () => {
    const unnamed = diagnostics.filter((finding) => finding.rule.startsWith('D') && !faults.some(({ object }) => isAbout(finding, object)));
    expect(unnamed.map(({ id }) => id)).toEqual([]);
  });

  it('shows of each rule what became of it, and which could not look on the embedded database', () => {
    const catalog = checks.filter(({ rule }) => rule.startsWith('D'));
    expect(catalog).toHaveLength(46);
    expect(catalog.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(catalog.filter(({ outcome }) => outcome === 'skipped').map(({ rule }) => rule)).toEqual(['D013', 'D029', 'D036', 'D041']);
    expect(snapshot.checks).toEqual(checks);
  });
});
