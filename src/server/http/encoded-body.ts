import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'identity';

/** One body in the encodings clients ask for, each made once. */
export interface EncodedBody {
  in(encoding: Encoding): Promise<Uint8Array>;
}

const smallestWorthIt = 1024;
const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

/** `quality` is Brotli's: 4 is fast enough to do while a client waits, 9 for files that live as long as the process. */
export function createEncodedBody(bytes: Uint8Array, quality: 4 | 9): EncodedBody {
  const made = new Map<Encoding, Promise<Uint8Array>>([['identity', Promise.resolve(bytes)]]);
  return {
    in(encoding) {
      const known = made.get(encoding);
      if (known) return known;
      const body = encoding === 'br' ? brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }) : deflate(bytes);
      made.set(encoding, body);
      return body;
    },
  };
}

/** The best encoding a client accepts, by its `Accept-Encoding`; `q=0` refuses one. */
export function chooseEncoding(accepted: string | undefined, size: number): Encoding {
  if (accepted === undefined || size < smallestWorthIt) return 'identity';
  const names = accepted.split(',').filter((item) => !/;\s*q=0(\.0*)?\s*$/.test(item)).map((item) => item.split(';', 1)[0]?.trim().toLowerCase());
  if (names.includes('br')) return 'br';
  return names.includes('gzip') ? 'gzip' : 'identity';
}
