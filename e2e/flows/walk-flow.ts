import type { Locator, Page } from '@playwright/test';
import type { FlowRequest, PromptPack } from '#contract';
import { askServer } from '../ask-server.ts';
import { copyFrom } from '../clipboard.ts';
import { expectPack, flowButton, flowPanel, listRow, openSection, openTab, readRawJson } from '../flow-panel.ts';
import { expect } from '../studio-test.ts';

export interface FlowWalk {
  /** Title of the section in the rail. */
  readonly section: string;
  readonly row: string | RegExp;
  /** Title of the action, and its risk as the badge says it. */
  readonly title: string;
  readonly risk: 'low' | 'medium' | 'high';
  readonly request: FlowRequest;
  /** Facts of the sample that the Result tab shows. */
  readonly facts: readonly string[];
}

/** Section, row, button, panel, every tab, every copy: what is shown and copied is the server's answer to the same request. */
export async function walkFlow(page: Page, url: string, walk: FlowWalk): Promise<PromptPack> {
  await page.goto('/studio/ui/');
  await openSection(page, walk.section);
  await expect(flowButton(page, walk.title)).toBeDisabled();
  await listRow(page, walk.section, walk.row).first().click();
  await flowButton(page, walk.title).click();
  return checkPanel(page, url, walk);
}

/** The open panel of a flow against the server's answer. */
export async function checkPanel(page: Page, url: string, { title, risk, request, facts }: Omit<FlowWalk, 'section' | 'row'>): Promise<PromptPack> {
  const { pack } = await askServer(url, request);
  const panel = flowPanel(page, title);
  await expect(panel.getByText(`${risk} risk`)).toBeVisible();
  await expect(panel.getByText(`Does: ${pack.what_it_does}`)).toBeVisible();
  await expect(panel.getByText(`Cannot: ${pack.what_it_cannot_do}`)).toBeVisible();
  await expectPack(panel, pack);
  await checkResult(panel, { pack, facts, url });
  await checkPrompts(panel, pack);
  const json = await readRawJson(panel);
  expect(JSON.parse(json)).toEqual(pack);
  expect(await copyFrom(panel.getByRole('button', { name: 'Copy JSON' }), 'Copied the JSON')).toBe(json);
  return pack;
}

interface ExpectedResult {
  readonly pack: PromptPack;
  readonly facts: readonly string[];
  readonly url: string;
}

async function checkResult(panel: Locator, { pack, facts, url }: ExpectedResult): Promise<void> {
  const result = await openTab(panel, 'Result');
  await expect(result.getByText('Prompt pack ready')).toBeVisible();
  for (const fact of facts) await expect(result.getByText(fact).first()).toBeVisible();
  expect(await copyFrom(result.getByRole('button', { name: 'Copy result' }), 'Copied the result')).toBe(pack.result_markdown);
  expect(await copyFrom(result.getByRole('button', { name: 'Copy command' }), 'Copied the command')).toBe(`${pack.cli_command} --server ${url}`);
}

async function checkPrompts(panel: Locator, pack: PromptPack): Promise<void> {
  const prompts = await openTab(panel, 'Prompt Pack');
  for (const { title, text } of pack.sections ?? []) await expect(prompts.getByRole('group', { name: title, exact: true })).toHaveText(text);
  expect(await copyFrom(prompts.getByRole('button', { name: 'Copy system prompt' }))).toBe(pack.system_prompt);
  expect(await copyFrom(prompts.getByRole('button', { name: 'Copy user prompt' }))).toBe(pack.user_prompt);
  const both = `# System prompt\n\n${pack.system_prompt}\n\n# User prompt\n\n${pack.user_prompt}\n`;
  expect(await copyFrom(prompts.getByRole('button', { name: 'Copy both' }))).toBe(both);
  expect(await copyFrom(panel.getByRole('button', { name: 'Copy prompts' }))).toBe(both);
}
