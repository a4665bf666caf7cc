import { sections } from './sections.ts';

/**
 * What the next click needs, fetched when the browser has nothing else to do: the flow panel with its content, then the other
 * sections. Safari has no idle callback: there each is fetched on its click.
 */
export function loadAhead(): void {
  if (typeof requestIdleCallback !== 'function') return;
  // What cannot be fetched now is asked for again by the click that needs it, and its failure shown there.
  requestIdleCallback(() => void loadAll().catch(() => undefined));
}

async function loadAll(): Promise<void> {
  await Promise.all([import('../features/flow-panel/flow-panel.tsx'), import('../components/rendered-markdown.tsx')]);
  await Promise.all(sections.map((section) => section.load()));
}
