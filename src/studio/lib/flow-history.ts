import type { DetailLevel } from '#contract';
import { currentPath, currentSearch, navigate } from './page-address.ts';
import { changeSearch, closedFlow, formatSearch, parseSearch, type PanelTab } from './url-state.ts';

/** Marks an entry of the history that was added by opening a flow: the one before it is the same page without the panel. */
interface FlowEntry {
  readonly openedFlow: true;
}

/** Opens a flow. The first one adds an entry to the history, so that Back closes the panel; another one takes its place. */
export function openFlow(actionKey: string): void {
  const search = parseSearch(currentSearch());
  if (search.flow !== undefined) {
    changeSearch({ flow: actionKey, tab: undefined });
    return;
  }
  const state: FlowEntry = { openedFlow: true };
  navigate(currentPath() + formatSearch({ ...search, flow: actionKey, tab: undefined }), { state });
}

export function openFlowTab(tab: PanelTab): void {
  changeSearch({ tab: tab === 'result' ? undefined : tab });
}

/** Asks for the pack of the open flow with more or less in it. */
export function openFlowDetail(detail: DetailLevel): void {
  changeSearch({ detail });
}

/** Whose pack a panel shows: the one built here, or the one that the backend builds itself. */
export type PackSource = 'ours' | 'backend';

export function openFlowPack(source: PackSource): void {
  changeSearch({ pack: source === 'backend' ? source : undefined });
}

let goingBack = false;

/**
 * Closes the open flow. The entry that its opening added is left by going back, so that Back never opens it again; a flow that
 * was opened by its URL is taken out of the entry. Object, filter and view stay what they are.
 */
export function closeFlow(): void {
  const without = formatSearch({ ...parseSearch(currentSearch()), ...closedFlow });
  if (!isFlowEntry(history.state)) {
    changeSearch(closedFlow);
    return;
  }
  if (goingBack) return;
  goingBack = true;
  const wanted = { path: currentPath(), search: without };
  // Before the router sees the entry: the page goes straight to where it was.
  addEventListener('popstate', () => arrive(wanted), { once: true, capture: true });
  history.back();
}

/** Another object or filter than when the flow was opened: an object is a step of its own, a filter is none. */
function arrive(wanted: { readonly path: string; readonly search: string }): void {
  goingBack = false;
  const samePath = currentPath() === wanted.path;
  const same = samePath && formatSearch(parseSearch(currentSearch())) === wanted.search;
  if (!same) navigate(wanted.path + wanted.search, { replace: samePath });
}

function isFlowEntry(state: unknown): state is FlowEntry {
  return typeof state === 'object' && state !== null && 'openedFlow' in state;
}
