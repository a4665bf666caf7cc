import { test as base, expect } from '@playwright/test';
import { chooseCopyOnly } from './choose-copy-only.ts';
import { startStudio, type StartedStudio } from './start-studio.ts';
import { watchContext } from './watch-context.ts';

interface JourneyOptions {
  /** Console errors that belong to the journey, such as the browser's line about a stopped server; none by default. */
  readonly expectedErrors: RegExp | null;
}

interface JourneyWorker {
  /** On the sample project, with copy only chosen. */
  readonly studio: StartedStudio;
}

/**
 * `test` with a Studio for the whole worker, in which copy only was chosen by its one click. A journey that starts from an untouched
 * hub, stops the backend or needs other arguments starts its own with `startStudio`. Every journey fails when the page writes an
 * error to the console (a CSP violation is one), throws, or asks another host for anything.
 */
export const test = base.extend<JourneyOptions, JourneyWorker>({
  studio: [
    async ({ browser }, provide) => {
      const studio = await startStudio();
      const page = await browser.newPage();
      await chooseCopyOnly(page, studio.url);
      await page.close();
      await provide(studio);
      await studio.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ studio }, provide) => provide(studio.url),
  expectedErrors: [null, { option: true }],
  context: async ({ context, expectedErrors }, provide) => {
    const problems = watchContext(context, expectedErrors);
    await provide(context);
    expect(problems, 'console errors, exceptions and requests to other hosts').toEqual([]);
  },
});

export { expect } from '@playwright/test';
