import { describe, expect, it } from 'vitest';
import { inOrder } from './query-order.ts';

describe('queries of one read', () => {
  it('run one after another though started together', async () => {
    const log: string[] = [];
    const { query } = inOrder(async <Row>(sql: string) => {
      log.push(`> ${sql}`);
      await new Promise((resolve) => setTimeout(resolve, sql === 'a' ? 10 : 0));
      log.push(`< ${sql}`);
      return [sql as Row];
    });
    expect(await Promise.all([query('a'), query('b'), query('c')])).toEqual([['a'], ['b'], ['c']]);
    expect(log).toEqual(['> a', '< a', '> b', '< b', '> c', '< c']);
  });

  it('go on after one that failed', async () => {
    const { query } = inOrder(<Row>(sql: string) => (sql === 'bad' ? Promise.reject(new Error('refused')) : Promise.resolve([sql as Row])));
    const [bad, good] = await Promise.allSettled([query('bad'), query('good')]);
    expect([bad?.status, good]).toEqual(['rejected', { status: 'fulfilled', value: ['good'] }]);
  });

  it('send the next before anyone works on the rows', async () => {
    const log: string[] = [];
    const { query } = inOrder(<Row>(sql: string) => {
      log.push(`> ${sql}`);
      return Promise.resolve<Row[]>([]);
    });
    const worked = Promise.all([query('a'), query('b')]).then(() => log.push('work'));
    await Promise.all([worked, query('c')]);
    expect(log).toEqual(['> a', '> b', '> c', 'work']);
  });

  it('are not sent after the read has ended', async () => {
    const sent: string[] = [];
    const { query, end } = inOrder(<Row>(sql: string) => {
      sent.push(sql);
      return Promise.resolve<Row[]>([]);
    });
    await query('a');
    const late = query('b');
    end();
    await expect(late).rejects.toThrow('has ended');
    expect(sent).toEqual(['a']);
  });
});
