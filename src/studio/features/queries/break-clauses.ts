/** Texts in quotes, comments, brackets, words, and what lies between. */
const parts = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|\/\*[\s\S]*?\*\/|--.*|[()]|[A-Za-z_][\w$]*|\s+|./g;

const clauses = new Set('FROM WHERE GROUP HAVING WINDOW ORDER LIMIT OFFSET FETCH UNION INTERSECT EXCEPT SET VALUES RETURNING JOIN LEFT RIGHT FULL INNER CROSS NATURAL'.split(' '));
/** A clause does not begin after these: DELETE FROM, IS DISTINCT FROM, LEFT OUTER JOIN, ON CONFLICT … DO UPDATE SET stays with its UPDATE. */
const leading = new Set('DELETE DISTINCT LEFT RIGHT FULL INNER CROSS NATURAL OUTER WITHIN UPDATE'.split(' '));

/** Shorter statements are read in one line. */
const oneLine = 60;

/** A statement that is written in one long line, with a line for each of its main clauses; any other as it is. Nothing but white space changes. */
export function breakClauses(sql: string): string {
  if (sql.length <= oneLine || sql.trim().includes('\n')) return sql;
  let depth = 0;
  let lastWord = '';
  let text = '';
  for (const [part] of sql.matchAll(parts)) {
    const word = /^[A-Za-z_]/.test(part) ? part.toUpperCase() : null;
    if (word !== null && depth === 0 && clauses.has(word) && !leading.has(lastWord) && text !== '') text = `${text.trimEnd()}\n`;
    if (part === '(') depth += 1;
    if (part === ')') depth -= 1;
    if (word !== null) lastWord = word;
    text += part;
  }
  return text;
}
