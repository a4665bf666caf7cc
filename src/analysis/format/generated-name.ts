/** PostgreSQL's NAMEDATALEN - 1, in bytes of UTF-8. */
export const MAX_NAME_BYTES = 63;

/**
 * A name as PostgreSQL itself makes it (`orders_customer_id_idx`): table, columns and suffix, the longer of the first two cut until
 * 63 bytes hold it, then numbered until it is not in `taken`.
 */
export function generatedName(
  parts: { readonly table: string; readonly columns: readonly string[]; readonly suffix: string },
  taken: { has(name: string): boolean },
): string {
  for (let attempt = 0; ; attempt += 1) {
    const suffix = attempt === 0 ? parts.suffix : `${parts.suffix}${attempt}`;
    const name = fitted(parts.table, parts.columns.join('_'), suffix);
    if (!taken.has(name)) return name;
  }
}

/** Length in bytes of UTF-8. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += characterBytes(character);
  return bytes;
}

function fitted(table: string, columns: string, suffix: string): string {
  const separators = columns === '' ? 1 : 2;
  const room = MAX_NAME_BYTES - byteLength(suffix) - separators;
  let first = table;
  let second = columns;
  while (byteLength(first) + byteLength(second) > room) {
    if (byteLength(first) >= byteLength(second)) first = withoutLast(first);
    else second = withoutLast(second);
  }
  return [first, ...(second === '' ? [] : [second]), suffix].join('_');
}

function withoutLast(text: string): string {
  return [...text].slice(0, -1).join('');
}

function characterBytes(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
