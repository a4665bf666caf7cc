/**
 * What the first click on a flow needs, fetched when the browser has nothing else to do, so that the panel opens with its content.
 * Safari has no idle callback: it fetches on the click.
 */
export function loadAhead(): void {
  if (typeof requestIdleCallback !== 'function') return;
  requestIdleCallback(() => void Promise.all([import('../features/flow-panel/flow-panel.tsx'), import('../components/rendered-markdown.tsx')]));
}
