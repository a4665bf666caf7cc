import type { Page } from '@playwright/test';
import { replay, recordedAnswer, webPage } from '../src/server/testing/backend-answers.ts';
import { startFakeBackend, type FakeBackend } from '../src/server/testing/fake-backend.ts';
import { chooseCopyOnly } from './choose-copy-only.ts';
import { copyFrom } from './clipboard.ts';
import { expectAccessible } from './expect-accessible.ts';
import { flowButton, flowPanel, openTab } from './flow-panel.ts';
import { sidewaysScroll, takeShifts, watchShifts } from './layout-shifts.ts';
import { runInShell } from './run-command.ts';
import { startStudio, type StartedStudio } from './start-studio.ts';
import { expect, test } from './studio-test.ts';

// Each journey starts servers of its own.
test.slow();

const modelFlow = '/studio/ai/flows/model';

interface Stage {
  readonly studio: StartedStudio;
  readonly backend: FakeBackend;
}

async function beforeBackend(page: Page, walk: (stage: Stage) => Promise<void>): Promise<void> {
  const backend = await startFakeBackend();
  const studio = await startStudio({ args: ['--aksara', backend.origin] });
  try {
    await chooseCopyOnly(page, studio.url);
    await walk({ studio, backend });
    await page.goto('about:blank');
  } finally {
    await studio.stop();
    backend.close();
  }
}

async function openDeal(page: Page, { studio }: Stage, search = '') {
  await page.goto(`${studio.url}/studio/ui/models/public.deals?flow=explain_model${search}`);
  const panel = flowPanel(page, 'Explain model');
  const choose = (name: 'Our pack' | 'Backend pack') => panel.getByRole('group', { name: 'Pack', exact: true }).locator('label', { hasText: name }).click();
  return { panel, choose, theirs: panel.getByText('The backend’s own pack'), ours: panel.getByText('Prompt pack ready') };
}

test('the backend’s own pack stands beside ours, in every tab, in the link and in the command', async ({ page }) => {
  await beforeBackend(page, async (stage) => {
    const { studio, backend } = stage;
    const { panel, choose, theirs, ours } = await openDeal(page, stage);
    await expect(ours).toBeVisible();
    expect(backend.requests.filter(({ path }) => path === modelFlow)).toEqual([]);
    await choose('Backend pack');
    await expect(theirs).toBeVisible();
    await expect(panel.getByText(/^ours: ≈ [\d,]+ tokens, \d+ sections, \d+ findings?$/)).toBeVisible();
    await expect(panel.getByText(/^backend 127\.0\.0\.1:\d+ · ≈ 283 tokens · 0 redactions$/)).toBeVisible();
    await expectAccessible(page, 'panel with the backend’s pack');
    expect(backend.requests.filter(({ path }) => path === modelFlow).map(({ body }) => body)).toEqual([{ action_key: 'explain_model', model_name: 'Deal' }]);

    const recorded = JSON.parse(recordedAnswer('flow-model')) as { system_prompt: string; user_prompt: string }; // as recorded
    const copied = await copyFrom(panel.getByRole('button', { name: 'Copy backend prompts' }), 'Copied 283 tokens of the backend’s pack');
    expect(copied).toBe(`# System prompt\n\n${recorded.system_prompt}\n\n# User prompt\n\n${recorded.user_prompt}\n`);
    await expect(panel.getByRole('button', { name: 'Run AI' })).toBeDisabled();

    const command = await copyFrom(panel.getByRole('button', { name: 'Copy command' }), 'Copied the command');
    const printed = await runInShell(command, studio.env);
    expect(printed).toMatchObject({ code: 0, stdout: `# System prompt\n\n${recorded.system_prompt}\n\n# User prompt\n\n${recorded.user_prompt}` });

    await openTab(panel, 'Prompt Pack');
    await expect(panel.getByText('## Model: Deal')).toBeVisible();
    await page.reload();
    await expect(panel.getByText('## Model: Deal')).toBeVisible();
    await choose('Our pack');
    await expect(panel.getByText('## Model: Deal')).toHaveCount(0);
    expect(new URL(page.url()).search).toBe('?flow=explain_model&tab=prompt');
  });
});

test('Back closes the panel and Forward brings the backend’s pack again; another opening begins with ours', async ({ page }) => {
  await beforeBackend(page, async (stage) => {
    await page.goto(`${stage.studio.url}/studio/ui/models/public.deals`);
    const panel = flowPanel(page, 'Explain model');
    await flowButton(page, 'Explain model').click();
    await panel.locator('label', { hasText: 'Backend pack' }).click();
    await expect(panel.getByText('The backend’s own pack')).toBeVisible();
    await page.goBack();
    await expect(panel).toHaveCount(0);
    await page.goForward();
    await expect(panel.getByText('The backend’s own pack')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await flowButton(page, 'Explain model').click();
    await expect(panel.getByText('Prompt pack ready')).toBeVisible();
    await expect(panel.getByRole('radio', { name: 'Our pack' })).toBeChecked();
    await panel.getByRole('radio', { name: 'Our pack' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(panel.getByRole('radio', { name: 'Backend pack' })).toBeFocused();
    await expect(panel.getByText('The backend’s own pack')).toBeVisible();
  });
});

test('nothing moves when the backend’s pack arrives late, and it fits a narrow screen', async ({ page }) => {
  await beforeBackend(page, async (stage) => {
    let answer = (): void => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    stage.backend.answers.set(modelFlow, (response) => void answered.then(() => replay('flow-model')(response)));
    const { panel, theirs } = await openDeal(page, stage, '&pack=backend');
    await expect(panel.getByRole('status', { name: 'Building the prompt pack' })).toBeVisible();
    await expect(page.getByRole('option', { name: /deals/ })).toBeVisible();
    await watchShifts(page);
    await takeShifts(page);
    answer();
    await expect(theirs).toBeVisible();
    expect(await takeShifts(page)).toEqual([]);
    for (const [width, colorScheme] of [[390, 'dark'], [1100, 'light'], [1600, 'dark']] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 860 });
      await expect(theirs).toBeVisible();
      expect(await sidewaysScroll(page), `${width} px`).toEqual({ root: 0, boxes: [] });
      await expectAccessible(page, `panel with the backend’s pack at ${width} px, ${colorScheme}`);
    }
  });
});

test('a backend that gives no pack is told calmly, and ours stays', async ({ page }) => {
  await beforeBackend(page, async (stage) => {
    const { answers } = stage.backend;
    answers.set(modelFlow, replay('flow-hub-not-configured'));
    const { panel, choose, theirs, ours } = await openDeal(page, stage, '&pack=backend');
    await expect(panel.getByText('The backend gives no pack yet')).toBeVisible();
    await expect(panel.getByRole('link', { name: `${stage.backend.origin}/studio/ui` })).toBeVisible();
    await expectAccessible(page, 'panel with a backend whose hub is not configured');
    answers.set(modelFlow, webPage(500));
    await panel.getByRole('button', { name: 'Ask again' }).click();
    await expect(panel.getByRole('alert')).toContainText('The backend could not do this');
    await expectAccessible(page, 'panel with a backend that fails');
    await choose('Our pack');
    await expect(ours).toBeVisible();
    answers.clear();
    await choose('Backend pack');
    await expect(theirs).toBeVisible();
    stage.backend.close();
    await page.reload();
    await expect(panel.getByRole('alert')).toContainText('The backend is not answering');
    await choose('Our pack');
    await expect(ours).toBeVisible();
  });
});

test('without a backend there is no switch, whatever the link says', async ({ page, studio }) => {
  await page.goto(`${studio.url}/studio/ui/models/public.orders?flow=explain_model&pack=backend`);
  const panel = flowPanel(page, 'Explain model');
  await expect(panel.getByText('Prompt pack ready')).toBeVisible();
  await expect(panel.getByRole('radio', { name: 'Backend pack' })).toHaveCount(0);
});
