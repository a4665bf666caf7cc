import type { Grammar } from 'prismjs';

const words = (text: string) => new RegExp(String.raw`\b(?:${text.replaceAll(' ', '|')})\b`, 'i');

/** PostgreSQL's lexical rules as far as colours need them: dollar quotes, `E''`, quoted identifiers, `$1`. */
const sql: Grammar = {
  comment: /--.*|\/\*[\s\S]*?\*\//,
  string: [
    { pattern: /(\$(?:[A-Za-z_]\w*)?\$)[\s\S]*?\1/, greedy: true },
    { pattern: /\bE'(?:[^'\\]|\\[\s\S]|'')*'/i, greedy: true },
    { pattern: /'(?:[^']|'')*'/, greedy: true },
  ],
  identifier: { pattern: /"(?:[^"]|"")*"/, greedy: true },
  variable: /\$\d+\b/,
  keyword: words(
    'add all alter always analyze and any as asc begin between by cascade case check cluster collate column comment commit concurrently conflict constraint copy ' +
      'create cross current_date current_timestamp current_user cycle default deferrable delete desc distinct do domain drop else enable end enum except exclude execute ' +
      'exists explain extension fetch filter first for foreign from full function generated grant group grouping having identity if ilike in include index inherits inner ' +
      'insert intersect into is join key last lateral left like limit lock materialized merge natural no not nothing nulls of offset on only option or order outer over ' +
      'partition policy primary procedure recursive references refresh reindex rename replace restrict returning returns revoke right rollback row rows savepoint schema ' +
      'security select sequence set similar some start stored table temporary then to transaction trigger truncate type union unique unlogged update using vacuum valid ' +
      'validate values view when where window with within',
  ),
  boolean: words('true false null'),
  number: /\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b/i,
};

const json: Grammar = {
  property: { pattern: /"(?:[^"\\]|\\.)*"(?=\s*:)/, greedy: true },
  string: { pattern: /"(?:[^"\\]|\\.)*"/, greedy: true },
  number: /-?\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b/i,
  boolean: /\b(?:true|false|null)\b/,
};

export const grammars = { sql, json };
