import type { IndexDefinition, IndexKey } from '#contract';
import { quoteIdentifier } from '../format/identifier.ts';

/** One key of an index in a form that is equal exactly when PostgreSQL stores the same key. */
export function keyText(key: IndexKey): string {
  const subject = key.column === null ? ['expression', key.expression] : ['column', key.column];
  return JSON.stringify([...subject, key.operatorClass, key.collation, key.descending, key.nullsFirst]);
}

/** Equal for indexes that hold the same entries in the same order. */
export function indexSignature(index: IndexDefinition): string {
  return JSON.stringify([index.method, index.keys.map(keyText), index.include, index.predicate]);
}

/** `btree (customer_id, created_at DESC)`: the keys for people, expressions as the catalog prints them. */
export function describeKeys(index: IndexDefinition): string {
  const keys = index.keys.map((key) => {
    const subject = key.column === null ? `(${oneLine(key.expression ?? '')})` : quoteIdentifier(key.column);
    return key.descending ? `${subject} DESC` : subject;
  });
  const include = index.include.length === 0 ? '' : ` INCLUDE (${index.include.map(quoteIdentifier).join(', ')})`;
  const predicate = index.predicate === null ? '' : ` WHERE ${oneLine(index.predicate)}`;
  return `${index.method} (${keys.join(', ')})${include}${predicate}`;
}

function oneLine(expression: string): string {
  return expression.replaceAll(/\s+/g, ' ');
}
