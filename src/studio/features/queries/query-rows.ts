import type { Query } from '#contract';
import type { TypedQuery } from '../../lib/typed-queries-store.ts';

/** A statement typed here, in the shape of the recorded ones; nothing about it is measured. */
export function toQuery({ id, sql }: TypedQuery): Query {
  return {
    id,
    sql,
    source: 'typed',
    calls: null,
    totalMs: null,
    meanMs: null,
    maxMs: null,
    rows: null,
    sharedBlocksHit: null,
    sharedBlocksRead: null,
    tempBlocksWritten: null,
    operation: readOperation(sql),
    models: [],
  };
}

const LEADING = /^(?:\s|\(|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/;

const readers = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE']);
const writers = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/** Keyword a statement that can be planned begins with, in upper case; empty for anything else. */
function readOperation(sql: string): string {
  const rest = sql.slice(LEADING.exec(sql)?.[0].length ?? 0);
  const word = /^[a-z]+/i.exec(rest)?.[0].toUpperCase() ?? '';
  return readers.has(word) || writers.has(word) ? word : '';
}

/** Why ANALYZE cannot be offered, which executes the statement; null when it can. The server checks again with its parser. */
export function analyzeRefusal(query: Query): string | null {
  if (!readers.has(query.operation)) return 'Only a SELECT can be executed';
  return /\$\d/.test(query.sql) ? 'Give the parameters values first: type the statement into the SQL field' : null;
}
