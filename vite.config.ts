import { chmodSync, existsSync } from 'node:fs';
import { basename } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

/** Loaded only by the commands that need them, from node_modules: WASM, native protocols, worker files of their own. */
const NODE_EXTERNALS = ['pg', '@electric-sql/pglite', 'libpg-query', '@readme/openapi-parser', 'vite', 'tsx'];
/** Small and needed by most commands: bundled, so that starting the CLI opens few files. */
const NODE_BUNDLED = ['hono', '@hono/node-server', 'commander', 'zod', 'yaml', '@noble/hashes'];
const NODE_ENTRIES = ['src/cli/main.ts', 'src/server/database/drivers/pglite-worker.ts'];

export default defineConfig(({ isSsrBuild }) => (isSsrBuild ? nodeConfig() : studioConfig()));

/** The browser application: `dist/studio`, served under /studio/ui/ with a CSP that allows no inline script or style. */
function studioConfig(): UserConfig {
  return {
    base: '/studio/ui/',
    plugins: [react(), tailwindcss(), sqlParserWasm()],
    build: {
      outDir: 'dist/studio',
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  };
}

/** The CLI and the server: `dist/node`, all files side by side so that `new URL('./pglite-worker.js', import.meta.url)` holds in any chunk. */
function nodeConfig(): UserConfig {
  return {
    publicDir: false,
    plugins: [executable('main.js')],
    ssr: { target: 'node', external: NODE_EXTERNALS, noExternal: NODE_BUNDLED },
    build: {
      ssr: true,
      outDir: 'dist/node',
      emptyOutDir: true,
      target: 'node20',
      sourcemap: true,
      rolldownOptions: {
        input: Object.fromEntries(NODE_ENTRIES.filter((file) => existsSync(file)).map((file) => [basename(file, '.ts'), file])),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  };
}

/**
 * libpg-query's glue fetches its WASM relative to the page, which breaks on deep links: the build hands it the address of the
 * emitted asset instead; the dev server answers wherever it is asked for. What the glue requires on Node only becomes empty.
 */
function sqlParserWasm(): Plugin {
  return {
    name: 'sql-parser-wasm',
    enforce: 'pre',
    resolveId: {
      filter: { id: /^node:(fs|crypto)$/ },
      handler: (_id, importer) => (importer?.includes('/libpg-query/') ? '\0empty' : null),
    },
    load: { filter: { id: /^\0empty$/ }, handler: () => 'export default {};' },
    transform: {
      filter: { id: /libpg-query[\\/]wasm[\\/]index\.js$/ },
      handler(code) {
        const located = code.replace('PgQueryModule()', 'PgQueryModule({ locateFile: () => wasmUrl })');
        if (located === code) this.error('libpg-query changed how it starts its module: adapt sqlParserWasm');
        return { code: `import wasmUrl from './libpg-query.wasm?url';\n${located}`, map: null };
      },
    },
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const path = request.url?.split('?')[0] ?? '';
        if (path.endsWith('/libpg-query.wasm') && !path.includes('node_modules')) {
          request.url = '/studio/ui/node_modules/libpg-query/wasm/libpg-query.wasm';
        }
        next();
      });
    },
  };
}

/** Gives the built command its executable bit, so that npm can link it. */
function executable(fileName: string): Plugin {
  return {
    name: 'executable',
    writeBundle(options, bundle) {
      if (bundle[fileName]) chmodSync(`${options.dir}/${fileName}`, 0o755);
    },
  };
}
