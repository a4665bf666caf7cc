import type { DuplicateKey } from './config-value.ts';

/** The part of Babel's syntax tree that is looked at. */
interface SyntaxNode {
  readonly type: string;
  readonly computed?: boolean;
  readonly key?: { readonly name?: string; readonly value?: unknown };
  readonly properties?: readonly SyntaxNode[];
  readonly elements?: readonly unknown[];
  readonly loc?: { readonly start: { readonly line: number } } | null;
}

interface SyntaxPath {
  readonly node: SyntaxNode;
  readonly parentPath: SyntaxPath | null;
}

interface PluginState {
  readonly file: { readonly code: string };
}

/**
 * A Babel plugin that reports the keys an object literal of the configuration file holds twice: JavaScript takes the last one without
 * a word. `text` is what the file holds: the files that it imports are not looked at.
 */
export function duplicateKeys(text: string, report: (duplicate: DuplicateKey) => void) {
  return () => ({
    visitor: {
      ObjectExpression(path: SyntaxPath, { file }: PluginState): void {
        if (file.code !== text) return;
        const seen = new Set<string>();
        for (const property of path.node.properties ?? []) {
          const name = nameOf(property);
          if (name !== null && seen.has(name)) report({ path: [...placeOf(path), name], line: property.loc?.start.line ?? 1 });
          if (name !== null) seen.add(name);
        }
      },
    },
  });
}

function nameOf({ computed, key }: SyntaxNode): string | null {
  if (computed === true || key === undefined) return null;
  return key.name ?? (key.value === undefined ? null : String(key.value));
}

/** Keys and indexes from the outermost literal down to this object. */
function placeOf(path: SyntaxPath): readonly (string | number)[] {
  const { node, parentPath } = path;
  if (parentPath === null) return [];
  const index = parentPath.node.elements?.indexOf(node) ?? -1;
  const step = parentPath.node.type === 'ObjectProperty' ? nameOf(parentPath.node) : null;
  return [...placeOf(parentPath), ...(step === null ? [] : [step]), ...(index < 0 ? [] : [index])];
}
