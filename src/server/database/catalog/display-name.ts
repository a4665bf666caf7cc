/** PascalCase singular of a relation's name: `order_items` → `OrderItem`. A name without letters or digits stays as it is. */
export function toDisplayName(name: string): string {
  const words = name.match(WORD) ?? [];
  const last = words.findLastIndex((word) => /\p{L}/u.test(word));
  const parts = words.map((word, index) => capitalise(index === last ? toSingular(word) : word));
  return parts.length === 0 ? name : parts.join('');
}

/** Digits; a run of capitals that is no start of a word; a word with its capital; letters without case. */
const WORD = /\p{N}+|\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|[\p{L}\p{M}]+/gu;

/** English plural to singular by ending; a word that is no plural stays. Keeps the case of what stays. */
export function toSingular(word: string): string {
  const lower = word.toLowerCase();
  if (UNCHANGED.has(lower) || /(ss|us|is|ics|[^s]ous)$/.test(lower)) return word;
  const irregular = IRREGULAR.get(lower);
  if (irregular !== undefined) return matchCase(irregular, word);
  const rule = RULES.find(([ending]) => ending.test(lower));
  return rule ? word.replace(new RegExp(rule[0].source, 'i'), rule[1]) : word;
}

/** First match wins; each replaces what it matched at the end of the word. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/(?<=[^aeiou])ies$/, 'y'],
  [/(?<=(ss|us|sh|tch|[^c]x|[aeiou]rch|lch|nch|alias|bias|canvas|atlas|quiz|waltz))es$/, ''],
  [/(?<=[aeiou]t)oes$/, 'o'],
  [/(?<=(her|ech|vet|torped|embarg|potat|tomat))oes$/, 'o'],
  [/s$/, ''],
];

const UNCHANGED: ReadonlySet<string> = new Set([
  'data', 'media', 'metadata', 'news', 'series', 'species', 'info', 'equipment', 'feedback', 'aws', 'dns', 'gps', 'sms', 'tls', 'https',
  'css', 'alias', 'bias', 'canvas', 'atlas', 'gas', 'lens', 'yes', 'plus', 'always', 'has', 'was', 'as', 'os', 'ios', 's',
]);

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['people', 'person'], ['children', 'child'], ['men', 'man'], ['women', 'woman'], ['mice', 'mouse'], ['geese', 'goose'], ['feet', 'foot'],
  ['teeth', 'tooth'], ['indices', 'index'], ['indexes', 'index'], ['vertices', 'vertex'], ['matrices', 'matrix'], ['appendices', 'appendix'],
  ['criteria', 'criterion'], ['phenomena', 'phenomenon'], ['analyses', 'analysis'], ['bases', 'base'], ['theses', 'thesis'],
  ['diagnoses', 'diagnosis'], ['crises', 'crisis'], ['hypotheses', 'hypothesis'], ['buses', 'bus'], ['gases', 'gas'], ['lenses', 'lens'],
  ['boxes', 'box'], ['taxes', 'tax'], ['faxes', 'fax'], ['axes', 'axis'], ['quizzes', 'quiz'], ['heroes', 'hero'], ['movies', 'movie'],
  ['cookies', 'cookie'], ['ties', 'tie'], ['lies', 'lie'], ['pies', 'pie'], ['zombies', 'zombie'], ['leaves', 'leaf'], ['shelves', 'shelf'],
  ['halves', 'half'], ['wolves', 'wolf'], ['knives', 'knife'], ['wives', 'wife'], ['lives', 'life'], ['causes', 'cause'], ['clauses', 'clause'],
  ['houses', 'house'], ['warehouses', 'warehouse'], ['pauses', 'pause'], ['uses', 'use'], ['reuses', 'reuse'], ['spouses', 'spouse'],
  ['excuses', 'excuse'], ['mouses', 'mouse'], ['approaches', 'approach'], ['coaches', 'coach'], ['breaches', 'breach'], ['beaches', 'beach'],
  ['speeches', 'speech'], ['searches', 'search'], ['churches', 'church'], ['branches', 'branch'], ['synopses', 'synopsis'],
]);

function matchCase(singular: string, word: string): string {
  return word === word.toUpperCase() ? singular.toUpperCase() : singular;
}

function capitalise(word: string): string {
  const rest = word.slice(1);
  const isShouted = word.length > 1 && word === word.toUpperCase();
  return word.slice(0, 1).toUpperCase() + (isShouted ? rest.toLowerCase() : rest);
}
