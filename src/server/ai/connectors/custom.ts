import { createEventStreamParser, type StreamEvent } from '#contract';
import { badAnswer } from './bad-answer.ts';
import { parseBaseUrl } from './base-url.ts';
import type { AnswerPart, Connector, ConnectorCall } from './connector.ts';
import { findFailure } from '../transport/provider-failure.ts';
import { answerText, answerUsage, errorText } from './custom-fields.ts';
import { parseObject } from './read-json.ts';
import { readChunks } from './read-chunks.ts';

/**
 * Any HTTP endpoint: it is posted `{system, user, model}`, with the key as bearer token, and answers JSON, plain text, or
 * server-sent events. Which fields hold the text is in `custom-fields.ts`.
 */
export const custom: Connector = {
  origin: ({ baseUrl }) => parseBaseUrl(baseUrl).origin,
  async *answer(call) {
    const response = await ask(call);
    const type = response.headers.get('content-type') ?? '';
    if (type.startsWith('text/event-stream')) yield* readEvents(response);
    else if (type.startsWith('text/plain')) yield* readPlain(response);
    else yield* toParts(parseObject(await response.text()));
  },
  /** There is no agreed way to ask for models; whether it answers and does not refuse the key is all that can be known. */
  async listModels({ settings, fetch }) {
    try {
      const response = await fetch(parseBaseUrl(settings.baseUrl).href, { method: 'OPTIONS', headers: authorization(settings) });
      await response.body?.cancel();
    } catch (error) {
      if (!answersPostOnly.has(findFailure(error)?.code ?? '')) throw error;
    }
    return null;
  },
};

const answersPostOnly: ReadonlySet<string> = new Set(['PROVIDER_MODEL_NOT_FOUND', 'PROVIDER_REFUSED', 'PROVIDER_BAD_ANSWER']);

function ask({ settings, model, prompt, fetch }: ConnectorCall): Promise<Response> {
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream, application/json', ...authorization(settings) };
  const body = JSON.stringify({ system: prompt.system, user: prompt.user, model });
  return fetch(parseBaseUrl(settings.baseUrl).href, { method: 'POST', headers, body });
}

function authorization({ key }: { readonly key: string }): Readonly<Record<string, string>> {
  return key === '' ? {} : { authorization: `Bearer ${key}` };
}

async function* readPlain(response: Response): AsyncGenerator<AnswerPart> {
  const decoder = new TextDecoder();
  for await (const bytes of readChunks(response.body)) yield* text(decoder.decode(bytes, { stream: true }));
  yield* text(decoder.decode());
  yield { kind: 'end', reason: 'complete' };
}

/** Ends with `[DONE]`, an event of that name, or `{done: true}`; without any of them it was cut. */
async function* readEvents(response: Response): AsyncGenerator<AnswerPart> {
  const parser = createEventStreamParser(new TextDecoder());
  for await (const bytes of readChunks(response.body)) {
    for (const event of parser.push(bytes)) yield* toEventParts(event);
  }
  for (const event of parser.push(new TextEncoder().encode('\n\n'))) yield* toEventParts(event);
}

function toEventParts({ event, data }: StreamEvent): readonly AnswerPart[] {
  if (data === '[DONE]') return [{ kind: 'end', reason: 'complete' }];
  const fields = parseObject(data);
  if (fields === null) return event === 'error' ? [{ kind: 'failed', message: data }] : text(data);
  const failed = errorText(fields);
  if (failed !== null || event === 'error') return [{ kind: 'failed', message: failed ?? data }];
  const ends: readonly AnswerPart[] = fields['done'] === true || event === 'done' ? [{ kind: 'end', reason: 'complete' }] : [];
  return [...text(answerText(fields) ?? ''), ...usage(fields), ...ends];
}

function toParts(fields: Readonly<Record<string, unknown>> | null): readonly AnswerPart[] {
  if (fields === null) throw badAnswer('neither JSON nor a stream of events');
  const failed = errorText(fields);
  if (failed !== null) return [{ kind: 'failed', message: failed }];
  const answer = answerText(fields);
  if (answer === null) throw badAnswer('JSON without a field that holds an answer (response, text, content, output or answer)');
  return [...text(answer), ...usage(fields), { kind: 'end', reason: 'complete' }];
}

function text(value: string): readonly AnswerPart[] {
  return value === '' ? [] : [{ kind: 'text', text: value }];
}

function usage(fields: Readonly<Record<string, unknown>>): readonly AnswerPart[] {
  const counts = answerUsage(fields);
  return counts === null ? [] : [{ kind: 'usage', ...counts }];
}
