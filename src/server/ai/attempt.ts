import { FlowError } from '#contract';
import type { AnswerPart } from './connectors/connector.ts';
import type { Run } from './execute.ts';
import { watchAttempt } from './transport/deadlines.ts';
import { createProviderFetch } from './transport/provider-fetch.ts';
import { findFailure, ProviderFailure } from './transport/provider-failure.ts';

/** What is learnt on the way, kept also when the attempt fails. */
export interface AttemptFacts {
  usage: { readonly prompt: number | null; readonly completion: number | null } | null;
  warnings: string[];
  /** Any part of an answer has come: asking again would give another one. */
  begun: boolean;
}

/** Asks once and feeds the answer. Throws FlowError; resolves only when the provider says that the answer is complete. */
export async function runAttempt(run: Run): Promise<void> {
  const { connector, settings, model, prompt, limits, url, clean } = run;
  const watch = watchAttempt(limits, url.host, run.signal);
  const fetch = createProviderFetch({ origin: url.origin, watch, clean });
  let ended = false;
  try {
    for await (const part of connector.answer({ settings, model, prompt, fetch, clean, signal: watch.signal })) {
      if (watch.signal.aborted) throw watch.signal.reason;
      if (part.kind === 'text' || part.kind === 'thinking') watch.answering();
      ended = take(run, part) || ended;
    }
    if (watch.signal.aborted) throw watch.signal.reason;
    run.answer.end();
    if (!ended || run.answer.text === '') throw unfinished(run);
  } catch (error) {
    throw toFailure(error, watch.signal, run);
  } finally {
    watch.stop();
    run.answer.end();
  }
}

/** The failure behind an aborted signal: a deadline that passed, else that nobody waits any more. */
export function cancelled({ reason }: AbortSignal): FlowError {
  return findFailure(reason) ?? new FlowError('CANCELLED', 'The run was stopped.', { remedy: 'Run it again when you like; what had come is kept.' });
}

/** True when this part ends the answer. */
function take({ facts, answer, emit, clean, limits }: Run, part: AnswerPart): boolean {
  facts.begun = true;
  switch (part.kind) {
    case 'text':
      if (answer.push(part.text)) return false;
      throw new ProviderFailure('ANSWER_TOO_LARGE', `The answer is longer than ${limits.answerBytes} bytes; its beginning is kept.`, { remedy: 'Ask for a shorter answer, or choose another model.' });
    case 'usage':
      facts.usage = { prompt: part.prompt, completion: part.completion };
      emit({ event: 'usage', data: { ...facts.usage, total: part.prompt === null || part.completion === null ? null : part.prompt + part.completion } });
      return false;
    case 'warning':
      facts.warnings.push(part.text);
      return false;
    case 'failed':
      throw failedWithin(clean(part.message), answer.text !== '');
    case 'end':
      if (part.reason !== 'complete') facts.warnings.push(endWarnings[part.reason]);
      return true;
    default:
      return false;
  }
}

const endWarnings = {
  length: 'The answer ends where the provider limits its length; it is not complete.',
  filtered: 'The provider held back the rest of the answer with its content filter.',
} as const;

function failedWithin(message: string, begun: boolean): ProviderFailure {
  const said = message === '' ? 'It gives no reason.' : `It says: ${message}`;
  return begun
    ? new ProviderFailure('ANSWER_BROKEN_OFF', `The provider failed within its answer. ${said}`, { remedy: 'Try again; the part that came is kept.' })
    : new ProviderFailure('PROVIDER_ERROR', `The provider failed before it answered. ${said}`, { remedy: 'Try again later, or choose another provider.' });
}

function unfinished({ answer, url }: Run): ProviderFailure {
  return answer.text === ''
    ? new ProviderFailure('PROVIDER_BAD_ANSWER', `${url.host} answered without any text.`, { remedy: 'Check that the base URL belongs to this kind of provider.' })
    : new ProviderFailure('ANSWER_BROKEN_OFF', `${url.host} ended its answer without saying that it is complete.`, { remedy: 'Try again; the part that came is kept.' });
}

/** A signal that was aborted is the cause, whatever was thrown on the way; an error nobody foresaw is not the user's to read. */
function toFailure(error: unknown, signal: AbortSignal, { url, clean }: Run): unknown {
  if (signal.aborted) return cancelled(signal);
  const failure = findFailure(error);
  if (failure) return failure;
  if (!(error instanceof Error) || !error.name.startsWith('AI_')) return error;
  // The package throws an error event that comes before anything else as a failed call.
  return error.name === 'AI_APICallError' ? failedWithin(clean(error.message), false) : new ProviderFailure('PROVIDER_BAD_ANSWER', `${url.host} sent an answer that cannot be read.`, { remedy: 'Check that the base URL belongs to this kind of provider.' });
}
