/* oxlint-disable eslint/no-underscore-dangle -- the names Emscripten gives the C functions */
import type { LibPgQueryModule } from 'libpg-query/wasm/libpg-query.js';

/** What PostgreSQL's parser answers, still as its own JSON and in its own units. */
export type EngineParse =
  | { readonly ok: true; readonly json: string }
  | { readonly ok: false; readonly message: string; /** 0-based, in code points; null when it gave none. */ readonly position: number | null };

/** One running WASM module; every call takes the UTF-8 bytes of a text without NUL. A call that traps throws. */
export interface Engine {
  parse(query: Uint8Array): EngineParse;
  /** JSON of the tokens, or the scanner's error message. */
  scan(query: Uint8Array): string;
  fingerprint(query: Uint8Array): string;
  normalize(query: Uint8Array): string;
}

/** Starts a fresh module. In Node the WASM is read from the package; elsewhere it is fetched. */
export async function startEngine(wasmUrl?: string): Promise<Engine> {
  const { default: startModule } = await import('libpg-query/wasm/libpg-query.js');
  const module = await startModule(inNode() ? {} : { locateFile: () => wasmUrl ?? bundledWasm() });
  return {
    parse: (query) => withQuery(module, query, (pointer) => readParse(module, module._wasm_parse_query_raw(pointer))),
    scan: (query) => withQuery(module, query, (pointer) => readString(module, module._wasm_scan(pointer))),
    fingerprint: (query) => withQuery(module, query, (pointer) => readString(module, module._wasm_fingerprint(pointer))),
    normalize: (query) => withQuery(module, query, (pointer) => readString(module, module._wasm_normalize_query(pointer))),
  };
}

/** Vite sees this form, emits the file and puts its address here; nothing else evaluates it. */
function bundledWasm(): string {
  return new URL('../../node_modules/libpg-query/wasm/libpg-query.wasm', import.meta.url).href;
}

function inNode(): boolean {
  return typeof globalThis.process?.versions?.node === 'string';
}

function withQuery<Result>(module: LibPgQueryModule, query: Uint8Array, call: (pointer: number) => Result): Result {
  const pointer = module._malloc(query.length + 1);
  if (pointer === 0) throw new Error('The SQL parser is out of memory.');
  try {
    module.HEAPU8.set(query, pointer);
    module.HEAPU8[pointer + query.length] = 0;
    return call(pointer);
  } finally {
    module._free(pointer);
  }
}

function readString(module: LibPgQueryModule, pointer: number): string {
  const text = module.UTF8ToString(pointer);
  module._wasm_free_string(pointer);
  return text;
}

/** PgQueryParseResult {tree, stderr, error} and PgQueryError {message, function, file, line, cursor position}, 4 bytes each. */
function readParse(module: LibPgQueryModule, result: number): EngineParse {
  if (result === 0) throw new Error('The SQL parser is out of memory.');
  try {
    const error = module.getValue(result + 8, 'i32');
    if (error === 0) return { ok: true, json: module.UTF8ToString(module.getValue(result, 'i32')) };
    const cursor = module.getValue(error + 16, 'i32');
    return { ok: false, message: module.UTF8ToString(module.getValue(error, 'i32')), position: cursor > 0 ? cursor - 1 : null };
  } finally {
    module._wasm_free_parse_result(result);
  }
}
