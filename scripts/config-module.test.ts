import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildConfigModule } from './config-module.ts';
import { root } from './ensure-built.mjs';

let project: string;
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'aksara-types-'));
  const installed = join(project, 'node_modules', 'aksara-studio');
  mkdirSync(installed, { recursive: true });
  copyFileSync(join(root, 'package.json'), join(installed, 'package.json'));
  buildConfigModule(join(installed, 'dist', 'config'));
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

const head = "import { defineConfig } from 'aksara-studio/config';\n";
const wrong = [
  ['budgt: 3', 'budgt'],
  ["detail: 'all'", '"all"'],
  ["suppressions: [{ rule: 'D002', object: 'x' }]", 'reason'],
  ["actions: { a: { kind: 'table' } }", 'table'],
] as const;

/** What the compiler says of configurations in a project that has the package installed, each in a file of its own. */
function complaints(sources: readonly string[]): readonly string[] {
  const files = sources.map((source, index) => {
    const file = join(project, `${index}.config.mts`);
    writeFileSync(file, source);
    return file;
  });
  const options = { strict: true, noEmit: true, skipDefaultLibCheck: true, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2022, types: [] };
  const program = ts.createProgram(files, options);
  return files.map((file) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(file)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')).join('\n'),
  );
}

it('the types of aksara-studio/config fit the example of the README, and refuse what is wrong', () => {
  const [, example = ''] = /```ts\n(import \{ defineConfig \}[^]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
  expect(example).toContain('actions');
  const [right, ...refused] = complaints([example, ...wrong.map(([fields]) => `${head}export default defineConfig({ ${fields} });`)]);
  expect(right).toBe('');
  expect(refused).toEqual(wrong.map(([, word]) => expect.stringContaining(word)));
});
