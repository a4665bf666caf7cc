import { FlowError } from '#contract';

/** What a backend writes in the place of an object that it cannot describe, and answers as a pack like any other. */
const unknown = [
  /^Error (?:inspecting model|building models? overview|building route context)\b/,
  /^Model '[^\n]*' not found in the registry\.$/,
  /^Route [^\n]* not found in registered routes\.$/,
  /^No models are registered in this application\.$/,
];
const kept = /^Model '[^\n]*' is not exposed to AI\.$/;

/** The error that stands in a user prompt where its facts belong, behind the first empty line; null when there are facts. */
export function contextError(userPrompt: string): FlowError | null {
  const start = userPrompt.indexOf('\n\n');
  const context = start < 0 ? userPrompt : userPrompt.slice(start + 2);
  const [first = ''] = context.split('\n', 1);
  if (kept.test(first)) {
    return new FlowError('NOT_FOUND', `The Aksara backend keeps this model out of its packs: ${first}`, { remedy: 'Our own pack does not know of that: consider it before you send that one.' });
  }
  if (!unknown.some((pattern) => pattern.test(first))) return null;
  return new FlowError('NOT_FOUND', `The Aksara backend cannot describe this object: ${first}`, { remedy: 'It may stand in the database or a document only. Our own pack has what is known here.' });
}
