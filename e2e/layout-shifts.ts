import type { Page } from '@playwright/test';

interface Shift {
  readonly value: number;
  readonly nodes: readonly string[];
}

/** Counts every shift, also those that the browser forgives because they follow a click. */
export async function watchShifts(page: Page): Promise<void> {
  await page.evaluate(() => {
    const shifts: Shift[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        // The DOM's own types lack the layout-shift entry.
        const { value, sources } = entry as unknown as { value: number; sources: readonly { node: Node | null }[] };
        shifts.push({ value, nodes: sources.map(({ node }) => (node instanceof Element ? node.outerHTML.slice(0, 200) : String(node))) });
      }
    }).observe({ type: 'layout-shift' });
  });
}

/** The shifts since the last call, once what was drawn last is counted. */
export async function takeShifts(page: Page): Promise<unknown> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  return page.evaluate(() => (Reflect.get(window, 'shifts') as Shift[]).splice(0)); // set by watchShifts
}

/** How far the page scrolls sideways, and which visible elements outside a scrolling box stand out of the view. */
export function sidewaysScroll(page: Page): Promise<{ readonly root: number; readonly boxes: readonly string[] }> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const boxes = [...document.querySelectorAll('main, main > *, header, [role=dialog]')].filter((element) => element.scrollWidth > element.clientWidth + 1);
    return { root: root.scrollWidth - root.clientWidth, boxes: boxes.map((element) => element.outerHTML.slice(0, 120)) };
  });
}
