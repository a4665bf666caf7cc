import { create } from 'zustand';

interface PastedPlansState {
  /** Query id → output of EXPLAIN as it was pasted. */
  readonly plans: Readonly<Record<string, string>>;
  readonly paste: (queryId: string, text: string) => void;
  readonly drop: (queryId: string) => void;
}

/** Plans pasted for a query, in memory only: they hold values of rows. */
export const usePastedPlansStore = create<PastedPlansState>()((set) => ({
  plans: {},
  paste: (queryId, text) => set(({ plans }) => ({ plans: { ...plans, [queryId]: text } })),
  drop: (queryId) => set(({ plans }) => ({ plans: Object.fromEntries(Object.entries(plans).filter(([id]) => id !== queryId)) })),
}));
