import type { PackSection, PromptPack } from '#contract';

export interface PromptParts {
  /** The task line before the first section; the whole prompt when it has none. */
  readonly task: string;
  readonly sections: readonly PackSection[];
}

/** The user prompt in its sections, if these together are really its text. */
export function splitPrompt(pack: PromptPack): PromptParts {
  const sections = pack.sections ?? [];
  const first = sections[0];
  const start = first ? pack.user_prompt.indexOf(first.text) : -1;
  const whole = sections.every((section) => pack.user_prompt.includes(section.text));
  if (start < 0 || !whole) return { task: pack.user_prompt, sections: [] };
  return { task: pack.user_prompt.slice(0, start).trimEnd(), sections };
}

/** Both prompts in one text, under headings that a chat shows as such. */
export function bothPrompts(pack: PromptPack): string {
  return `# System prompt\n\n${pack.system_prompt}\n\n# User prompt\n\n${pack.user_prompt}\n`;
}
