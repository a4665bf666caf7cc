import { FlowError } from '#contract';
import { z } from 'zod/mini';

const longestShown = 60;

/** Checks a body with its strict schema. Throws INVALID_REQUEST that names each field that does not fit (the first five). */
export function parseRequest<Schema extends z.core.$ZodType>(schema: Schema, value: unknown): z.core.output<Schema> {
  const result = z.safeParse(schema, value, { reportInput: true });
  if (result.success) return result.data;
  const { issues } = result.error;
  const problems = issues.slice(0, 5).map(describe);
  const more = issues.length > 5 ? ` (and ${issues.length - 5} more)` : '';
  throw new FlowError('INVALID_REQUEST', `The request does not fit: ${problems.join('; ')}${more}.`, {
    remedy: 'The fields of each endpoint are in /openapi.json.',
  });
}

function describe(issue: z.core.$ZodIssue): string {
  const field = issue.path.map(String).join('.') || 'the body';
  switch (issue.code) {
    case 'unrecognized_keys':
      return `unknown field ${issue.keys.map((key) => JSON.stringify(shorten(key))).join(', ')} in ${field}`;
    case 'invalid_type':
      return issue.input === undefined ? `${field} is missing` : `${field} must be of type ${issue.expected}`;
    case 'invalid_value':
      return `${field} must be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return 'options' in issue && issue.options ? `${field} must be one of ${issue.options.map(String).join(', ')}` : `${field} is not valid`;
    case 'too_small':
      return `${field} must be at least ${String(issue.minimum)}`;
    case 'too_big':
      return `${field} must be at most ${String(issue.maximum)}`;
    default:
      return `${field} is not valid`;
  }
}

function shorten(text: string): string {
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}
