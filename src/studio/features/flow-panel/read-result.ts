import type { PromptPack } from '#contract';

export interface ResultText {
  /** Up to the first heading. */
  readonly lead: string;
  /** The rest, without what the panel shows in a form of its own. */
  readonly rest: string;
}

/**
 * Takes the result's Markdown apart. Findings, accepted risks and omissions come as data too and are shown from there; a pack of a foreign backend lacks them and keeps all of its text.
 */
export function readResult(pack: PromptPack): ResultText {
  const [lead = '', ...parts] = pack.result_markdown.split(/^(?=#{1,6} )/m);
  const kept = parts.filter((part) => !isShownElsewhere(part, pack));
  return { lead: lead.trim(), rest: kept.join('').trim() };
}

function isShownElsewhere(part: string, pack: PromptPack): boolean {
  const title = /^#+ (.*)$/m.exec(part)?.[1]?.trim().toLowerCase();
  if (title === 'findings') return (pack.findings?.length ?? 0) > 0;
  if (title === 'accepted risks') return (pack.accepted?.length ?? 0) > 0;
  if (title === 'not included') return (pack.omitted?.length ?? 0) > 0;
  return false;
}
