import type { PromptPack } from '#contract';

/** Both prompts under clear headings, ready to paste into a chat; the prompts are the pack's own bytes. */
export function packText(pack: PromptPack): string {
  return `# System prompt\n\n${pack.system_prompt}\n\n# User prompt\n\n${pack.user_prompt}`;
}

/** One line for people, on standard error so that it never gets into a pipe. */
export function packSummary(pack: PromptPack): string {
  const ours = pack.pack_id === undefined ? [] : [`pack ${pack.pack_id.slice(0, 12)}`];
  const id = pack.backend === undefined ? ours : [`pack of ${pack.backend} itself`];
  const tokens = pack.tokens === undefined ? [] : [`≈ ${pack.tokens.total} tokens`];
  const findings = pack.findings === undefined || pack.findings.length === 0 ? [] : [counted(pack.findings.length, 'finding')];
  const hidden = (pack.redactions ?? []).reduce((sum, { count }) => sum + count, 0);
  const redactions = hidden === 0 ? [] : [counted(hidden, 'redaction')];
  const next = pack.suggested_next.length === 0 ? [] : [`next: ${pack.suggested_next.join(', ')}`];
  return `${[...id, ...tokens, ...findings, ...redactions, ...next].join(' · ')}\n`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
