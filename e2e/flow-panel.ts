import { expect, type Locator, type Page } from '@playwright/test';
import type { PromptPack } from '#contract';

export type PanelTab = 'Result' | 'Prompt Pack' | 'Raw JSON';

/** The open AI flow panel of an action. */
export function flowPanel(page: Page, title: string): Locator {
  return page.getByRole('dialog', { name: title });
}

/** The button of an action in the header of its section. */
export function flowButton(page: Page, title: string): Locator {
  return page.getByRole('group', { name: 'AI flows' }).getByRole('button', { name: title });
}

/** A row of the section's list. */
export function listRow(page: Page, section: string, name: string | RegExp): Locator {
  return page.getByRole('listbox', { name: section, exact: true }).getByRole('option', { name });
}

/** Goes to a section by its link in the rail. */
export async function openSection(page: Page, section: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: section }).click();
  await expect(page.getByRole('heading', { level: 1, name: section })).toBeVisible();
}

/** Waits until the panel's head line names the pack. */
export async function expectPack(panel: Locator, { pack_id = 'no pack id' }: PromptPack): Promise<void> {
  await expect(panel.getByText(new RegExp(`tokens · .* · ${pack_id.slice(0, 12)}$`))).toBeVisible();
}

/** Switches to a tab of the panel and returns its content. */
export async function openTab(panel: Locator, tab: PanelTab): Promise<Locator> {
  await panel.getByRole('tab', { name: tab }).click();
  const content = panel.getByRole('tabpanel', { name: tab });
  await expect(content).toBeVisible();
  return content;
}

/** The pack as the Raw JSON tab shows it as text. */
export async function readRawJson(panel: Locator): Promise<string> {
  const content = await openTab(panel, 'Raw JSON');
  await content.getByRole('button', { name: 'Text' }).click();
  return (await content.getByRole('group', { name: 'JSON of the pack' }).textContent()) ?? '';
}
