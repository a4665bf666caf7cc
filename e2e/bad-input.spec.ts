import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { chooseCopyOnly } from './choose-copy-only.ts';
import { flowButton, flowPanel, listRow, openSection } from './flow-panel.ts';
import { refusingPostgres } from './refusing-postgres.ts';
import { startStudio } from './start-studio.ts';
import { expect, test } from './studio-test.ts';
import { listen } from './tcp-relay.ts';

// Each journey starts a server of its own.
test.slow();

const sample = fileURLToPath(new URL('../dist/sample/', import.meta.url));
const files = ['--openapi', join(sample, 'openapi.json'), '--migrations', join(sample, 'migrations')];

test('a database that cannot be reached: said with reason and remedy, routes and migrations work', async ({ page }) => {
  const port = await closedPort();
  const studio = await startStudio({ args: ['--database-url', `postgres://shop:hunter2@127.0.0.1:${port}/shop`, ...files] });
  try {
    await chooseCopyOnly(page, studio.url);
    await openSection(page, 'Models');
    await expectSkipped(page, 'models', [`No PostgreSQL server answers at 127.0.0.1:${port}`, 'Start the server, or correct host and port']);
    await openSection(page, 'DB Queries');
    await expectSkipped(page, 'queries', [`No PostgreSQL server answers at 127.0.0.1:${port}`]);
    await openSection(page, 'Routes');
    await listRow(page, 'Routes', 'GET /api/users').first().click();
    await flowButton(page, 'Review endpoint').click();
    await expect(flowPanel(page, 'Review endpoint').getByText('Prompt pack ready')).toBeVisible();
    await page.keyboard.press('Escape');
    await openSection(page, 'Migrations');
    await listRow(page, 'Migrations', '0007_orders_region').click();
    await flowButton(page, 'Explain migration').click();
    await expect(flowPanel(page, 'Explain migration').getByText('Prompt pack ready')).toBeVisible();
    expect(await page.content()).not.toContain('hunter2');
    expect(studio.output()).not.toContain('hunter2');
  } finally {
    await page.goto('about:blank');
    await studio.stop();
  }
});

test('a wrong password: the role is named, the password is not, typed SQL gets a pack without a plan', async ({ page }) => {
  const postgres = await refusingPostgres('28P01', 'password authentication failed for user "app"');
  const studio = await startStudio({ args: ['--database-url', `postgres://app:hunter2@127.0.0.1:${postgres.port}/shop`] });
  try {
    await chooseCopyOnly(page, studio.url);
    await openSection(page, 'Models');
    await expectSkipped(page, 'models', ['refused role "app" for database "shop": the password is wrong or missing', 'Correct role and password in the database URL']);
    await openSection(page, 'Routes');
    await expect(page.getByText('aksara studio --openapi openapi.json')).toBeVisible();
    await openSection(page, 'DB Queries');
    await page.getByRole('textbox', { name: 'SQL of your own' }).fill('SELECT 1');
    await page.getByRole('button', { name: 'Use SQL' }).click();
    await flowButton(page, 'Explain plan').click();
    const panel = flowPanel(page, 'Explain plan');
    await expect(panel.getByText('Prompt pack ready')).toBeVisible();
    await expect(panel.getByRole('region', { name: 'Not included' })).toContainText('the password is wrong or missing');
    expect(await page.content()).not.toContain('hunter2');
    expect(studio.output()).not.toContain('hunter2');
  } finally {
    await page.goto('about:blank');
    await studio.stop();
    postgres.close();
  }
});

test('a broken OpenAPI file and a missing folder: the database still works, and a repaired file is read', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'aksara-e2e-bad-'));
  const openapi = join(folder, 'broken.json');
  writeFileSync(openapi, '{"openapi": "3.1.0", "paths": {');
  const studio = await startStudio({ args: ['--openapi', openapi, '--migrations', join(folder, 'no-such-folder')] });
  try {
    await chooseCopyOnly(page, studio.url);
    await openSection(page, 'Routes');
    await expectSkipped(page, 'routes', ['broken.json is not valid JSON', 'Give an OpenAPI 3.0 or 3.1 document']);
    await openSection(page, 'Migrations');
    await expectSkipped(page, 'migrations', ['no-such-folder does not exist', 'Check the path given with --migrations']);
    await openSection(page, 'Models');
    await listRow(page, 'Models', /payments/).click();
    await flowButton(page, 'Explain model').click();
    await expect(flowPanel(page, 'Explain model').getByText('Prompt pack ready')).toBeVisible();
    await page.keyboard.press('Escape');

    writeFileSync(openapi, JSON.stringify({ openapi: '3.1.0', info: { title: 'a', version: '1' }, paths: { '/mended': { get: { responses: {} } } } }));
    await openSection(page, 'Routes');
    await expect(listRow(page, 'Routes', /\/mended/)).toBeVisible({ timeout: 20_000 });
    await expect(page.getByRole('list', { name: 'Not read' })).toHaveCount(0);
  } finally {
    await page.goto('about:blank');
    await studio.stop();
    rmSync(folder, { recursive: true });
  }
});

async function expectSkipped(page: Page, part: string, texts: readonly string[]): Promise<void> {
  const note = page.getByRole('list', { name: 'Not read' }).getByRole('listitem').filter({ hasText: `${part} skipped:` }).first();
  for (const text of texts) await expect(note).toContainText(text);
}

/** A port on which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  server.close();
  await once(server, 'close');
  return port;
}
