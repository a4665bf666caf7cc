/** The Emscripten glue inside libpg-query: unlike the package's own entry, it can be started again after a trap. */
declare module 'libpg-query/wasm/libpg-query.js' {
  export interface LibPgQueryModule {
    /** Replaced when the WASM memory grows: read it anew after every call. */
    readonly HEAPU8: Uint8Array;
    getValue(pointer: number, type: 'i32'): number;
    UTF8ToString(pointer: number): string;
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    _wasm_parse_query_raw(query: number): number;
    _wasm_free_parse_result(result: number): void;
    _wasm_scan(query: number): number;
    _wasm_fingerprint(query: number): number;
    _wasm_normalize_query(query: number): number;
    _wasm_free_string(text: number): void;
  }
  export interface LibPgQueryOptions {
    locateFile?: (fileName: string) => string;
  }
  const startModule: (options?: LibPgQueryOptions) => Promise<LibPgQueryModule>;
  // The glue is CommonJS: its export arrives as the default one.
  export default startModule;
}
