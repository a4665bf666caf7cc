import { navigate, useLocationProperty } from 'wouter/use-browser-location';

/** Where an address of the Studio stands in the URL. */
export interface PageAddress {
  /** What every path begins with; a path is also the `href` of a link to it. */
  readonly basePath: string;
  path(): string;
  /** The query string with its `?`; empty when there is none. */
  search(): string;
}

/** Behind a server, which answers every path below this one with the Studio. */
export const serverAddress: PageAddress = { basePath: '/studio/ui', path: () => location.pathname, search: () => location.search };

/** Behind the `#`, which no server sees: the page works from any folder of any host, without rules of rewriting. */
export const fragmentAddress: PageAddress = {
  basePath: '#',
  path: () => location.hash.split('?', 1)[0] ?? '',
  search: () => /\?.*$/s.exec(location.hash)?.[0] ?? '',
};

/** Chosen by the build. */
const address = import.meta.env.MODE === 'static' ? fragmentAddress : serverAddress;

/** Without a trailing slash. */
export const { basePath } = address;
export const currentPath = address.path;
export const currentSearch = address.search;
export { navigate };

export function usePathname(): string {
  return useLocationProperty(currentPath);
}

export function useSearch(): string {
  return useLocationProperty(currentSearch);
}
