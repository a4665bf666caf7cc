import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface ApprovedHostsState {
  /** Host and port, such as `api.openai.com`. */
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
