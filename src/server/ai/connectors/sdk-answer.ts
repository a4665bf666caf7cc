import type { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { badAnswer } from './bad-answer.ts';
import { messageIn } from '../transport/provider-message.ts';
import { findFailure } from '../transport/provider-failure.ts';
import type { AnswerPart, ConnectorCall } from './connector.ts';
import { readChunks } from './read-chunks.ts';

/** A language model of the AI SDK's provider packages; all of them have this interface. */
type SdkModel = Pick<ReturnType<ReturnType<typeof createOpenAICompatible>['chatModel']>, 'doStream'>;
type SdkPart = Awaited<ReturnType<SdkModel['doStream']>>['stream'] extends ReadableStream<infer Part> ? Part : never;

/**
 * One answer of a model of the SDK. `doStream` asks once: it has no retries, and connection, limits and aborting are those of the
 * call's own `fetch`.
 */
export async function* readSdkAnswer(model: SdkModel, { prompt, signal }: ConnectorCall): AsyncGenerator<AnswerPart> {
  const messages = [
    { role: 'system' as const, content: prompt.system },
    { role: 'user' as const, content: [{ type: 'text' as const, text: prompt.user }] },
  ];
  const { stream } = await model.doStream({ prompt: messages, abortSignal: signal });
  for await (const part of readChunks(stream)) yield* toAnswerParts(part);
}

function toAnswerParts(part: SdkPart): readonly AnswerPart[] {
  switch (part.type) {
    case 'text-delta':
      return part.delta === '' ? [] : [{ kind: 'text', text: part.delta }];
    case 'reasoning-delta':
      return [{ kind: 'thinking' }];
    case 'error':
      return toFailed(part.error);
    case 'finish':
      return [{ kind: 'usage', prompt: part.usage.inputTokens.total ?? null, completion: part.usage.outputTokens.total ?? null }, ...toEnd(part.finishReason.unified)];
    default:
      return [];
  }
}

function toEnd(reason: string): readonly AnswerPart[] {
  if (reason === 'stop' || reason === 'tool-calls') return [{ kind: 'end', reason: 'complete' }];
  if (reason === 'length') return [{ kind: 'end', reason: 'length' }];
  return reason === 'content-filter' ? [{ kind: 'end', reason: 'filtered' }] : [];
}

/** An event that could not be read, an end without a reason, or what the provider itself says. */
function toFailed(error: unknown): readonly AnswerPart[] {
  const failure = findFailure(error);
  if (failure) throw failure;
  const name = error instanceof Error ? error.name : '';
  if (name === 'AI_JSONParseError' || name === 'AI_TypeValidationError') throw badAnswer('an event that cannot be read');
  return error instanceof Error && name === 'AI_InvalidResponseDataError' ? [] : [{ kind: 'failed', message: messageIn(error) }];
}
