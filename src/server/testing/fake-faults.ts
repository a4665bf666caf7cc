import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Dialect } from './fake-dialects.ts';

/** A way in which an answer goes wrong. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly message?: string }
  /** A web page with status 200, as a captive portal answers. */
  | { readonly kind: 'html' }
  /** A complete answer in which one character has lost its last bytes. */
  | { readonly kind: 'half-character' }
  /** A good answer, each byte in a packet of its own. */
  | { readonly kind: 'byte-by-byte' }
  /** A good answer with a pause before each piece. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Begins well, then says that it failed. */
  | { readonly kind: 'error-event'; readonly message: string }
  /** Says that it failed as the first thing in a 200. */
  | { readonly kind: 'error-first'; readonly message: string }
  | { readonly kind: 'hang-before-headers' }
  /** Begins well, then nothing more comes. */
  | { readonly kind: 'hang-mid-stream' }
  /** Begins well, then the connection is reset. */
  | { readonly kind: 'cut' }
  /** Begins well, then ends without saying that it is complete. */
  | { readonly kind: 'ends-early' }
  /** 50 MiB of text, in one piece of the stream when `pieces` is false. */
  | { readonly kind: 'endless'; readonly pieces: boolean }
  | { readonly kind: 'redirect'; readonly to: string }
  /** Other text than usual. */
  | { readonly kind: 'text'; readonly texts: readonly string[] };

export interface Stage {
  readonly response: ServerResponse;
  readonly dialect: Dialect | null;
  readonly answer: readonly string[];
}

const endlessBytes = 50 * 1024 * 1024;

/** Answers in the way of the fault. Resolves when it has nothing more to write, or the client is gone. */
export async function playFault(fault: Fault, { response, dialect, answer }: Stage): Promise<void> {
  if (dialect === null) throw new Error('A fault is played to a request for an answer.');
  switch (fault.kind) {
    case 'status':
      response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
      return void response.end(JSON.stringify(dialect.error(fault.message ?? `status ${fault.status}`)));
    case 'html':
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><script>alert(1)</script><h1>Sign in</h1>');
    case 'redirect':
      return void response.writeHead(302, { location: fault.to }).end();
    case 'hang-before-headers':
      return;
    default:
      dialect.start(response);
      return stream(fault, { response, dialect, answer });
  }
}

type StreamedFault = Exclude<Fault, { readonly kind: 'status' | 'html' | 'redirect' | 'hang-before-headers' }>;

async function stream(fault: StreamedFault, { response, dialect, answer }: Stage & { readonly dialect: Dialect }): Promise<void> {
  const pieces = dialect.whole(answer);
  const begin = pieces.slice(0, 2).join('');
  switch (fault.kind) {
    case 'text':
      return void response.end(dialect.whole(fault.texts).join(''));
    case 'half-character':
      return void response.end(withoutLastByteOf('🚀', pieces.join('')));
    case 'byte-by-byte':
      return writeSlowly(response, Array.from(Buffer.from(pieces.join('')), (byte) => Buffer.of(byte)), 0);
    case 'slow':
      return writeSlowly(response, pieces, fault.ms);
    case 'error-event':
      return void response.end((dialect.name === 'json' || dialect.name === 'aksara' ? '' : begin) + dialect.errorEvent(fault.message));
    case 'error-first':
      return void response.end(dialect.errorEvent(fault.message));
    case 'hang-mid-stream':
      return void response.write(begin);
    case 'cut':
      return void response.write(begin, () => setTimeout(() => response.destroy(), 20));
    case 'ends-early':
      return void response.end(begin);
    case 'endless':
      return fault.pieces ? writeEndless(response, dialect) : void response.end(dialect.whole(['x'.repeat(endlessBytes)]).join(''));
  }
}

/** Bytes that end a character early; what follows is whole again. */
function withoutLastByteOf(character: string, text: string): Buffer {
  const bytes = Buffer.from(text);
  const end = bytes.indexOf(character) + Buffer.byteLength(character);
  return Buffer.concat([bytes.subarray(0, end - 1), bytes.subarray(end)]);
}

async function writeSlowly(response: ServerResponse, pieces: readonly (string | Buffer)[], ms: number): Promise<void> {
  response.socket?.setNoDelay(true);
  for (const piece of pieces) {
    if (response.destroyed) return;
    response.write(piece);
    await (ms === 0 ? nextTurn() : pause(ms));
  }
  response.end();
}

/** At the pace of the reader, until it goes away. */
async function writeEndless(response: ServerResponse, dialect: Dialect): Promise<void> {
  const [, piece = ''] = dialect.whole(['word '.repeat(2_000)]);
  const pieces = Array.from({ length: Math.ceil(endlessBytes / piece.length) }, () => piece);
  await pipeline(Readable.from(pieces), response).catch(() => {}); // the reader has enough
}
