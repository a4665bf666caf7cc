import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ExplainedPlan } from '#contract';
import { findPlanProblems } from './find-plan-problems.ts';
import { readPastedPlan } from './pasted-plan.ts';
import { planNodes } from './plan-nodes.ts';

/** What psql of each release showed for one statement on tables of our own: EXPLAIN (ANALYZE, BUFFERS, SETTINGS, VERBOSE), as text and as JSON. */
const folder = new URL('fixtures/', import.meta.url);
const files = readdirSync(folder).toSorted();
const textOf = (file: string) => readFileSync(new URL(file, folder), 'utf8');

function read(text: string): ExplainedPlan {
  const result = readPastedPlan(text);
  if (!result.ok) throw new Error(result.message);
  return result.plan;
}

describe('plans of other releases', () => {
  it('are there for each of them', () => expect(files.filter((file) => file.endsWith('.txt'))).toHaveLength(10));

  it.each(files)('%s', (file) => {
    const plan = read(textOf(file));
    expect(plan.notes ?? []).toEqual([]);
    expect(plan).toMatchObject({ analyzed: true, settings: { work_mem: '64kB' }, planningMs: expect.any(Number), executionMs: expect.any(Number) });
    const problems = findPlanProblems(plan, [], null);
    const rules = new Set(problems.findings.map(({ rule }) => rule));
    // A sort on disk, a correlated subquery run 5,000 times, a filter that drops half, and both filtered scans of a large table.
    expect([...rules]).toEqual(expect.arrayContaining(['P003', 'P005', 'P011']));
    expect(problems.findings.find(({ rule }) => rule === 'P011')).toMatchObject({ level: 'warning', title: 'A subquery runs 5,000 times' });
    expect(problems.skipped.map(({ part }) => part)).toEqual(['P028 function_on_column']);
    const nodes = planNodes(plan);
    const own = nodes.reduce((sum, { ownMs }) => sum + (ownMs ?? 0), 0);
    expect(own / (nodes[0]?.actualMs ?? 0)).toBeGreaterThan(0.9);
    expect(own / (nodes[0]?.actualMs ?? 0)).toBeLessThan(1.1);
  });
});

describe('the same plan as other clients show it', () => {
  const plain = textOf('postgres-16.txt').split('\n').slice(2).filter((line) => !/^\(\d+ rows\)$/.test(line) && line !== '').map((line) => line.slice(1).trimEnd());
  const expected = read(plain.join('\n'));
  const widest = Math.max(...plain.map((line) => line.length));
  it.each<[string, string]>([
    ['psql, aligned', textOf('postgres-16.txt')],
    ['psql, border 2', [`+${'-'.repeat(widest + 2)}+`, `| ${'QUERY PLAN'.padEnd(widest)} |`, `+${'-'.repeat(widest + 2)}+`, ...plain.map((line) => `| ${line.padEnd(widest)} |`), `+${'-'.repeat(widest + 2)}+`, `(${plain.length} rows)`].join('\n')],
    ['psql, unaligned', ['QUERY PLAN', ...plain, `(${plain.length} rows)`].join('\n')],
    ['a data grid', ['"QUERY PLAN"', ...plain.map((line) => `"${line.replaceAll('"', '""')}"`)].join('\r\n')],
    ['a mail', plain.map((line) => `> ${line}`).join('\n')],
    ['a log', ['LOG:  duration: 12.3 ms  plan:', ...plain.map((line) => `\t${line}`)].join('\n')],
  ])('%s', (_name, text) => {
    const { notes, ...plan } = read(text);
    expect(plan).toEqual(expected);
    expect((notes ?? []).filter((note) => !note.text.startsWith('LOG'))).toEqual([]);
  });

  it.each<[string, (json: string) => string]>([
    ['bare', (json) => json],
    ['one entry', (json) => JSON.stringify((JSON.parse(json) as unknown[])[0])],
    ['a cell of a data grid', (json) => `"${json.replaceAll('"', '""')}"`],
    ['rows of a driver', (json) => JSON.stringify([{ 'QUERY PLAN': JSON.parse(json) as unknown }])],
  ])('JSON: %s', (_name, wrap) => {
    const json = textOf('postgres-16.json.txt').split('\n').slice(2).filter((line) => !line.startsWith('(')).map((line) => line.replace(/ *\+$/, '')).join('\n');
    expect(read(wrap(json))).toEqual(read(textOf('postgres-16.json.txt')));
  });
});

describe('what is no plan', () => {
  it.each([
    ['', 1, 'empty'],
    ['\n\nSELECT 1;', 3, 'SELECT 1;'],
    ['[\n  {"Plan": nope}\n]', 2, 'nope'],
    ['[\n' + '1'.repeat(5000) + 'x\n]', 2, 'no JSON'],
    ['[{"Plan": {"Node": 1}}]', 1, 'no plan'],
    ['<explain xmlns="x">', 1, 'XML'],
    ['Sort  (cost=1.00..2.00 rows=1 width=4)\n->  Seq Scan on a  (cost=0.00..1.00 rows=1 width=4)', 2, 'indentation'],
  ])('%j is refused at line %d', (text, line, words) => {
    expect(readPastedPlan(text)).toEqual({ ok: false, line, message: expect.stringContaining(words) });
  });

  it('is refused too when it is nested without end', () => {
    const deep = `${'{"Node Type":"A","Plans":['.repeat(20_000)}${']}'.repeat(20_000)}`;
    expect(readPastedPlan(`[{"Plan":${deep}}]`)).toMatchObject({ ok: false });
  });
});
