import { messageIn } from '../transport/provider-message.ts';

type Fields = Readonly<Record<string, unknown>>;

const textFields = ['delta', 'response', 'text', 'content', 'output', 'answer', 'completion'] as const;

/** The text of an answer or a piece of one: a field of its own, or OpenAI's `choices[0].{delta,message}.content`; null when there is none. */
export function answerText(fields: Fields): string | null {
  for (const name of textFields) {
    const value = fields[name];
    if (typeof value === 'string') return value;
  }
  const [choice] = Array.isArray(fields['choices']) ? fields['choices'] : [];
  const { delta, message } = toFields(choice);
  const { content } = toFields(delta ?? message);
  return typeof content === 'string' ? content : null;
}

/** Tokens under `usage` or `tokens`, in the names of OpenAI, of Anthropic or of our own execution. */
export function answerUsage(fields: Fields): { readonly prompt: number | null; readonly completion: number | null } | null {
  const counts = toFields(fields['usage'] ?? fields['tokens']);
  const prompt = firstNumber(counts, ['prompt_tokens', 'input_tokens', 'prompt']);
  const completion = firstNumber(counts, ['completion_tokens', 'output_tokens', 'completion']);
  return prompt === null && completion === null ? null : { prompt, completion };
}

/** What an `error` field says; null when there is none or it is empty. */
export function errorText(fields: Fields): string | null {
  return fields['error'] ? messageIn(fields['error']) || 'an error without a text' : null;
}

function firstNumber(fields: Fields, names: readonly string[]): number | null {
  const found = names.map((name) => fields[name]).find((value) => typeof value === 'number');
  return typeof found === 'number' ? found : null;
}

function toFields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
