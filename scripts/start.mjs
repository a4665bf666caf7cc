// `npm start -- …`: an up-to-date build, then `aksara studio …` in this process.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, root } from './ensure-built.mjs';

try {
  ensureBuilt();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
const main = join(root, 'dist', 'node', 'main.js');
process.argv = [process.execPath, main, 'studio', ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
