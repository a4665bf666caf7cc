import { quotedKeywords } from './sql-keywords.ts';

/**
 * A name as an SQL identifier, quoted only when PostgreSQL needs it. Characters that could hide or break a line (controls, bidi
 * and zero-width marks, Unicode tags) come out as escapes of `U&"…"`: still the same identifier to PostgreSQL, and one visible line.
 */
export function quoteIdentifier(name: string): string {
  if (/^[a-z_][a-z0-9_]*$/.test(name) && !quotedKeywords.has(name)) return name;
  if (!isHidden(name)) return `"${name.replaceAll('"', '""')}"`;
  const escaped = [...name].map((character) => (isHidden(character) ? unicodeEscape(character) : plain(character))).join('');
  return `U&"${escaped}"`;
}

/** A model id (`schema.name`, unquoted) as a qualified SQL name. The schema ends at the first dot. */
export function quoteQualified(id: string): string {
  const dot = id.indexOf('.');
  if (dot < 0) return quoteIdentifier(id);
  return `${quoteIdentifier(id.slice(0, dot))}.${quoteIdentifier(id.slice(dot + 1))}`;
}

/** Schema and name as a qualified SQL name; exact even when a name holds a dot. */
export function quoteName(object: { readonly schema: string; readonly name: string }): string {
  return `${quoteIdentifier(object.schema)}.${quoteIdentifier(object.name)}`;
}

/**
 * A relation as the text `nextval` and other functions read a name from. That reader knows plain double quotes only, not `U&"…"`.
 */
export function regclassLiteral(relation: { readonly schema: string | null; readonly name: string }): string {
  const parts = relation.schema === null ? [relation.name] : [relation.schema, relation.name];
  return quoteLiteral(parts.map(plainlyQuoted).join('.'));
}

function plainlyQuoted(name: string): string {
  const quoted = quoteIdentifier(name);
  return quoted.startsWith('U&') ? `"${name.replaceAll('"', '""')}"` : quoted;
}

/** `(a, "b C")`: a column list. */
export function quoteColumns(columns: readonly string[]): string {
  return `(${columns.map(quoteIdentifier).join(', ')})`;
}

/** A string as an SQL literal, on one line whatever it holds. */
export function quoteLiteral(value: string): string {
  const doubled = value.replaceAll("'", "''");
  if (!isHidden(value) && !value.includes('\\')) return `'${doubled}'`;
  const escaped = [...doubled].map((character) => (isHidden(character) ? literalEscape(character) : backslashed(character)));
  return `E'${escaped.join('')}'`;
}

/** A word that is no SQL name (a path, a file, a scheme): as it is when it is plain, else as a quoted literal. */
export function quoteWord(word: string): string {
  return /^[\w./{}:@~+-]+$/.test(word) ? word : quoteLiteral(word);
}

/** Controls, format characters (bidi, zero width, tags), line and paragraph separators. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

function isHidden(text: string): boolean {
  return HIDDEN.test(text);
}

function unicodeEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\+${hex(code, 6)}` : `\\${hex(code, 4)}`;
}

function literalEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}

function plain(character: string): string {
  if (character === '\\') return '\\\\';
  return character === '"' ? '""' : character;
}

function backslashed(character: string): string {
  return character === '\\' ? '\\\\' : character;
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0');
}
