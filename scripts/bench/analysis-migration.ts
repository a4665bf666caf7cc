import { describeMigration } from '#analysis';
import { loadSqlParser } from '#sql';
import { median, milliseconds, type Benchmark, type Measurement } from './measurement.ts';
import { wideProject } from './wide-model.ts';

const STATEMENTS = 200;
const TARGET_MS = 100;
/** Ten times the statements may cost ten times as much, with room for noise. */
const LINEAR = 15;
const ROUNDS = 15;

/** A migration in process, statement by statement with all hazards, against the time its parser takes alone. */
export const analysisMigration: Benchmark = { name: 'analysis-migration', measure };

async function measure(): Promise<readonly Measurement[]> {
  const { models } = wideProject();
  const parser = await loadSqlParser();
  const run = (sql: string) => describeMigration(sql, parser, models, { transactional: true, today: '2026-01-01' });
  const sql = migrationOf(STATEMENTS);
  const report = run(sql);
  if (report.statements.length < STATEMENTS || report.findings.length === 0) throw new Error(`The migration to measure was not read: ${JSON.stringify(report.syntaxError)}`);
  const parse = medianTime(() => parser.parse(sql));
  const whole = medianTime(() => run(sql));
  const tenfold = medianTime(() => run(migrationOf(STATEMENTS * 10)));
  return [
    { what: `migration of ${STATEMENTS} statements, p50`, value: milliseconds(whole), baseline: `parsing it: ${milliseconds(parse)}`, ratio: whole / parse, target: `≤ ${TARGET_MS} ms`, holds: whole <= TARGET_MS },
    { what: '… ten times as many statements', value: milliseconds(tenfold), baseline: `of ${STATEMENTS}: ${milliseconds(whole)}`, ratio: tenfold / whole, target: `≤ ${LINEAR} ×`, holds: tenfold <= whole * LINEAR },
  ];
}

function medianTime(work: () => unknown): number {
  work();
  const samples = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return median(samples);
}

/** Statements of many kinds, most of them hazards, some with an accepted risk. */
function migrationOf(count: number): string {
  const kinds: readonly ((index: number) => string)[] = [
    (index) => `ALTER TABLE wide_orders ADD COLUMN added_${index} uuid DEFAULT gen_random_uuid();`,
    (index) => `-- aksara:allow M001 reason="measured"\nCREATE INDEX made_${index} ON wide_orders (column_${index % 20});`,
    (index) => `ALTER TABLE wide_orders ADD CONSTRAINT check_${index} CHECK (column_2 > ${index});`,
    (index) => `ALTER TABLE wide_orders ALTER COLUMN column_${index % 20} SET NOT NULL;`,
    (index) => `CREATE TABLE fresh_${index} (id bigint PRIMARY KEY, parent bigint REFERENCES wide_orders (column_0));`,
    (index) => `UPDATE wide_orders SET column_1 = ${index};`,
    (index) => `ALTER TABLE wide_orders ADD CONSTRAINT key_${index} FOREIGN KEY (column_1) REFERENCES neighbour_1 (column_0) NOT VALID;`,
    (index) => `ALTER TABLE wide_orders VALIDATE CONSTRAINT key_${index - 1};`,
  ];
  return Array.from({ length: count }, (_, index) => kinds[index % kinds.length]?.(index) ?? '').join('\n');
}
