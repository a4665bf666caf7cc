import { FlowError } from '#contract';
import { type JsonObject, toObject } from './json-values.ts';

/** More alias expansions than this is an attack, not a document. */
const MAX_ALIASES = 10_000;
/** UTF-16 units; reading a longer text again as YAML takes seconds. */
const MAX_SECOND_LOOK = 2_000_000;

/**
 * JSON or YAML, told apart by content: what starts with `{` is JSON, and YAML (whose flow style covers sloppy JSON) when it is not.
 * @throws FlowError SOURCE_UNREADABLE with line and column.
 */
export async function parseDocument(text: string, label: string): Promise<JsonObject> {
  const start = text.trimStart();
  if (start === '') throw unreadable(`${label} is empty.`);
  if (start.startsWith('<')) throw unreadable(`${label} is an HTML or XML page, not an OpenAPI document.`);
  const value = await (start.startsWith('{') ? parseJson(text, label) : parseYaml(text, label));
  const document = toObject(value);
  if (document === null) throw unreadable(`${label} does not hold an object, so it is not an OpenAPI document.`);
  return document;
}

async function parseJson(text: string, label: string): Promise<unknown> {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = error instanceof Error ? /^(.*?) in JSON at position (\d+)/s.exec(error.message) : null;
    const fault = position ? `${position[1]} (${lineAndColumn(text, Number(position[2]))})` : null;
    const jsonError = unreadable(`${label} is not valid JSON${fault === null ? '' : `: ${fault}`}.`, error);
    if (text.length > MAX_SECOND_LOOK) throw jsonError;
    try {
      return await parseYaml(text, label);
    } catch (yamlError) {
      // The text looks like JSON, so JSON's own error helps more, if it says where.
      throw fault === null ? yamlError : jsonError;
    }
  }
}

/** The YAML parser is loaded by the first document that needs it. */
async function parseYaml(text: string, label: string): Promise<unknown> {
  const { LineCounter, parseDocument: parseYamlDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseYamlDocument(text, { uniqueKeys: false, merge: true, logLevel: 'silent', lineCounter: lines, prettyErrors: false });
  const [fault] = document.errors;
  if (fault) {
    const { line, col } = lines.linePos(fault.pos[0]);
    throw unreadable(`${label} is not valid YAML: ${oneLine(fault.message)} (line ${line}, column ${col}).`, fault);
  }
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    throw unreadable(`${label} cannot be read: ${error instanceof Error ? oneLine(error.message) : 'its aliases do not resolve'}.`, error);
  }
}

function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').trim().replace(/[.:]$/, '').slice(0, 200);
}

function unreadable(message: string, cause?: unknown): FlowError {
  return new FlowError('SOURCE_UNREADABLE', message, {
    remedy: 'Give an OpenAPI 3.0 or 3.1 document as JSON or YAML.',
    cause,
  });
}
