/** A token of PostgreSQL's own scanner; offsets are in UTF-16 code units of the text that was scanned. */
export interface SqlToken {
  readonly start: number;
  readonly end: number;
  /** Scanner token name, such as `SCONST`, `ICONST`, `IDENT`, `PARAM`, `Op`, `SQL_COMMENT`, `C_COMMENT`, `ASCII_59`; a keyword in upper case. */
  readonly name: string;
  readonly keyword: 'none' | 'unreserved' | 'column' | 'type' | 'reserved';
}

/** One statement of a text, with its AST node as PostgreSQL's parser gives it. */
export interface SqlStatement {
  /** Range in UTF-16 code units, without leading white space and comments, without the semicolon. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Name of the AST node, such as `SelectStmt` or `AlterTableStmt`. */
  readonly node: string;
  /**
   * The fields of that node, such as `targetList` and `fromClause`; nested nodes are wrapped in `{NodeName: {…}}`. A `location` in it
   * counts UTF-8 bytes of the whole text.
   */
  readonly tree: Readonly<Record<string, unknown>>;
}

export type SqlParseResult =
  | { readonly ok: true; readonly statements: readonly SqlStatement[] }
  | { readonly ok: false; readonly message: string; /** UTF-16 offset, or null. */ readonly position: number | null };

/** PostgreSQL's parser, handed to the pure core as an argument (loading its WASM is I/O). */
export interface SqlParser {
  parse(sql: string): SqlParseResult;
  /** Null when the scanner refuses the text (an unterminated string, …). */
  scan(sql: string): readonly SqlToken[] | null;
  /** 16 hex digits, equal for statements that differ in constants and white space only; null when it does not parse. */
  fingerprint(sql: string): string | null;
  /** Constants replaced by `$n`; null when it does not parse. */
  normalize(sql: string): string | null;
}
