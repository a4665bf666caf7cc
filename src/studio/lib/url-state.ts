import { useMemo } from 'react';
import { navigate, usePathname, useSearch } from 'wouter/use-browser-location';
import { z } from 'zod/mini';
import { parsePath, pathOf, type Place } from './object-path.ts';

export const panelTabs = ['result', 'prompt', 'json'] as const;
export type PanelTab = (typeof panelTabs)[number];

const listWord = /^[A-Za-z][A-Za-z0-9_-]{0,31}$/;
const parameterNames = ['flow', 'tab', 'q', 'view', 'sort', 'level', 'kind', 'rule'] as const;

/** Everything the query string may hold: ids and settings of the view, never SQL, prompts or keys. What does not parse is dropped. */
const searchSchema = z.object({
  /** Action key of the open AI flow. */
  flow: z.catch(z.optional(z.string().check(z.regex(/^[a-z][a-z0-9_]{0,63}$/))), undefined),
  /** Tab of the flow panel. */
  tab: z.catch(z.optional(z.enum(panelTabs)), undefined),
  /** Text of the list filter. */
  q: z.catch(z.optional(z.string().check(z.maxLength(200))), undefined),
  /** Tab or mode of the detail view; each section reads its own. */
  view: z.catch(z.optional(z.string().check(z.regex(/^[a-z][a-z0-9-]{0,31}$/))), undefined),
  /** Order of the list and what it is narrowed to; each section knows its own values. */
  sort: z.catch(z.optional(z.string().check(z.regex(listWord))), undefined),
  level: z.catch(z.optional(z.string().check(z.regex(listWord))), undefined),
  kind: z.catch(z.optional(z.string().check(z.regex(listWord))), undefined),
  rule: z.catch(z.optional(z.string().check(z.regex(listWord))), undefined),
});
export type SearchState = z.infer<typeof searchSchema>;

/** The parameters of a query string that are known and well formed. */
export function parseSearch(search: string): SearchState {
  return searchSchema.parse(Object.fromEntries(new URLSearchParams(search)));
}

/** The query string, with its `?`, of the parameters that are set; in a fixed order, so that equal states have equal URLs. */
export function formatSearch(state: SearchState): string {
  const parameters = new URLSearchParams();
  for (const name of parameterNames) {
    const value = state[name];
    if (value !== undefined && value !== '') parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** The section and object the URL names. */
export function usePlace(): Place {
  const path = usePathname();
  return useMemo(() => parsePath(path), [path]);
}

export function useSearchState(): SearchState {
  const search = useSearch();
  return useMemo(() => parseSearch(search), [search]);
}

/** Goes to a path of `pathOf` or `objectPath`, as a new entry of the history; the query string is left behind. */
export function goTo(path: string): void {
  navigate(path);
}

/** Selects an object of the section that is shown; filter, view and an open flow stay. */
export function selectObject(id: string | null): void {
  const { section } = parsePath(location.pathname);
  navigate(pathOf(section, id) + formatSearch(parseSearch(location.search)));
}

/** Opens a flow, closes it (null) or changes its tab. Opening adds an entry to the history, so that Back closes the panel. */
export function openFlow(actionKey: string | null): void {
  changeSearch({ flow: actionKey ?? undefined, tab: undefined }, 'push');
}

export function openFlowTab(tab: PanelTab): void {
  changeSearch({ tab: tab === 'result' ? undefined : tab }, 'replace');
}

/** Typing replaces the entry: Back must not undo letters. */
export function changeFilter(text: string): void {
  changeSearch({ q: text === '' ? undefined : text }, 'replace');
}

/** Sorts or narrows the list; `undefined` takes a setting away. */
export function changeList(change: Partial<Pick<SearchState, 'sort' | 'level' | 'kind' | 'rule'>>): void {
  changeSearch(change, 'replace');
}

export function changeView(view: string | undefined): void {
  changeSearch({ view }, 'replace');
}

function changeSearch(change: Partial<SearchState>, how: 'push' | 'replace'): void {
  const next = formatSearch({ ...parseSearch(location.search), ...change });
  if (next === location.search) return;
  navigate(location.pathname + next, { replace: how === 'replace' });
}
