import { FlowError } from './flow-error.ts';

/** One event of a `text/event-stream`; without an `event` line it is called `message`. */
export interface StreamEvent {
  readonly event: string;
  readonly data: string;
}

/** The part of `TextDecoder` the parser needs; the pure core has no global one. */
export interface StreamingDecoder {
  decode(bytes: Uint8Array, options: { stream: boolean }): string;
}

export interface EventStreamParser {
  /** Takes the next bytes and gives the events they complete. Throws ANSWER_TOO_LARGE for an event over the limit. */
  push(bytes: Uint8Array): readonly StreamEvent[];
}

const defaultLimit = 8 * 1024 * 1024;

/**
 * Reads server-sent events piece by piece (https://html.spec.whatwg.org/multipage/server-sent-events.html, without `id` and `retry`).
 * Wherever the stream is cut, within a character, a line end or an event, the events are the same. `decoder` is a fresh
 * `new TextDecoder()`; `limit` is the longest event in UTF-16 code units.
 */
export function createEventStreamParser(decoder: StreamingDecoder, limit: number = defaultLimit): EventStreamParser {
  const lines = createLineReader(limit);
  let event = '';
  let data: string[] = [];
  let size = 0;

  function complete(): readonly StreamEvent[] {
    const found = data.length > 0 ? [{ event: event || 'message', data: data.join('\n') }] : [];
    [event, data, size] = ['', [], 0];
    return found;
  }

  function take(line: string): readonly StreamEvent[] {
    if (line === '') return complete();
    const { name, value } = toField(line);
    if (name === 'event') event = value;
    if (name === 'data') {
      size += value.length + 1;
      if (size > limit) throw tooLarge(limit);
      data.push(value);
    }
    return [];
  }

  return { push: (bytes) => lines.push(decoder.decode(bytes, { stream: true })).flatMap(take) };
}

/** An event as it goes over the wire; `data` is written as one line of JSON. */
export function toEventText(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Text into lines; the pieces of an unfinished line are joined once, when its end comes. */
function createLineReader(limit: number): { push(text: string): readonly string[] } {
  let pieces: string[] = [];
  let size = 0;
  let afterReturn = false;

  function finish(last: string): string {
    const line = [...pieces, last].join('');
    [pieces, size] = [[], 0];
    return line;
  }

  return {
    push(text) {
      if (text === '') return [];
      // A return ends its line at once; a newline that comes with the next piece belongs to it.
      const rest = afterReturn && text.startsWith('\n') ? text.slice(1) : text;
      afterReturn = text.endsWith('\r');
      const parts = rest.split(/\r\n|\r|\n/);
      const open = parts.pop() ?? '';
      const finished = parts.map(finish);
      pieces.push(open);
      size += open.length;
      if (size > limit) throw tooLarge(limit);
      return finished;
    },
  };
}

function toField(line: string): { readonly name: string; readonly value: string } {
  const colon = line.indexOf(':');
  if (colon < 0) return { name: line, value: '' };
  const start = line[colon + 1] === ' ' ? colon + 2 : colon + 1;
  return { name: line.slice(0, colon), value: line.slice(start) };
}

function tooLarge(limit: number): FlowError {
  return new FlowError('ANSWER_TOO_LARGE', `One event of the stream is longer than ${limit} characters.`, { remedy: 'Ask for a shorter answer, or choose another model.' });
}
