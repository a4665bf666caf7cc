import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { askServer } from './ask-server.ts';
import { chooseCopyOnly } from './choose-copy-only.ts';
import { expectPack, flowButton, flowPanel, readRawJson } from './flow-panel.ts';
import { runInShell } from './run-command.ts';
import { startStudio } from './start-studio.ts';
import { expect, test } from './studio-test.ts';

// It starts a Studio of its own and commands that read the whole sample project.
test.slow();

function config(title: string, more = ''): string {
  return `import { defineConfig } from 'aksara-studio/config';
export default defineConfig({
  budget: 3000,
  suppressions: [{ rule: 'D011', object: 'public.orders#orders_user_history_idx', reason: 'dropped with the next release' }],
  actions: {
    privacy_review: {
      kind: 'model', title: '${title}', description: 'Personal data.', risk: 'high', what_it_does: 'Reads columns.', what_it_cannot_do: 'See rows.',
      recommended_next: ['explain_model'], system_prompt: 'You review tables for personal data.', task: 'Review it.', sections: ['columns', 'comments'],
    },
    ${more}
  },
});
`;
}

test("a project's own action stands in the header and gives the same bytes everywhere; its configuration is followed", async ({ page }) => {
  const studio = await startStudio({ files: { 'aksara.config.ts': config('Privacy review') } });
  try {
    await chooseCopyOnly(page, studio.url);
    await page.goto(`${studio.url}/studio/ui/models/public.users`);
    await flowButton(page, 'Privacy review').click();
    const panel = flowPanel(page, 'Privacy review');
    const body = { action_key: 'privacy_review', model_name: 'public.users' };
    const { text, pack } = await askServer(studio.url, { kind: 'model', body });
    expect(pack).toMatchObject({ ok: true, risk: 'high', suggested_next: ['explain_model'] });
    expect(pack.sections?.map(({ id }) => id)).toEqual(['columns', 'comments', 'not-included'].filter((id) => pack.sections?.some((section) => section.id === id)));
    const review = await askServer(studio.url, { kind: 'model', body: { action_key: 'refactor_suggestions', model_name: 'public.orders' } });
    expect(review.pack.accepted).toMatchObject([{ finding: { rule: 'D011' }, reason: 'dropped with the next release', until: null, source: 'aksara.config.ts' }]);
    expect(review.pack.findings?.map(({ rule }) => rule)).not.toContain('D011');
    await expectPack(panel, pack);
    await expect(panel.getByText('high risk').first()).toBeVisible();
    const inStudio = await readRawJson(panel);
    expect(inStudio).toBe(JSON.stringify(JSON.parse(text), null, 2));

    const command = `${pack.cli_command} --format json`;
    expect(await runInShell(command, studio.env)).toEqual({ stdout: `${inStudio}\n`, stderr: '', code: 0 });
    expect((await runInShell('aksara ai flows actions', studio.env)).stdout).toMatch(/^ {2}privacy_review +high +Personal data\.$/m);

    writeFileSync(join(studio.folder, 'aksara.config.ts'), config('Data review', "explain_model: { kind: 'model' },"));
    await page.keyboard.press('Escape');
    // Following the file reads the embedded database anew, which opens for that.
    await expect(flowButton(page, 'Data review')).toBeVisible({ timeout: 60_000 });
    await page.goto(`${studio.url}/studio/ui/`);
    await expect(page.getByText('actions.explain_model is the key of a built-in action')).toBeVisible();
    const broken = await runInShell('aksara ai flows actions', studio.env);
    expect(broken).toMatchObject({ code: 0, stderr: expect.stringContaining('[INVALID_CONFIG]') });
    expect(await runInShell('aksara ai flows actions --config gone.json', studio.env)).toMatchObject({ code: 2, stdout: '' });
  } finally {
    await studio.stop();
  }
});
