import type { SqlStatement } from '#contract';

type Fields = Readonly<Record<string, unknown>>;

export interface TableName {
  /** Null: to be looked for along the search path. */
  readonly schema: string | null;
  readonly name: string;
}

/** Tables a statement names, once each, in order of appearance; names of its own WITH queries are left out. */
export function tablesNamed(statement: SqlStatement): TableName[] {
  const tables = new Map<string, TableName>();
  const withNames = new Set<string>();
  walk(statement.tree, (fields) => {
    if (typeof fields['ctename'] === 'string') withNames.add(fields['ctename']);
    // a RangeVar stands bare where the grammar allows nothing else, such as the target of INSERT
    if (typeof fields['relname'] !== 'string' || typeof fields['relpersistence'] !== 'string') return;
    const schema = typeof fields['schemaname'] === 'string' ? fields['schemaname'] : null;
    tables.set(JSON.stringify([schema, fields['relname']]), { schema, name: fields['relname'] });
  });
  return [...tables.values()].filter(({ schema, name }) => schema !== null || !withNames.has(name));
}

/** The highest `$n`; 0 when there is none. */
export function parameterCount(statement: SqlStatement): number {
  let highest = 0;
  walk(statement.tree, (_fields, kind, node) => {
    if (kind !== 'ParamRef') return;
    const number = node['number'];
    if (typeof number === 'number') highest = Math.max(highest, number);
  });
  return highest;
}

/** The names of all AST nodes in the statement, its own included. */
export function nodeKinds(statement: SqlStatement): Set<string> {
  const kinds = new Set([statement.node]);
  walk(statement.tree, (fields, kind) => {
    if (kind !== null) kinds.add(kind);
    if (fields['intoClause'] !== undefined) kinds.add('IntoClause'); // stands bare, as the only node of its field can
  });
  return kinds;
}

/** Calls back for every object: with its fields; and for a wrapped node (`{"ParamRef": {…}}`) with its kind and inner fields. */
function walk(value: unknown, visit: (fields: Fields, kind: string | null, node: Fields) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit);
    return;
  }
  if (!isFields(value)) return;
  visit(value, null, value);
  for (const [key, inner] of Object.entries(value)) {
    if (isFields(inner) && /^[A-Z]/.test(key)) visit(value, key, inner);
    walk(inner, visit);
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
