/** JSON on as few lines as fit: short objects and arrays stay on one line, the rest is indented by two. Keys keep their order. */
export function compactJson(value: unknown, width = 100): string {
  return render(value, '', width);
}

function render(value: unknown, indent: string, width: number): string {
  const flat = JSON.stringify(value) ?? 'null';
  if (typeof value !== 'object' || value === null || flat.length + indent.length <= width) return spaced(value, flat);
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((item) => inner + render(item, inner, width)).join(',\n')}\n${indent}]`;
  const lines = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => `${inner}${JSON.stringify(key)}: ${render(item, inner, width)}`);
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

/** A one-line object with a space after each colon and comma; strings untouched. */
function spaced(value: unknown, flat: string): string {
  if (Array.isArray(value)) return `[${value.map((item) => spaced(item, JSON.stringify(item) ?? 'null')).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return flat;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}: ${spaced(item, JSON.stringify(item) ?? 'null')}`).join(', ')}}`;
}
