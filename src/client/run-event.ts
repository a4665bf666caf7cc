import { FlowError, runEventSchemas, type RunEvent, type RunEventName, type StreamEvent } from '#contract';
import type { Call } from './connection.ts';
import { checkAnswer, type ResponseSchema } from './read-answer.ts';

/** An event of the stream, checked; null for one this client does not know. Throws RUNTIME_ERROR for data that does not fit. */
export function toRunEvent(call: Call, { event, data }: StreamEvent): RunEvent | null {
  if (!isRunEventName(event)) return null;
  const schema: ResponseSchema<unknown> = runEventSchemas[event];
  return { event, data: checkAnswer(call, schema, parse(call, data)) } as RunEvent; // checked with the schema of its name
}

function isRunEventName(name: string): name is RunEventName {
  return Object.hasOwn(runEventSchemas, name);
}

function parse(call: Call, data: string): unknown {
  try {
    return JSON.parse(data);
  } catch (cause) {
    throw new FlowError('RUNTIME_ERROR', `An event of ${call.method} ${call.path} is no JSON.`, { remedy: 'Check that the address is a running Studio server.', cause });
  }
}
