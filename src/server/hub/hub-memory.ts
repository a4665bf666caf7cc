import type { HubProviderKind, HubTestResponse } from '#contract';

/** What the last test of a provider found. */
export type TestedProvider = Pick<HubTestResponse, 'reachable' | 'error' | 'models'>;

/** What this process has learnt of its providers; nothing of it is saved, since it may be different the next time. */
export interface HubMemory {
  readonly tested: ReadonlyMap<HubProviderKind, TestedProvider>;
  /** A pack was run and answered. */
  readonly ran: boolean;
}

export const emptyMemory: HubMemory = { tested: new Map(), ran: false };

export function withTest(memory: HubMemory, kind: HubProviderKind, found: TestedProvider): HubMemory {
  return { ...memory, tested: new Map([...memory.tested, [kind, found]]) };
}

/** Settings that have changed make what was found worthless. */
export function withoutTest(memory: HubMemory, kind: HubProviderKind): HubMemory {
  return { ...memory, tested: new Map([...memory.tested].filter(([name]) => name !== kind)) };
}
