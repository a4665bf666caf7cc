import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test as base, type Page } from '@playwright/test';
import { parseSnapshot, type FlowRequest, type ProjectSnapshot } from '#contract';
import { buildPack } from '#flows';
import { loadSqlParser } from '#sql';
import { ensureStaticBuilt } from '../scripts/ensure-built.mjs';
import { expectPack, flowButton, flowPanel, listRow, openSection, readRawJson } from './flow-panel.ts';
import { startStaticHost, type StaticHost } from './static-host.ts';
import { watchContext } from './watch-context.ts';

/** A page of dist/static in a folder of a plain host, and nothing else to be reached. */
const test = base.extend<object, { readonly host: StaticHost }>({
  host: [
    // oxlint-disable-next-line eslint/no-empty-pattern -- Playwright reads the pattern
    async ({}, provide) => {
      ensureStaticBuilt();
      const host = await startStaticHost();
      await provide(host);
      await host.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  context: async ({ context, host }, provide) => {
    const problems = watchContext(context, null);
    await context.route('**/*', (route) => (route.request().url().startsWith(host.url) ? route.continue() : route.abort()));
    await provide(context);
    expect(problems, 'console errors, exceptions and requests to other hosts').toEqual([]);
  },
});

const sql = "SELECT * FROM users WHERE email = 'ada@example.com'";
const journeys: readonly { readonly section: string; readonly row: string | RegExp; readonly title: string; readonly request: FlowRequest }[] = [
  { section: 'Models', row: /payments/, title: 'Explain model', request: { kind: 'model', body: { action_key: 'explain_model', model_name: 'public.payments' } } },
  { section: 'Routes', row: /POST.*\/api\/orders/, title: 'Review endpoint', request: { kind: 'route', body: { action_key: 'review_endpoint', method: 'POST', path: '/api/orders' } } },
  { section: 'Migrations', row: /0005_comment_reactions/, title: 'Explain migration', request: { kind: 'migration', body: { action_key: 'explain_migration', migration_id: 'blog/0005_comment_reactions' } } },
  { section: 'Diagnostics', row: /for no credentials/, title: 'Prioritise', request: { kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize', issue_id: 'd-001' } } },
];

for (const { section, row, title, request } of journeys) {
  test(`${request.kind}: from the list to the pack that the core builds`, async ({ page, host }) => {
    await page.goto(host.url);
    await openSection(page, section);
    await listRow(page, section, row).first().click();
    await flowButton(page, title).click();
    await expectBuilt(page, title, request);
  });
}

test('a query that is typed in gets its pack, which says that there is no plan', async ({ page, host }) => {
  await page.goto(`${host.url}#/queries`);
  const field = page.getByRole('textbox', { name: 'SQL of your own' });
  await field.fill(sql);
  await field.press('Control+Enter');
  await flowButton(page, 'Explain plan').click();
  await expect(flowPanel(page, 'Explain plan').getByText('There is no database behind the snapshot sample-project.json').first()).toBeVisible();
  await expectBuilt(page, 'Explain plan', { kind: 'query', body: { action_key: 'explain_plan', sql } });
});

test('the SQL parser is fetched for the first pack, not before', async ({ page, host }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await page.goto(`${host.url}index.html#/models/public.users`);
  await expect(flowButton(page, 'Explain model')).toBeEnabled();
  expect(fetched.filter((url) => url.endsWith('.wasm'))).toEqual([]);
  await flowButton(page, 'Explain model').click();
  await expect(flowPanel(page, 'Explain model').getByText('Prompt pack ready')).toBeVisible();
  expect(fetched.filter((url) => url.endsWith('.wasm'))).toHaveLength(1);
});

test('a deep link opens, reloads, and goes back and forward', async ({ page, host }) => {
  await page.goto(`${host.url}index.html#/models/public.users?flow=explain_model`);
  const panel = flowPanel(page, 'Explain model');
  await expect(panel.getByText('Prompt pack ready')).toBeVisible();
  await page.reload();
  await expect(panel.getByText('Prompt pack ready')).toBeVisible();
  await panel.getByRole('button', { name: 'Close' }).click();
  await expect(page).toHaveURL(`${host.url}index.html#/models/public.users`);
  await openSection(page, 'Routes');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'Models' })).toBeVisible();
  await flowButton(page, 'Explain model').click();
  await expect(panel.getByText('Prompt pack ready')).toBeVisible();
  await page.goBack();
  await expect(panel).toHaveCount(0);
  await page.goForward();
  await expect(panel.getByText('Prompt pack ready')).toBeVisible();
  await expect(page).toHaveURL(`${host.url}index.html#/models/public.users?flow=explain_model`);
});

test('a snapshot file takes the place of the sample, and the sample comes back', async ({ page, host }) => {
  await page.goto(host.url);
  await chooseFile(page, 'mine.json', named('My own shop'));
  await expect(page.getByRole('heading', { level: 1, name: 'My own shop' })).toBeVisible();
  await expect(page.getByText('Shown is mine.json')).toBeVisible();
  await page.goto(`${host.url}#/models/public.users?flow=explain_model`);
  const panel = flowPanel(page, 'Explain model');
  await expect(panel.getByText('Prompt pack ready')).toBeVisible();
  await expect(panel.getByRole('group', { name: 'Command' })).toContainText('aksara ai flows model public.users --action explain_model --snapshot mine.json');
  await page.goto(`${host.url}#/`);
  await page.getByRole('button', { name: 'Back to the sample' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sample shop' })).toBeVisible();
});

test('a file that is dropped on any section is loaded', async ({ page, host }) => {
  await page.goto(`${host.url}#/routes`);
  await expect(page.getByRole('heading', { level: 1, name: 'Routes' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Database: PGlite .*, from a file$/ })).toBeVisible();
  await dropFiles(page, [named('Dropped shop')]);
  await expect(page.getByRole('heading', { level: 1, name: 'Dropped shop' })).toBeVisible();
});

test('a file that is no snapshot is refused calmly, and the sample stays', async ({ page, host }) => {
  await page.goto(host.url);
  const bad = [
    { name: 'cut.json', text: JSON.stringify(sample()).slice(0, 20_000), says: 'cut.json: The snapshot is cut off' },
    { name: 'newer.json', text: JSON.stringify({ ...sample(), format: 'aksara-studio/snapshot@9' }), says: 'this version reads format' },
    { name: 'hostile.json', text: '{"__proto__":{"format":"aksara-studio/snapshot@1"}}', says: 'no field "format"' },
    { name: 'picture.png', text: '\u0000PNG', says: 'it is not JSON' },
  ];
  for (const { name, text, says } of bad) {
    await chooseFile(page, name, text);
    await expect(page.getByRole('alert')).toContainText(says);
    await expect(page.getByRole('heading', { level: 1, name: 'Sample shop' })).toBeVisible();
  }
  await chooseFile(page, 'mine.json', JSON.stringify(sample()));
  await expect(page.getByText('Shown is mine.json')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a file is loaded by the settings of any section, in a thread of its own', async ({ page, host }) => {
  await page.goto(`${host.url}#/migrations`);
  const worker = page.waitForEvent('worker');
  const dialog = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Theme and refresh' }).first().click();
  await page.getByRole('menuitem', { name: 'Load snapshot file' }).click();
  await (await dialog).setFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(named('My own shop')) });
  expect((await worker).url()).toContain(`${host.url}assets/snapshot-worker-`);
  await expect(page.getByRole('heading', { level: 1, name: 'My own shop' })).toBeVisible();
});

test('reading a large file is said in every section, and ends when it is cancelled', async ({ page, host }, info) => {
  await page.goto(host.url);
  const project = sample();
  const models = Array.from({ length: 10_000 }, (_, number) => ({ ...project.models[0], id: `public.t${number}`, name: `t${number}` }));
  const file = info.outputPath('large.json');
  writeFileSync(file, JSON.stringify({ ...project, models }));
  await chooseFile(page, file);
  const banner = page.getByRole('status').filter({ hasText: 'Reading' });
  await expect(banner).toContainText('large.json');
  await openSection(page, 'Models');
  await banner.getByRole('button', { name: 'Cancel' }).click();
  await expect(banner).toHaveCount(0);
  await expect(listRow(page, 'Models', /payments/)).toBeVisible();
  await expect.poll(() => page.workers().length).toBe(0);
  await page.goto(`${host.url}#/`);
  await expect(page.getByRole('heading', { level: 1, name: 'Sample shop' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('two files and an empty one are refused calmly, UTF-16 is read', async ({ page, host }) => {
  await page.goto(`${host.url}#/routes`);
  await expect(page.getByRole('heading', { level: 1, name: 'Routes' })).toBeVisible();
  await dropFiles(page, [named('One'), named('Two')]);
  await expect(page.getByRole('alert')).toContainText('2 files were dropped, and one project is shown at a time.');
  await dropFiles(page, ['']);
  await expect(page.getByRole('alert')).toContainText('dropped-0.json: The file is empty.');
  await expect(page.getByRole('heading', { level: 1, name: 'Sample shop' })).toBeVisible();
  await chooseFile(page, 'powershell.json', Buffer.from(`\ufeff${named('Written by PowerShell')}`, 'utf16le'));
  await expect(page.getByRole('heading', { level: 1, name: 'Written by PowerShell' })).toBeVisible();
});

test('a hostile file gives a page that works', async ({ page, host }) => {
  await page.goto(host.url);
  await chooseFile(page, 'hostile.json', hostile());
  await expect(page.getByText('Shown is hostile.json')).toBeVisible();
  for (const section of ['Models', 'Routes', 'DB Queries', 'Migrations', 'Diagnostics', 'AI Hub']) await openSection(page, section);
  for (const view of ['columns', 'indexes', 'relations', 'constraints', 'security', 'storage', 'used-by', 'findings']) {
    await page.goto(`${host.url}#/models/public.users?view=${view}`);
    await expect(page.getByRole('heading', { level: 2, name: 'users' })).toBeVisible();
  }
  await page.goto(`${host.url}#/models/public.users?flow=explain_model`);
  await expect(flowPanel(page, 'Explain model').getByText('Prompt pack ready')).toBeVisible();
  await page.goto(`${host.url}#/models/constructor?flow=explain_model`);
  await expect(flowPanel(page, 'Explain model').getByText('Prompt pack ready')).toBeVisible();
});

/** Prototype keys at every level, circles, names of built-in properties, absurd numbers, a text of 30 MB, ids that stand twice, references to nothing. */
function hostile(): string {
  const { models, ...rest } = sample();
  const [first] = models;
  const changed = models.map((model) => ({
    ...model, partitionOf: model.id, partitions: [{ model: model.id, bound: 'DEFAULT' }], rowEstimate: 1e308, size: { table: -1, indexes: 1e308, toast: -0, total: 1e308 },
    comment: model.id === 'public.users' ? 'x'.repeat(30 * 1024 ** 2) : model.comment,
    foreignKeys: model.foreignKeys.map((key) => ({ ...key, references: 'public.nowhere' })),
  }));
  const builtIns = ['constructor', '__proto__', 'toString'].map((name) => ({ ...first, id: name, name, displayName: name }));
  const routes = rest.routes.map((route) => ({ ...route, models: [{ model: 'constructor', because: '__proto__' }] }));
  const text = JSON.stringify({ ...rest, routes, models: [...changed, ...builtIns, ...models] });
  return text.replaceAll(/\{(?=")/g, '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},');
}

/** The text of the sample under another name. */
function named(name: string): string {
  return JSON.stringify({ ...sample(), project: { ...sample().project, name, kind: 'project' } });
}

/** A file of this machine by its path, or one of this name and content. */
async function chooseFile(page: Page, name: string, content?: string | Buffer): Promise<void> {
  const dialog = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Load snapshot file' }).click();
  await (await dialog).setFiles(content === undefined ? name : { name, mimeType: 'application/json', buffer: Buffer.from(content) });
}

async function dropFiles(page: Page, texts: readonly string[]): Promise<void> {
  const dataTransfer = await page.evaluateHandle((contents) => {
    const transfer = new DataTransfer();
    for (const [index, content] of contents.entries()) transfer.items.add(new File([content], `dropped-${index}.json`, { type: 'application/json' }));
    return transfer;
  }, texts);
  await page.dispatchEvent('main', 'drop', { dataTransfer });
}

/** The file that lies beside the page. */
function sample(): ProjectSnapshot {
  return parseSnapshot(readFileSync(fileURLToPath(new URL('../dist/static/sample-project.json', import.meta.url)), 'utf8'));
}

/** The open panel shows what the core builds of the same file on this machine. */
async function expectBuilt(page: Page, title: string, request: FlowRequest): Promise<void> {
  const reason = 'There is no database behind the snapshot sample-project.json, so nothing can be planned.';
  const plan = request.kind === 'query' ? { ok: false as const, reason, remedy: 'Start with --database-url for plans.' } : null;
  const today = new Date().toISOString().slice(0, 10);
  const pack = buildPack(request, sample(), { plan, provider: 'copy_only', model: '' }, { parser: await loadSqlParser(), today });
  expect(pack.ok).toBe(true);
  const panel = flowPanel(page, title);
  if (pack.ok) await expectPack(panel, pack);
  expect(JSON.parse(await readRawJson(panel))).toEqual(JSON.parse(JSON.stringify(pack)));
}
