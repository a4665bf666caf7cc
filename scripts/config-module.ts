import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './ensure-built.mjs';

/** Makes `dist/config`, the module and the types that `aksara-studio/config` stands for, out of `src/config/index.ts`. */
export function buildConfigModule(folder = join(root, 'dist', 'config')): void {
  const source = readFileSync(join(root, 'src', 'config', 'index.ts'), 'utf8');
  const compilerOptions: ts.CompilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const { outputText: types, diagnostics = [] } = ts.transpileDeclaration(source, { compilerOptions, reportDiagnostics: true, fileName: 'index.ts' });
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, { getCurrentDirectory: () => root, getCanonicalFileName: (name) => name, getNewLine: () => '\n' }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.js'), ts.transpileModule(source, { compilerOptions }).outputText);
  writeFileSync(join(folder, 'index.d.ts'), types);
}
