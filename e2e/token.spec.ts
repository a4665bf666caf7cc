import { chooseCopyOnly } from './choose-copy-only.ts';
import { copyFrom } from './clipboard.ts';
import { flowPanel, readRawJson } from './flow-panel.ts';
import { runInShell } from './run-command.ts';
import { startStudio } from './start-studio.ts';
import { expect, test } from './studio-test.ts';

// The journey starts a server of its own.
test.slow();
test.use({ expectedErrors: /status of 401 \(Unauthorized\)/ });

const token = 'e2e-token-0123456789';

test('a guarded server: the token leaves the address, stays for the tab, and is never written into a command', async ({ page, browser }) => {
  const studio = await startStudio({ args: ['--token', token] });
  try {
    const launch = /Studio: (http:\/\/\S+)/.exec(studio.output())?.[1] ?? '';
    expect(launch).toContain(`#token=${token}`);
    await page.goto(launch);
    await expect(page.getByRole('region', { name: 'Overview' })).toBeVisible();
    expect(page.url()).not.toContain(token);
    await chooseCopyOnly(page, studio.url);
    await page.goto(`${studio.url}/studio/ui/models/public.users?flow=explain_model`);
    const panel = flowPanel(page, 'Explain model');
    const command = await copyFrom(panel.getByRole('button', { name: 'Copy command' }), 'Copied the command');
    expect(command).not.toContain(token);
    await expect(panel.getByText('set AKSARA_TOKEN')).toBeVisible();
    const { stdout } = await runInShell(`${command} --format json`, { ...studio.env, AKSARA_TOKEN: token });
    expect(stdout).toBe(`${await readRawJson(panel)}\n`);

    const stranger = await browser.newPage();
    await stranger.goto(`${studio.url}/studio/ui/models`);
    await expect(stranger.getByRole('alert')).toContainText('The server asks for its token');
    await expect(stranger.getByRole('alert')).toContainText('Open the address that the command aksara studio printed');
    await stranger.close();
  } finally {
    await page.goto('about:blank');
    await studio.stop();
  }
});
