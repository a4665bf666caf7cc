import { badAnswer } from './bad-answer.ts';

/** The JSON of a small answer. Throws PROVIDER_BAD_ANSWER for anything else. */
export async function readJsonAnswer(response: Response): Promise<Record<string, unknown>> {
  const value = parseObject(await response.text());
  if (value === null) throw badAnswer('no JSON');
  return value;
}

/** The object a text holds; null for anything else. */
export function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null; // the caller knows what was expected
  }
}

/** The texts under `field` in a list of objects, each once, sorted by code unit. Throws PROVIDER_BAD_ANSWER when there is no list. */
export function namesIn(list: unknown, field: string): readonly string[] {
  if (!Array.isArray(list)) throw badAnswer('no list of models');
  const names = list.flatMap((entry: unknown) => {
    const name: unknown = typeof entry === 'object' && entry !== null ? Reflect.get(entry, field) : null;
    return typeof name === 'string' && name !== '' ? [name.slice(0, 200)] : [];
  });
  return [...new Set(names)].toSorted((a, b) => (a < b ? -1 : 1)).slice(0, mostNames);
}

const mostNames = 1000;
