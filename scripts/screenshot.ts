// `npm run screenshot`: the picture of the README, from a Studio that is really running on the sample project.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { startStudio } from '../e2e/start-studio.ts';
import { ensureBuilt, root } from './ensure-built.mjs';
import { findBrowser } from './find-browser.ts';

const picture = join(root, 'e2e', 'readme', 'studio.png');

ensureBuilt();
mkdirSync(join(root, 'e2e', 'readme'), { recursive: true });
const studio = await startStudio();
const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
try {
  await chooseCopyOnly(studio.url);
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 }, colorScheme: 'light' });
  await page.goto(`${studio.url}/studio/ui/models/public.orders?flow=suggest_constraints&tab=prompt`);
  await page.getByRole('tab', { name: 'Prompt Pack', selected: true }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: picture });
  console.log(`Wrote ${picture}`);
} finally {
  await browser.close();
  await studio.stop();
}

async function chooseCopyOnly(url: string): Promise<void> {
  const response = await fetch(`${url}/studio/ai-hub/configure`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ provider: 'copy_only', enabled: true }),
  });
  if (!response.ok) throw new Error(`Copy only could not be chosen: ${response.status} ${await response.text()}`);
}
