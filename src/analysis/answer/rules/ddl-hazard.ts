import type { AnswerMark, Finding } from '#contract';
import { describeMigration } from '../../migration/describe-migration.ts';
import { mark, type AnswerFacts, type AnswerRule, type AnswerRuleInfo } from '../answer-facts.ts';
import type { AnswerStatement } from '../sql-text.ts';

const info: AnswerRuleInfo = { id: 'C008', name: 'ddl_hazard', level: 'warning' };

/** Rules about a migration file as a whole: a block of an answer is no file. */
const ABOUT_FILES: ReadonlySet<string> = new Set(['M004', 'M027', 'M028', 'M029', 'M030', 'M042', 'M043']);

/** DDL that would block or lose something on these very tables, by the rules for migrations, with the safer form. */
export const ddlHazard: AnswerRule = {
  ...info,
  check: (facts) => blocks(facts).flatMap((statements) => hazardsOf(facts, statements)),
};

/** The statements of one fence belong together; one in a code span stands alone. */
function blocks(facts: AnswerFacts): AnswerStatement[][] {
  const byFence = new Map<unknown, AnswerStatement[]>();
  for (const found of facts.sql.statements) {
    const key = found.fence ?? found;
    byFence.set(key, [...(byFence.get(key) ?? []), found]);
  }
  return [...byFence.values()];
}

function hazardsOf(facts: AnswerFacts, statements: readonly AnswerStatement[]): AnswerMark[] {
  const sql = statements.map(({ statement }) => `${statement.text};`).join('\n');
  const { findings } = describeMigration(sql, facts.parser, facts.project.models, { serverVersion: facts.project.database?.versionNumber ?? null });
  return findings
    .filter(({ rule, level }) => level !== 'info' && !ABOUT_FILES.has(rule))
    .flatMap((finding) => {
      const found = statements[Number(finding.object.part) - 1];
      return found === undefined ? [] : [toMark(facts, found, finding)];
    });
}

function toMark(facts: AnswerFacts, { start, end }: AnswerStatement, finding: Finding): AnswerMark {
  // The first line of the evidence counts statements of the text above, which is not the answer.
  const evidence = finding.evidence.filter((line) => !/^statement \d+, line \d+/.test(line));
  return mark(info, facts, { start, end, level: finding.level, title: `${finding.rule} ${finding.name}: ${finding.title}`, evidence, remedy: finding.remedy });
}
