import { chmodSync } from 'node:fs';
import { basename } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { securityHeaders } from './src/server/http/security-headers.ts';

/** Loaded only by the commands that need them, from node_modules: WASM, native protocols, worker files of their own, model providers. */
const NODE_EXTERNALS = ['pg', '@ai-sdk/anthropic', '@ai-sdk/openai-compatible', '@electric-sql/pglite', 'libpg-query', 'jiti', 'vite', 'tsx'];
/** Small and needed by most commands: bundled, so that starting the CLI opens few files. */
const NODE_BUNDLED = ['hono', '@hono/node-server', 'commander', 'zod', 'yaml', '@noble/hashes'];
const NODE_ENTRIES = ['src/cli/main.ts', 'src/server/database/drivers/pglite-worker.ts'];
/** One file for what is needed before anything is shown, one for what several screens share; a screen's own code stays with it. */
const BROWSER_CHUNKS = [
  { name: 'first', tags: ['$initial' as const], priority: 1 },
  // The two small functions of the core that screens use.
  { name: 'texts', test: /\/src\/(?:flows\/text\/shell-quote|analysis\/format\/nearest)\./, priority: 0.9 },
  // What only the pack builder in the page needs, in several requests rather than one that is too long.
  { name: 'migration-rules', test: /\/src\/analysis\/migration\//, priority: 0.5 },
  { name: 'schema-rules', test: /\/src\/analysis\/(?:application|route|schema|suppression)\//, priority: 0.4 },
  // Apart from what screens share, which else would bring the rules with it.
  { name: 'pack-core', test: /\/src\/(?:flows|analysis|sql)\//, priority: 0.3 },
  { name: 'shared', minShareCount: 2 },
];

export default defineConfig(({ isSsrBuild, mode }) => {
  if (isSsrBuild) return nodeConfig();
  return mode === 'static' ? staticConfig() : studioConfig();
});

/** The browser application: `dist/studio`, served under /studio/ui/ with a CSP that allows no inline script or style. */
function studioConfig(): UserConfig {
  return {
    base: '/studio/ui/',
    plugins: [react(), tailwindcss(), sqlParserInBrowser()],
    worker: { format: 'es', plugins: () => [sqlParserInBrowser()] },
    build: {
      outDir: 'dist/studio',
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: { output: { codeSplitting: { groups: BROWSER_CHUNKS } } },
    },
  };
}

/** The same application with no server behind it: `dist/static` works from any folder of any host. */
function staticConfig(): UserConfig {
  const studio = studioConfig();
  return { ...studio, base: './', plugins: [studio.plugins, staticPage()], build: { ...studio.build, outDir: 'dist/static' } };
}

/** Another entry, and the server's policy in the page, since no header comes with it. */
function staticPage(): Plugin {
  // A page may not say who frames it: browsers ignore that directive there, and write an error.
  const policy = (securityHeaders['Content-Security-Policy'] ?? '').split('; ').filter((directive) => !directive.startsWith('frame-ancestors')).join('; ');
  return {
    name: 'static-page',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => ({
        html: html.replace('/src/studio/main.tsx', '/src/studio/main-static.tsx'),
        tags: [
          { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' },
          { tag: 'meta', attrs: { name: 'referrer', content: 'no-referrer' }, injectTo: 'head' },
        ],
      }),
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
        input: Object.fromEntries(NODE_ENTRIES.map((file) => [basename(file, '.ts'), file])),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  };
}

/** What libpg-query's glue requires when it runs on Node is empty in the browser. */
function sqlParserInBrowser(): Plugin {
  return {
    name: 'sql-parser-in-browser',
    enforce: 'pre',
    resolveId: {
      filter: { id: /^node:(fs|crypto)$/ },
      handler: (_id, importer) => (importer?.includes('/libpg-query/') ? '\0empty' : null),
    },
    load: { filter: { id: /^\0empty$/ }, handler: () => 'export default {};' },
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
