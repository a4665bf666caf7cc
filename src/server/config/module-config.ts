import { fileURLToPath } from 'node:url';
import { createJiti } from 'jiti';
import type { ConfigValue, DuplicateKey } from './config-value.ts';
import { duplicateKeys } from './duplicate-keys.ts';

/**
 * Runs a configuration module (TypeScript or JavaScript, ESM or CommonJS) and answers its default export. It and what it imports are
 * read anew each time, and nothing is cached on the disk. `aksara-studio/config` is this very program's, so that a project need not
 * install the package. `text` is what the file holds. Throws what the module throws.
 */
export async function runModuleConfig(path: string, text: string): Promise<ConfigValue> {
  const found = new Map<string, DuplicateKey>();
  const jiti = createJiti(import.meta.url, {
    moduleCache: false,
    fsCache: false,
    alias: { 'aksara-studio/config': ownModule() },
    transformOptions: { babel: { plugins: [duplicateKeys(text, (duplicate) => found.set(JSON.stringify(duplicate), duplicate))] } },
  });
  const value: unknown = await jiti.import(path, { default: true });
  return { value, duplicates: [...found.values()] };
}

/** `src/config` in a source tree, `dist/config` beside the built server. */
function ownModule(): string {
  return fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../config/index.ts' : '../config/index.js', import.meta.url));
}
