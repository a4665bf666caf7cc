// @vitest-environment happy-dom
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { typedQueryId, useTypedQueriesStore } from './typed-queries-store.ts';

const store = useTypedQueriesStore;

describe('typed queries', () => {
  beforeEach(() => store.setState({ queries: [] }));

  it('gives the same text the same id, fit for a URL, and another text another', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(typedQueryId(one)).toMatch(/^t-[0-9a-f]{16}$/);
        expect(typedQueryId(one) === typedQueryId(other)).toBe(one === other);
      }),
    );
  });

  it('keeps each text once, the last one first, for this tab only', () => {
    const first = store.getState().add('SELECT 1');
    store.getState().add('SELECT 2');
    expect(store.getState().add('SELECT 1')).toBe(first);
    expect(store.getState().queries.map((query) => query.sql)).toEqual(['SELECT 1', 'SELECT 2']);
    expect(sessionStorage.getItem('aksara-studio:typed-queries')).toContain('SELECT 2');
    expect(localStorage.length).toBe(0);
  });

  it('forgets the oldest beyond fifty', () => {
    for (let n = 0; n < 60; n += 1) store.getState().add(`SELECT ${n}`);
    expect(store.getState().queries).toHaveLength(50);
    expect(store.getState().queries.at(-1)?.sql).toBe('SELECT 10');
  });
});
