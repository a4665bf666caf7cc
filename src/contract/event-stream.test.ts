import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventStreamParser, toEventText, type StreamEvent } from './event-stream.ts';

const encode = (text: string) => new TextEncoder().encode(text);

/** Reads the bytes in pieces that end at the given places. */
function readCut(bytes: Uint8Array, cuts: readonly number[], limit?: number): readonly StreamEvent[] {
  const parser = createEventStreamParser(new TextDecoder(), limit);
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return places.slice(1).flatMap((end, index) => parser.push(bytes.subarray(places[index], end)));
}

describe('a stream of events', () => {
  it('is read with names, several data lines, comments and every line end', () => {
    const text = '\uFEFF: hello\r\nevent: delta\r\ndata: {"a":1}\r\n\r\ndata:one\rdata: two\r\rdata\nid: 7\nretry: 5\n\nevent: nothing\n\ndata:  x\n\ndata: unfinished';
    expect(readCut(encode(text), [])).toEqual([
      { event: 'delta', data: '{"a":1}' },
      { event: 'message', data: 'one\ntwo' },
      { event: 'message', data: '' },
      { event: 'message', data: ' x' },
    ]);
  });

  it('is the same wherever it is cut', () => {
    const line = fc.constantFrom('data: ein Stück – 漢字 🚀', 'data:', 'event: delta', ': ping', 'data: {"text":"a\\nb"}', 'id: 1', '', '', 'é: x');
    const stream = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 30 }).map((lines) => lines.flat().join(''));
    fc.assert(
      fc.property(stream, fc.array(fc.nat(), { maxLength: 40 }), (text, cuts) => {
        expect(readCut(encode(text), cuts)).toEqual(readCut(encode(text), []));
      }),
    );
  });

  it('is the same byte by byte', () => {
    const bytes = encode(`${toEventText('delta', { text: 'naïve 🚀\r\n' })}${toEventText('done', { ok: true })}`);
    expect(readCut(bytes, [...bytes.keys()])).toEqual([
      { event: 'delta', data: '{"text":"naïve 🚀\\r\\n"}' },
      { event: 'done', data: '{"ok":true}' },
    ]);
  });

  it('gives back what was written', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), fc.array(fc.nat()), (texts, cuts) => {
        const bytes = encode(texts.map((text) => toEventText('delta', { text })).join(''));
        // A lone surrogate cannot be written in UTF-8; JSON escapes it.
        expect(readCut(bytes, cuts).map(({ data }) => JSON.parse(data).text)).toEqual(texts);
      }),
    );
  });

  it('replaces bytes that are no UTF-8 and goes on', () => {
    const bytes = Uint8Array.from([...encode('data: a'), 0xf0, 0x9f, ...encode('\n\ndata: b\n\n')]);
    expect(readCut(bytes, [8, 9])).toEqual([{ event: 'message', data: 'a\uFFFD' }, { event: 'message', data: 'b' }]);
  });

  it.each(['data: 0123456789', 'data: 01\ndata: 23\ndata: 45\ndata: 6', 'x'.repeat(11)])('ends at an event over the limit: %j', (text) => {
    expect(() => readCut(encode(text.repeat(2)), [3, 9], 10)).toThrow(expect.objectContaining({ code: 'ANSWER_TOO_LARGE' }));
  });
});
