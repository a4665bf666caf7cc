import { badAnswer } from './bad-answer.ts';
import { joinPath, parseBaseUrl } from './base-url.ts';
import type { AnswerPart, Connector, RunPrompt } from './connector.ts';
import { namesIn, parseObject, readJsonAnswer } from './read-json.ts';
import { readLines } from './read-lines.ts';

/** Ollama's own chat, not its copy of OpenAI's, which takes no context size. */
export const ollama: Connector = {
  origin: ({ baseUrl }) => parseBaseUrl(baseUrl).origin,
  async *answer({ settings, model, prompt, fetch }) {
    const messages = [{ role: 'system', content: prompt.system }, { role: 'user', content: prompt.user }];
    const body = JSON.stringify({ model, messages, stream: true, options: { num_ctx: contextSize(prompt) } });
    const response = await fetch(joinPath(settings.baseUrl, '/api/chat', ollamaPath), { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    for await (const line of readLines(response)) {
      const fields = parseObject(line);
      if (fields === null) throw badAnswer('a line that is no JSON');
      yield* toParts(fields, prompt);
    }
  },
  async listModels({ settings, fetch }) {
    return namesIn((await readJsonAnswer(await fetch(joinPath(settings.baseUrl, '/api/tags', ollamaPath))))['models'], 'name');
  },
};

const ollamaPath = /\/(api|v1)$/;
/** Room for the answer beside the prompt, and the steps in which the context grows; in tokens. */
const roomForAnswer = 4096;
const contextStep = 2048;
/** The pack's count is an estimate. */
const reserve = 1.2;

/** Ollama cuts the beginning of a prompt that does not fit, silently; its default context is smaller than most packs. */
function contextSize({ tokens }: RunPrompt): number {
  return Math.ceil((tokens * reserve + roomForAnswer) / contextStep) * contextStep;
}

function toParts(fields: Readonly<Record<string, unknown>>, prompt: RunPrompt): readonly AnswerPart[] {
  if (fields['error'] !== undefined) return [{ kind: 'failed', message: String(fields['error']) }];
  const message = typeof fields['message'] === 'object' && fields['message'] !== null ? { ...fields['message'] } : {};
  const { content, thinking }: { content?: unknown; thinking?: unknown } = message;
  const text: readonly AnswerPart[] = typeof content === 'string' && content !== '' ? [{ kind: 'text', text: content }] : [];
  const thought: readonly AnswerPart[] = thinking ? [{ kind: 'thinking' }] : [];
  return fields['done'] === true ? [...text, ...toEnd(fields, prompt)] : [...thought, ...text];
}

function toEnd(fields: Readonly<Record<string, unknown>>, { tokens }: RunPrompt): readonly AnswerPart[] {
  const [read, written] = [toCount(fields['prompt_eval_count']), toCount(fields['eval_count'])];
  const reason = fields['done_reason'] === 'length' ? 'length' : 'complete';
  return [{ kind: 'usage', prompt: read, completion: written }, ...cutWarning(read, tokens), { kind: 'end', reason }];
}

/** Well below the estimate: counts of different tokenizers differ by a fifth. */
const surelyCut = 0.7;

function cutWarning(read: number | null, estimated: number): readonly AnswerPart[] {
  if (read === null || read >= estimated * surelyCut) return [];
  const text = `Ollama read ${read} tokens of a prompt of about ${estimated}: it probably cut the beginning. Choose a model with a larger context, or a lower detail.`;
  return [{ kind: 'warning', text }];
}

function toCount(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
