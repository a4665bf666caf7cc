import type { AnswerMark } from '#contract';
import { mark, type AnswerFacts, type AnswerRule, type AnswerRuleInfo } from '../answer-facts.ts';

const info: AnswerRuleInfo = { id: 'C009', name: 'ranking_incomplete', level: 'error' };

/** Every id that was given is ranked once, and no other: the rows of the table under "Order", else every id the answer names. */
export const rankingIncomplete: AnswerRule = {
  ...info,
  check(facts) {
    const { toRank } = facts.request;
    if (toRank.length === 0) return [];
    const ranked = rankedIds(facts);
    const given = new Set(toRank);
    const names = new Set(ranked.map(({ id }) => id));
    const missing = toRank.filter((id) => !names.has(id));
    return [
      ...(missing.length === 0 ? [] : [missingMark(facts, missing)]),
      ...ranked.filter(({ id }) => !given.has(id)).map((item) => mark(info, facts, { ...item, title: `${item.id} was not given and cannot be ranked`, evidence: [`given: ${toRank.join(', ')}`] })),
      ...ranked.filter(({ id }, position) => given.has(id) && ranked.findIndex((other) => other.id === id) !== position)
        .map((item) => mark(info, facts, { ...item, level: 'warning', title: `${item.id} is ranked more than once` })),
    ];
  },
};

interface Ranked {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** The first id of each row of the table; a later column may name others ("together with"). */
function rankedIds({ answer }: AnswerFacts): Ranked[] {
  const section = answer.sections.find(({ heading }) => /^order\b/i.test(heading));
  const from = section?.start ?? 0;
  const text = answer.prose.slice(from, section?.end ?? answer.prose.length);
  const rows = [...text.matchAll(/^[ \t]*\|[^\n]*$/gm)];
  if (section !== undefined && rows.length > 0) {
    return rows.flatMap((row) => {
      const match = /\bd-\d{1,6}\b/.exec(row[0]);
      return match === null ? [] : [at(from + row.index + match.index, match[0])];
    });
  }
  const seen = new Set<string>();
  // Without a table an id may be spoken of again: only the first place counts.
  return [...text.matchAll(/\bd-\d{1,6}\b/g)].map((match) => at(from + match.index, match[0])).filter(({ id }) => !seen.has(id) && seen.add(id));
}

function at(start: number, id: string): Ranked {
  return { id, start, end: start + id.length };
}

function missingMark(facts: AnswerFacts, missing: readonly string[]): AnswerMark {
  const section = facts.answer.sections.find(({ heading }) => /^order\b/i.test(heading));
  const start = section?.start ?? 0;
  const end = section === undefined ? Math.min(1, facts.answer.text.length) : start + (facts.answer.text.slice(start).split('\n')[0] ?? '').length;
  return mark(info, facts, { start, end, title: `Not ranked: ${missing.join(', ')}`, evidence: [`given: ${facts.request.toRank.join(', ')}`] });
}
