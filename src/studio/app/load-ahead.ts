import { sections } from './sections.ts';

/** Safari has no idle callback; by then the page is shown there too. */
const withoutIdleCallbackMs = 2_000;

/**
 * What the next click needs, fetched when the browser has nothing else to do: the flow panel with its content, then the other
 * sections and what stands in them.
 */
export function loadAhead(): void {
  // What cannot be fetched now is asked for again by the click that needs it, and its failure shown there.
  whenIdle(() => void loadAll().catch(() => undefined));
}

/** Runs `work` once, when the browser has nothing else to do; the result ends the waiting. */
export function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(work, withoutIdleCallbackMs);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(() => work());
  return () => cancelIdleCallback(request);
}

async function loadAll(): Promise<void> {
  await Promise.all([import('../features/flow-panel/flow-panel.tsx'), import('../components/rendered-markdown.tsx')]);
  await Promise.all(sections.map((section) => section.load()));
  await Promise.all([import('../components/highlighted-code.tsx'), import('../components/near-objects.tsx'), import('../features/queries/pasted-plan.tsx')]);
}
