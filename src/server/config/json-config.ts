import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import type { ConfigValue, DuplicateKey } from './config-value.ts';

/** JSON, strictly; keys given twice are found on the way. Throws SyntaxError with the place. */
export function parseJsonConfig(text: string): ConfigValue {
  const value: unknown = JSON.parse(text);
  const lines = new LineCounter();
  const { contents } = parseDocument(text, { uniqueKeys: false, lineCounter: lines, schema: 'json', logLevel: 'silent' });
  const duplicates: DuplicateKey[] = [];
  collectDuplicates(contents, [], (path, offset) => duplicates.push({ path, line: lines.linePos(offset).line }));
  return { value, duplicates };
}

type Path = readonly (string | number)[];

function collectDuplicates(node: unknown, path: Path, report: (path: Path, offset: number) => void): void {
  if (isSeq(node)) node.items.forEach((item, index) => collectDuplicates(item, [...path, index], report));
  if (!isMap<Node, Node>(node)) return;
  const seen = new Set<string>();
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : '';
    if (seen.has(name)) report([...path, name], key.range?.[0] ?? 0);
    seen.add(name);
    collectDuplicates(value, [...path, name], report);
  }
}
