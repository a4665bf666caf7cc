import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

export interface TypedQuery {
  /** `t-` and a hash of the text: the same text has the same id. */
  readonly id: string;
  readonly sql: string;
}

interface TypedQueriesState {
  /** Newest first. */
  readonly queries: readonly TypedQuery[];
  /** What stands in the field, until it is used; not kept over a reload. */
  readonly draft: string;
  readonly setDraft: (sql: string) => void;
  /** Keeps a statement and returns its id, which is all that a URL holds of it. */
  readonly add: (sql: string) => string;
  readonly remove: (id: string) => void;
}

/** More than a person types in a session; keeps well under the browser's quota. */
const kept = 50;

/** SQL typed into DB Queries, for this tab of the browser only. */
export const useTypedQueriesStore = create<TypedQueriesState>()(
  persist(
    (set) => ({
      queries: [],
      draft: '',
      setDraft: (draft) => set({ draft }),
      add: (sql) => {
        const id = typedQueryId(sql);
        set(({ queries }) => ({ queries: [{ id, sql }, ...queries.filter((query) => query.id !== id)].slice(0, kept) }));
        return id;
      },
      remove: (id) => set(({ queries }) => ({ queries: queries.filter((query) => query.id !== id) })),
    }),
    { name: 'aksara-studio:typed-queries', version: 1, storage: createJSONStorage(() => sessionStorage), partialize: ({ queries }) => ({ queries }) },
  ),
);

/** `t-` and 53 bits of FNV-like mixing: names a text inside one tab, guards nothing. */
export function typedQueryId(sql: string): string {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let index = 0; index < sql.length; index += 1) {
    const code = sql.charCodeAt(index);
    low = Math.imul(low ^ code, 2654435761);
    high = Math.imul(high ^ code, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return `t-${(high >>> 0).toString(16).padStart(8, '0')}${(low >>> 0).toString(16).padStart(8, '0')}`;
}
