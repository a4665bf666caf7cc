import type { AnswerCheck, AnswerMark, Skipped } from '#contract';
import { answerFacts, type AnswerFacts, type AnswerProject, type AnswerRequest, type AnswerRule } from './answer-facts.ts';
import type { SqlParser } from '#contract';
import { figureNotGiven, headingMissing, planNotGiven } from './rules/beyond-evidence.ts';
import { ddlHazard } from './rules/ddl-hazard.ts';
import { indexExists } from './rules/index-exists.ts';
import { indexUnknown, nameUnknown } from './rules/named-in-prose.ts';
import { rankingIncomplete } from './rules/ranking.ts';
import { sqlUnreadable } from './rules/sql-syntax.ts';
import { columnUnknown, tableUnknown } from './rules/unknown-names.ts';
import { namedRoutes, routeUnknown } from './rules/unknown-route.ts';

/** Version of the checks of answers. */
export const ANSWER_RULESET = 'answer@1';

/** Every check, in the order of their ids. */
export const answerRules: readonly AnswerRule[] = [
  sqlUnreadable, // C001
  tableUnknown,
  columnUnknown,
  indexUnknown,
  routeUnknown, // C005
  nameUnknown,
  indexExists,
  ddlHazard,
  rankingIncomplete,
  figureNotGiven, // C010
  planNotGiven,
  headingMissing,
];

/** An answer longer than this (UTF-16 code units) is checked up to here, and the check says so. */
const LONGEST = 1_000_000;

/**
 * Holds an answer against the project and the prompt it answers, without a model: what does not parse, does not exist, exists
 * already, or would hurt gets a mark with its place. Never throws for what an answer is; nothing in it is run.
 */
export function checkAnswer(answer: string, about: { readonly request: AnswerRequest; readonly project: AnswerProject; readonly parser: SqlParser; readonly today: string | null }): AnswerCheck {
  const facts = answerFacts(answer.slice(0, LONGEST), about);
  const outcomes = answerRules.map((rule) => outcomeOf(rule, facts));
  const cut = answer.length > LONGEST ? [{ part: 'answer', reason: `only the first ${LONGEST} characters were looked at`, remedy: null }] : [];
  return {
    ruleset: ANSWER_RULESET,
    marks: inOrder(outcomes.flatMap(({ marks }) => marks)),
    looked: {
      sql_blocks: facts.sql.fences.length,
      statements: facts.sql.statements.length,
      names: facts.answer.spans.length,
      routes: namedRoutes(facts.answer.text).length,
    },
    skipped: [...cut, ...outcomes.flatMap(({ skipped }) => skipped)],
  };
}

interface Outcome {
  readonly marks: readonly AnswerMark[];
  readonly skipped: readonly Skipped[];
}

/** A check that breaks is named as such: it is not a clean one. */
function outcomeOf(rule: AnswerRule, facts: AnswerFacts): Outcome {
  const part = `${rule.id} ${rule.name}`;
  try {
    const outcome = rule.check(facts);
    return 'skipped' in outcome ? { marks: [], skipped: [{ part, reason: outcome.skipped, remedy: outcome.remedy }] } : { marks: outcome, skipped: [] };
  } catch (error) {
    const reason = `the check failed: ${error instanceof Error ? error.message : 'no message'}`;
    return { marks: [], skipped: [{ part, reason, remedy: 'Report it with the part of the answer it looked at.' }] };
  }
}

/** By place, then rule; ids made unique. */
function inOrder(marks: readonly AnswerMark[]): AnswerMark[] {
  const seen = new Map<string, number>();
  return marks
    .toSorted((left, right) => left.start - right.start || left.end - right.end || (left.rule < right.rule ? -1 : 1))
    .map((found) => {
      const count = (seen.get(found.id) ?? 0) + 1;
      seen.set(found.id, count);
      return count === 1 ? found : { ...found, id: `${found.id}#${count}` };
    });
}
