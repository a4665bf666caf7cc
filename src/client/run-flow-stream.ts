import { createEventStreamParser, endpoints, FlowError, type RunEvent, type RunRequest, type RunResponse } from '#contract';
import type { Call, CallOptions, Connection } from './connection.ts';
import { checkAnswer, readJson } from './read-answer.ts';
import { toRunEvent } from './run-event.ts';
import { createRunOutcome, type RunOutcome } from './run-outcome.ts';
import { send } from './send.ts';

export interface RunStreamOptions extends CallOptions {
  /** Called with each event in order; the last one is `done` or `error`, also when the stream was cut or stopped. */
  readonly onEvent?: (event: RunEvent) => void;
}

/**
 * Runs a flow and hands over its answer as it comes. Gives the same response as the JSON run. An abort is no failure of the call: it
 * ends with CANCELLED and keeps what had come, as a connection that is cut ends with SERVER_UNREACHABLE. Throws FlowError when
 * the server cannot be asked or refuses the request. A backend that cannot stream answers all at once, told as the same events.
 */
export async function runFlowStream(connection: Connection, request: RunRequest, { signal, onEvent }: RunStreamOptions = {}): Promise<RunResponse> {
  const { method, path } = endpoints.runFlow;
  const call: Call = { method, path, body: request, signal, headers: { accept: 'text/event-stream, application/json;q=0.9' } };
  const outcome = createRunOutcome(onEvent ?? (() => {}));
  try {
    const response = await send(connection, call);
    if (isStream(response)) await readEvents(call, response, outcome);
    else outcome.takeWhole(checkAnswer(call, endpoints.runFlow.response, await readJson(call, response)));
  } catch (error) {
    if (!signal?.aborted) throw error;
    outcome.end('CANCELLED', 'The run was stopped.');
  }
  return outcome.response();
}

function isStream(response: Response): boolean {
  return response.ok && (response.headers.get('content-type') ?? '').startsWith('text/event-stream');
}

async function readEvents(call: Call, response: Response, outcome: RunOutcome): Promise<void> {
  const parser = createEventStreamParser(new TextDecoder());
  const reader = response.body?.getReader();
  try {
    for (let part = await readPart(call, reader); part !== null; part = await readPart(call, reader)) {
      for (const streamed of parser.push(part)) {
        const event = toRunEvent(call, streamed);
        if (event) outcome.take(event);
      }
    }
    outcome.end('SERVER_UNREACHABLE', 'The connection to the Studio server ended within the answer.', 'Run it again; if it stays so, restart the server with: aksara studio');
  } catch (error) {
    if (!FlowError.isInstance(error)) throw error;
    outcome.end(error.code, error.message, error.remedy);
    await reader?.cancel();
  }
}

type Reader = ReadableStreamDefaultReader<Uint8Array> | undefined;

/** Null at the end, which a connection that is cut comes to as well: what had come is kept. */
async function readPart(call: Call, reader: Reader): Promise<Uint8Array | null> {
  try {
    return (await reader?.read())?.value ?? null;
  } catch (error) {
    if (call.signal?.aborted) throw error;
    return null;
  }
}
