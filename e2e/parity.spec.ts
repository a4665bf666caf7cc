import type { Page } from '@playwright/test';
import type { FlowRequest } from '#contract';
import { goldenRequests } from '../src/flows/testing/golden-requests.ts';
import { askServer } from './ask-server.ts';
import { copyFrom } from './clipboard.ts';
import { expectPack, flowButton, flowPanel, listRow, openTab, readRawJson } from './flow-panel.ts';
import { runInShell } from './run-command.ts';
import { expect, test } from './studio-test.ts';

test.describe.configure({ mode: 'parallel' });
// Every journey starts commands, one of which reads the whole sample project.
test.slow();

/** What the Studio shows for each golden request: the action's title, and where its object is. */
const shown: Readonly<Record<string, { readonly title: string; readonly path: string }>> = {
  explain_model: { title: 'Explain model', path: 'models/public.users' },
  suggest_constraints: { title: 'Suggest constraints', path: 'models/public.payments' },
  refactor_suggestions: { title: 'Refactor suggestions', path: 'models/public.orders' },
  review_endpoint: { title: 'Review endpoint', path: 'routes/GET:~1api~1users' },
  harden_permissions: { title: 'Harden permissions', path: 'routes/DELETE:~1api~1posts~1%7Bslug%7D~1comments~1%7Bcomment_id%7D' },
  generate_examples: { title: 'Generate examples', path: 'routes/POST:~1api~1orders' },
  explain_plan: { title: 'Explain plan', path: 'queries' },
  suggest_indexes: { title: 'Suggest indexes', path: 'queries' },
  rewrite_suggestions: { title: 'Rewrite suggestions', path: 'queries' },
  explain_migration: { title: 'Explain migration', path: 'migrations/blog~10005_comment_reactions' },
  safe_rollout_plan: { title: 'Safe rollout plan', path: 'migrations/shop~10007_orders_region' },
  diagnostic_prioritize: { title: 'Prioritise', path: 'diagnostics/d-001' },
};

for (const golden of goldenRequests) {
  const { action_key } = golden.body;
  test(`${action_key}: the same bytes in the Studio, from the server and from the command`, async ({ page, studio }) => {
    const { title } = await openGolden(page, golden);
    const asked = page.waitForRequest((request) => request.url().includes('/studio/ai/flows/') && request.method() === 'POST');
    await flowButton(page, title).click();
    const sent = await asked;
    const panel = flowPanel(page, title);
    const command = await copyFrom((await openTab(panel, 'Result')).getByRole('button', { name: 'Copy command' }), 'Copied the command');
    const inStudio = await readRawJson(panel);

    const { text, pack } = await askServer(studio.url, { kind: golden.kind, body: sent.postDataJSON() } as FlowRequest);
    await expectPack(panel, pack);
    expect(inStudio).toBe(JSON.stringify(JSON.parse(text), null, 2));

    const [overWire, inProcess, asText] = await Promise.all(
      [`${command} --format json`, `${pack.cli_command} --format json`, command].map((line) => runInShell(line, studio.env)),
    );
    expect(overWire).toEqual({ stdout: `${inStudio}\n`, stderr: '', code: 0 });
    expect(inProcess).toEqual({ stdout: `${inStudio}\n`, stderr: '', code: 0 });
    expect(asText).toMatchObject({ stdout: `# System prompt\n\n${pack.system_prompt}\n\n# User prompt\n\n${pack.user_prompt}`, code: 0 });

    const asDocumented = await askServer(studio.url, golden);
    expect(asDocumented.pack.pack_id, 'the object under its other name').toBe(pack.pack_id);
  });
}

test('a command with hostile SQL, pasted into a shell, runs that SQL and nothing else', async ({ page, studio }) => {
  const sql = `SELECT 'it''s', '$(touch pwned)', '\`touch pwned\`', "e"."mail" FROM (SELECT email AS "mail" FROM users) AS "e"\n-- !! \\ ; touch pwned #\nWHERE "mail" <> $q$'"; touch pwned; echo "'$q$ AND "mail" LIKE E'\\\\%\\n'`;
  await typeSql(page, sql);
  await flowButton(page, 'Explain plan').click();
  const panel = flowPanel(page, 'Explain plan');
  const command = await copyFrom(panel.getByRole('button', { name: 'Copy command' }), 'Copied the command');
  const { pack } = await askServer(studio.url, { kind: 'query', body: { action_key: 'explain_plan', sql } });
  expect(pack.ok).toBe(true);
  const { stdout, code } = await runInShell(`${command} --format json; ls`, studio.env);
  expect(code).toBe(0);
  expect(stdout).toBe(`${await readRawJson(panel)}\n${(await runInShell('ls', studio.env)).stdout}`);
  expect(stdout).not.toMatch(/^pwned$/m);
});

async function openGolden(page: Page, { kind, body }: FlowRequest): Promise<{ readonly title: string }> {
  const place = shown[body.action_key];
  if (!place) throw new Error(`No place in the Studio is known for ${body.action_key}.`);
  if (kind === 'query') await typeSql(page, body.sql);
  else await page.goto(`/studio/ui/${place.path}`);
  return place;
}

async function typeSql(page: Page, sql: string): Promise<void> {
  await page.goto('/studio/ui/queries');
  await page.getByRole('textbox', { name: 'SQL of your own' }).fill(sql);
  await page.getByRole('button', { name: 'Use SQL' }).click();
  await expect(listRow(page, 'DB Queries', /^typed/)).toHaveAttribute('aria-selected', 'true');
}
