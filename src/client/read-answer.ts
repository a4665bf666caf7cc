import { FlowError } from '#contract';
import { callLabel, type Call } from './connection.ts';
import { toFlowError } from './failed-answer.ts';
import { fitAnswer } from './fit-answer.ts';
import { UnusableAnswer } from './server-missing.ts';

/** What the client needs of a contract schema. */
export interface ResponseSchema<Output> {
  readonly safeParse: (value: unknown) => SafeParseResult<Output>;
}

type SafeParseResult<Output> =
  | { readonly success: true; readonly data: Output }
  | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } };

export interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The JSON of an answer. Throws FlowError for a status outside 2xx and RUNTIME_ERROR for a body that is not JSON. */
export async function readJson(call: Call, response: Response): Promise<unknown> {
  const body = await readText(call, response);
  const json = parseJson(body);
  if (!response.ok) throw toFlowError(call, response.status, json);
  if (json === undefined) throw notJson(call, response, body);
  return json;
}

/** Checks an answer with the contract's schema. Throws RUNTIME_ERROR that names the endpoint and the first field that does not fit. */
export function checkAnswer<Output>(call: Call, schema: ResponseSchema<Output>, json: unknown): Output {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.map(String).join('.') || 'the whole answer';
  throw new FlowError('RUNTIME_ERROR', `The answer of ${callLabel(call)} does not fit the contract at ${field}: ${issue?.message ?? 'unknown'}.`, {
    remedy: 'Server and client may be of different versions: restart the server and reload.',
  });
}

/** The same of a stranger's answer: as far as it fits, `onLeft` being told what is left out. */
export function checkForeignAnswer<Output>(call: Call, schema: ResponseSchema<Output>, { json, onLeft }: { readonly json: unknown; readonly onLeft: (left: readonly string[]) => void }): Output {
  const fitted = fitAnswer(schema, json);
  if (fitted === null) return checkAnswer(call, schema, json);
  if (fitted.left.length > 0) onLeft(fitted.left);
  return fitted.answer;
}

async function readText(call: Call, response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (cause) {
    // What the connection itself refused (an answer that is too large) says so itself.
    if (call.signal?.aborted || FlowError.isInstance(cause)) throw cause;
    throw new FlowError('SERVER_UNREACHABLE', `The connection ended while the answer of ${callLabel(call)} was read.`, {
      remedy: 'Try again; if it stays so, restart the server with: aksara studio',
      cause,
    });
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // not JSON: the caller says so with the status and the content type
  }
}

function notJson(call: Call, response: Response, body: string): FlowError {
  const type = response.headers.get('content-type')?.split(';')[0] ?? 'no content type';
  const kind = body.trimStart().startsWith('<') ? 'a web page' : `no JSON (${type})`;
  return new FlowError('RUNTIME_ERROR', `${callLabel(call)} answered with ${kind} where JSON was expected.`, {
    remedy: 'Check that the address is a running Studio server.',
    cause: new UnusableAnswer(response.status, false),
  });
}
