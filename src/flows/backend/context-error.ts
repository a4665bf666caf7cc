/** What a backend writes in the place of an object that it cannot describe, and answers as a pack like any other. */
const ERRORS = [
  /^Error (?:inspecting model|building models? overview|building route context)\b/,
  /^Model '[^\n]*' (?:not found in the registry|is not exposed to AI)\.$/,
  /^Route [^\n]* not found in registered routes\.$/,
  /^No models are registered in this application\.$/,
];

/** The error in a user prompt that stands where its facts belong, behind the first empty line; null when there are facts. */
export function contextError(userPrompt: string): string | null {
  const start = userPrompt.indexOf('\n\n');
  const context = start < 0 ? userPrompt : userPrompt.slice(start + 2);
  const [first = ''] = context.split('\n', 1);
  return ERRORS.some((pattern) => pattern.test(first)) ? first : null;
}
