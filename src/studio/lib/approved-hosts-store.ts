import type { RunPreviewResponse } from '#contract';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface ApprovedHostsState {
  /** Each as `receiverOf` names it. */
  readonly hosts: readonly string[];
  readonly approve: (host: string) => void;
  readonly forget: (host: string) => void;
}

/** Hosts that packs are sent to without showing the request before; kept in the browser. */
export const useApprovedHostsStore = create<ApprovedHostsState>()(
  persist(
    (set) => ({
      hosts: [],
      approve: (host) => set(({ hosts }) => ({ hosts: [...hosts.filter((known) => known !== host), host] })),
      forget: (host) => set(({ hosts }) => ({ hosts: hosts.filter((known) => known !== host) })),
    }),
    { name: 'aksara-studio:approved-hosts', version: 1, partialize: ({ hosts }) => ({ hosts }) },
  ),
);

/** What consent is given to: a host such as `api.openai.com`, together with the provider it hands a pack on to where it does. */
export function receiverOf({ host, hands_on_to: behind }: Pick<RunPreviewResponse, 'host' | 'hands_on_to'>): string {
  return behind === undefined ? host : `${host}, handing on to ${behind}`;
}
