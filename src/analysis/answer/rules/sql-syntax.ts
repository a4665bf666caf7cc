import { mark, type AnswerRule, type AnswerRuleInfo } from '../answer-facts.ts';

const info: AnswerRuleInfo = { id: 'C001', name: 'sql_unreadable', level: 'error' };

/** SQL that PostgreSQL's parser refuses. With a placeholder in it, it is a sketch and only named as such. */
export const sqlUnreadable: AnswerRule = {
  ...info,
  check: (facts) =>
    facts.sql.unreadable.map((piece) =>
      mark(info, facts, {
        ...piece,
        level: piece.placeholder ? 'info' : info.level,
        title: piece.placeholder ? 'This SQL is a sketch: something in it is still to be filled in' : 'This SQL does not parse',
        evidence: [`PostgreSQL's parser says: ${piece.message}`],
      }),
    ),
};
