/** Lower-case words of a name in any case style, each in the singular: `OrderItems`, `order-items`, `order_item` → order, item. */
export function nameWords(name: string): string[] {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(singular);
}

/** Names with the same key are taken for the same thing. */
export function nameKey(words: readonly string[]): string {
  return words.join('_');
}

/** English singular of a word. It need not be right, only the same for both forms of a noun. */
export function singular(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (word.length < 4 || /(ss|us|is|news|series|species)$/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(ches|shes|sses|xes|zzes|uses)$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

const IRREGULAR = new Map([
  ['people', 'person'], ['persons', 'person'], ['children', 'child'], ['men', 'man'], ['women', 'woman'], ['data', 'datum'],
  ['media', 'medium'], ['criteria', 'criterion'], ['indices', 'index'], ['indexes', 'index'], ['matrices', 'matrix'], ['vertices', 'vertex'],
  ['analyses', 'analysis'], ['movies', 'movie'], ['cookies', 'cookie'], ['houses', 'house'], ['warehouses', 'warehouse'],
  ['purchases', 'purchase'], ['courses', 'course'], ['licenses', 'license'], ['causes', 'cause'], ['clauses', 'clause'], ['leases', 'lease'],
  ['releases', 'release'], ['expenses', 'expense'], ['caches', 'cache'], ['quizzes', 'quiz'],
]);
