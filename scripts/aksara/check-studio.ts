import assert from 'node:assert/strict';
import { chromium, type Page } from '@playwright/test';
import { chooseCopyOnly } from '../../e2e/choose-copy-only.ts';
import { flowButton, flowPanel, listRow, openSection } from '../../e2e/flow-panel.ts';
import { startStudio } from '../../e2e/start-studio.ts';
import type { StartedBackend } from './backend.ts';
import type { Tally } from './tally.ts';

const packs = [
  { section: 'Models', title: 'Explain model', path: 'models/public.deals' },
  { section: 'Routes', title: 'Review endpoint', path: 'routes/GET:~1api~1deals~1' },
  { section: 'Migrations', title: 'Explain migration', path: null },
] as const;

/** `aksara studio --aksara` in a browser: every section opens, and packs are built by clicking. */
export async function checkStudio({ origin }: StartedBackend, executablePath: string, tally: Tally): Promise<void> {
  const studio = await startStudio({ args: ['--aksara', origin] });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(20_000);
    await chooseCopyOnly(page, studio.url);
    for (const section of ['Models', 'Routes', 'DB Queries', 'Migrations', 'Diagnostics']) {
      await tally.check(`crm: the section ${section} opens and lists`, async () => {
        await openSection(page, section);
        await listRow(page, section, /./).first().waitFor();
      });
    }
    for (const { section, title, path } of packs) {
      await tally.check(`crm: a pack of ${section} by clicking`, () => buildPack(page, { section, title, address: path && `${studio.url}/studio/ui/${path}` }));
    }
  } finally {
    await browser.close();
    await studio.stop();
  }
}

async function buildPack(page: Page, { section, title, address }: { readonly section: string; readonly title: string; readonly address: string | null }): Promise<void> {
  if (address !== null) await page.goto(address);
  else await openSection(page, section);
  if (address === null) await listRow(page, section, /./).last().click();
  await flowButton(page, title).click();
  const panel = flowPanel(page, title);
  await panel.getByText('Prompt pack ready').waitFor();
  assert.equal(await panel.getByRole('alert').count(), 0);
}
