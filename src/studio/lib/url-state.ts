import { useMemo } from 'react';
import { z } from 'zod/mini';
import { detailLevelSchema } from '#contract';
import { parsePath, pathOf, type Place } from './object-path.ts';
import { currentPath, currentSearch, navigate, usePathname, useSearch } from './page-address.ts';

export const panelTabs = ['result', 'prompt', 'json'] as const;
export type PanelTab = (typeof panelTabs)[number];

const listWord = /^[A-Za-z][A-Za-z0-9_-]{0,31}$/;
const parameterNames = ['flow', 'tab', 'detail', 'pack', 'q', 'view', 'sort', 'level', 'kind', 'rule', 'object'] as const;

/** Everything the query string may hold: ids and settings of the view, never SQL, prompts or keys. What does not parse is dropped. */
const searchSchema = z.object({
  /** Action key of the open AI flow. */
  flow: z.catch(z.optional(z.string().check(z.regex(/^[a-z][a-z0-9_]{0,63}$/))), undefined),
  /** Tab of the flow panel. */
  tab: z.catch(z.optional(z.enum(panelTabs)), undefined),
  /** How much the open flow's pack shows; without it the project's default. */
  detail: z.catch(z.optional(detailLevelSchema), undefined),
  /** Whose pack the panel shows; without it ours. */
  pack: z.catch(z.optional(z.enum(['backend'])), undefined),
  /** Text of the list filter. */
  q: z.catch(z.optional(z.string().check(z.maxLength(200))), undefined),
  /** Tab or mode of the detail view; each section reads its own. */
  view: z.catch(z.optional(z.string().check(z.regex(/^[a-z][a-z0-9-]{0,31}$/))), undefined),
  /** Order of the list and what it is narrowed to; each section knows its own values. */
  sort: z.catch(z.optional(z.string().check(z.regex(listWord))), undefined),
  level: z.catch(z.optional(z.string().check(z.regex(listWord))), undefined),
  kind: z.catch(z.optional(z.string().check(z.regex(listWord))), undefined),
  rule: z.catch(z.optional(z.string().check(z.regex(listWord))), undefined),
  /** Kind and id of the object that findings are narrowed to, such as `model:public.orders`. */
  object: z.catch(z.optional(z.string().check(z.maxLength(400))), undefined),
});
export type SearchState = z.infer<typeof searchSchema>;

/** The parameters of the flow panel, all away: what the URL says once it is closed. */
export const closedFlow = { flow: undefined, tab: undefined, detail: undefined, pack: undefined } as const satisfies Partial<SearchState>;

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

/**
 * Selects an object of the section that is shown; filter, view and an open flow stay. While a flow is open the entry of the history
 * stays the same, so that Back closes the panel however many objects it went through.
 */
export function selectObject(id: string): void {
  const search = parseSearch(currentSearch());
  const to = pathOf(parsePath(currentPath()).section, id) + formatSearch(search);
  if (search.flow === undefined) navigate(to);
  else replaceUrl(to);
}

/** Back to the list: nothing is selected, and no flow is open. */
export function selectNothing(): void {
  const search = { ...parseSearch(currentSearch()), ...closedFlow, view: undefined };
  navigate(pathOf(parsePath(currentPath()).section) + formatSearch(search));
}

/** Typing replaces the entry: Back must not undo letters. */
export function changeFilter(text: string): void {
  changeSearch({ q: text === '' ? undefined : text });
}

/** Sorts or narrows the list; `undefined` takes a setting away. */
export function changeList(change: Partial<Pick<SearchState, 'sort' | 'level' | 'kind' | 'rule' | 'object'>>): void {
  changeSearch(change);
}

export function changeView(view: string | undefined): void {
  changeSearch({ view });
}

/** Changes the query string within the same entry of the history. */
export function changeSearch(change: Partial<SearchState>): void {
  const next = formatSearch({ ...parseSearch(currentSearch()), ...change });
  if (next !== currentSearch()) replaceUrl(currentPath() + next);
}

/** What an entry of the history knows about itself stays with it. */
function replaceUrl(to: string): void {
  navigate(to, { replace: true, state: history.state as unknown });
}
