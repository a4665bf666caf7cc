import { checkAnswer, type AnswerRequest } from '#analysis';
import type { AnswerCheck, ProjectSnapshot, PromptPack, SqlParser } from '#contract';

export interface CheckContext {
  readonly snapshot: ProjectSnapshot;
  readonly parser: SqlParser;
  /** `YYYY-MM-DD`, for what has an expiry; null = not known. */
  readonly today: string | null;
}

/**
 * Holds an answer, wherever it came from, against the pack it answers and the project: marks with their places, in the order of the
 * text. Pure, without a model; nothing in the answer is run. A failed pack is no evidence: then only names and SQL are checked.
 */
export function checkPackAnswer(answer: string, pack: PromptPack, { snapshot, parser, today }: CheckContext): AnswerCheck {
  return checkAnswer(answer, { request: toRequest(pack, snapshot), project: snapshot, parser, today });
}

function toRequest(pack: PromptPack, snapshot: ProjectSnapshot): AnswerRequest {
  return {
    actionKey: pack.action_key,
    prompt: pack.user_prompt,
    headings: askedHeadings(pack.system_prompt),
    toRank: pack.action_key === 'diagnostic_prioritize' ? shortIds(pack, snapshot) : [],
    hasPlan: (pack.sections ?? []).some(({ id }) => id === 'plan'),
  };
}

/** The headings a system prompt ends with: `## Verdict      one sentence …`. */
function askedHeadings(systemPrompt: string): string[] {
  const at = systemPrompt.lastIndexOf('\nAnswer in Markdown');
  if (at < 0) return [];
  return [...systemPrompt.slice(at).matchAll(/^## (.+?)(?: {2,}.*)?$/gm)].map((match) => match[1] ?? '');
}

/** As the prompt shows them; a finding that the caller brought along has none, and then nothing can be said about the ranking. */
function shortIds(pack: PromptPack, snapshot: ProjectSnapshot): string[] {
  const byId = new Map(snapshot.diagnostics.map(({ id, shortId }) => [id, shortId]));
  const ids = (pack.findings ?? []).map(({ id }) => byId.get(id) ?? null);
  return ids.flatMap((id) => (id !== null && pack.user_prompt.includes(`\`${id}\``) ? [id] : []));
}
