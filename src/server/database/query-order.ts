import type { Query } from './database.ts';

/**
 * Lets the work of a read start several queries at once: each is sent when the one before has settled, before anyone gets to work
 * on its rows, so that the server has the next to do meanwhile. After `end` nothing is sent any more.
 */
export function inOrder(send: Query): { readonly query: Query; end(): void } {
  let isEnded = false;
  let previous: Promise<unknown> = Promise.resolve();
  return {
    query: <Row>(sql: string, values?: readonly unknown[]) => {
      const result = previous.then(() => {
        if (isEnded) throw new Error('the read this query belongs to has ended');
        return send<Row>(sql, values);
      });
      previous = result.catch(() => undefined); // whoever asked sees the error
      return result;
    },
    end: () => {
      isEnded = true;
    },
  };
}
