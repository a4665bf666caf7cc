import { mark, type AnswerFacts, type AnswerRule, type AnswerRuleInfo } from '../answer-facts.ts';

const figure: AnswerRuleInfo = { id: 'C010', name: 'figure_not_given', level: 'info' };
const plan: AnswerRuleInfo = { id: 'C011', name: 'plan_not_given', level: 'warning' };
const heading: AnswerRuleInfo = { id: 'C012', name: 'heading_missing', level: 'info' };

/** A figure with a unit of measure. */
const FIGURE = /(?<![\w.,-])(\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(ms|rows?|MB|GB|kB|KB|MiB|GiB|KiB|seconds?|minutes?|calls|buffers|blocks)\b/g;
const MOST_FIGURES = 20;

/** Figures with a unit that the prompt does not hold: the model worked them out, or made them up. */
export const figureNotGiven: AnswerRule = {
  ...figure,
  check(facts) {
    if (facts.request.prompt === '') return { skipped: 'the prompt is not known', remedy: 'Check the answer beside the pack it answers.' };
    const given = numbersIn(facts.request.prompt);
    const seen = new Set<string>();
    return [...facts.answer.prose.matchAll(FIGURE)]
      .filter((match) => !isGiven(match[1] ?? '', given) && !seen.has(match[0]) && seen.add(match[0]))
      .slice(0, MOST_FIGURES)
      .map((match) => mark(figure, facts, { start: match.index, end: match.index + match[0].length, title: `"${match[0]}" does not stand in the pack`, evidence: ['worked out or assumed by the model: check it before it counts'] }));
  },
};

function numbersIn(text: string): number[] {
  return [...new Set([...text.matchAll(/\d[\d,]*(?:\.\d+)?/g)].map(([digits]) => Number(digits.replaceAll(',', ''))))];
}

/** Equal, or the same when rounded as the answer rounds it; small whole numbers are advice (batches of 5), round ones settings. */
function isGiven(digits: string, given: readonly number[]): boolean {
  const value = Number(digits.replaceAll(/[,\s\u202f\u00a0]/g, ''));
  if (value <= 10 || isRound(value)) return true;
  const step = 10 ** -(digits.split('.')[1]?.length ?? 0);
  const isNear = (number: number): boolean => Math.abs(number - value) <= Math.max(step / 2, value * ROUNDED);
  return given.some((number) => isNear(number) || SCALES.some((scale) => isNear(number / scale)));
}

/** "About 600,000" for 601,234. */
const ROUNDED = 0.006;
/** The answer may use a larger unit than the pack. */
const SCALES = [1000, 1024, 1024 ** 2] as const;

/** One digit and zeros, or a half of that: 500, 5,000, 250. */
function isRound(value: number): boolean {
  return /^(?:[1-9]|[1-9]5|25)0*$/.test(String(value));
}

/** What a plan would show, in an answer to a prompt without one. */
export const planNotGiven: AnswerRule = {
  ...plan,
  check(facts) {
    if (facts.request.hasPlan || facts.request.prompt === '' || !/\bplan\b|index|query|scan/i.test(facts.request.actionKey)) return [];
    const claim = /\b(?:the plan (?:shows|uses|does|reads|contains)|(?:currently|now|today) (?:uses|does|runs) an? (?:parallel )?(?:seq(?:uential)?|index|bitmap)[\w ]{0,12} scan)\b/i.exec(facts.answer.prose);
    if (claim === null) return [];
    return [mark(plan, facts, { start: claim.index, end: claim.index + claim[0].length, title: 'This speaks of a plan, and the pack held none', evidence: ['the pack says why the plan is missing'] })];
  },
};

/** Headings the answer was asked for and does not have. */
export const headingMissing: AnswerRule = {
  ...heading,
  check(facts) {
    const has = new Set(facts.answer.sections.map((section) => section.heading.toLowerCase()));
    const missing = facts.request.headings.filter((asked) => !has.has(asked.toLowerCase()));
    if (missing.length === 0) return [];
    return [mark(heading, facts, { ...firstLine(facts), title: missing.length === 1 ? 'A part that was asked for is missing' : `${missing.length} parts that were asked for are missing`, evidence: [missing.join(', ')] })];
  },
};

function firstLine({ answer }: AnswerFacts): { start: number; end: number } {
  const end = answer.text.indexOf('\n');
  return { start: 0, end: end < 0 ? answer.text.length : end };
}
