const fields = ['error', 'message', 'detail', 'error_description'] as const;

/** The text a provider gives with an error: `{error: {message}}`, `{error: text}`, `{message}`, `{detail}`; empty for anything else. */
export function providerMessage(body: string): string {
  return messageIn(parse(body), 3);
}

/** The same of a value that is parsed already. */
export function messageIn(value: unknown, depth = 3): string {
  if (typeof value === 'string') return value;
  if (depth === 0 || typeof value !== 'object' || value === null) return '';
  for (const field of fields) {
    const found = field in value ? messageIn(value[field as keyof typeof value], depth - 1) : '';
    if (found !== '') return found;
  }
  return '';
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null; // a web page or nothing: its text would help nobody
  }
}
