import { test as base } from '@playwright/test';
import { startStudio, type StartedStudio } from './start-studio.ts';

/**
 * `test` with a Studio of its own: one process a worker, on the sample project, with a hub nobody configured yet. A journey that
 * stops the backend or needs other arguments starts its own with `startStudio`.
 */
export const test = base.extend<object, { studio: StartedStudio }>({
  studio: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures used from this destructuring
    async ({}, provide) => {
      const studio = await startStudio();
      await provide(studio);
      await studio.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ studio }, provide) => provide(studio.url),
});

export { expect } from '@playwright/test';
