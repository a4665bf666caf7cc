import { errorCodeSchema, FlowError, type ErrorCode } from '#contract';
import { callLabel, type Call } from './connection.ts';
import { UnusableAnswer } from './server-missing.ts';

const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  400: 'INVALID_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'INVALID_REQUEST',
};

const remedyOfCode: Partial<Record<ErrorCode, string>> = {
  UNAUTHORIZED: 'Open the address that the command aksara studio printed (it carries the token), or give --token.',
  FORBIDDEN: 'Use the exact address that the command aksara studio printed; other hosts and ports are refused.',
};

/** The FlowError of an answer outside 2xx: the server's own code, text and remedy when it sent them, else what the status says. */
export function toFlowError(call: Call, status: number, body: unknown): FlowError {
  const facts = readError(body);
  const code = facts.code ?? codeOfStatus[status] ?? 'RUNTIME_ERROR';
  const message = facts.message ?? `The server answered ${callLabel(call)} with status ${status}.`;
  const remedy = facts.remedy ?? remedyOfCode[code];
  return new FlowError(code, message, { suggestions: facts.suggestions, cause: new UnusableAnswer(status, body !== undefined), ...(remedy ? { remedy } : {}) });
}

interface ErrorFacts {
  readonly code: ErrorCode | null;
  readonly message: string | null;
  readonly remedy: string | null;
  readonly suggestions: readonly string[];
}

/** Ours is `{error_code, error, suggestions, remedy}`; a foreign backend may send `{detail}`. */
function readError(body: unknown): ErrorFacts {
  const fields: Readonly<Record<string, unknown>> = typeof body === 'object' && body !== null ? { ...body } : {};
  const code = errorCodeSchema.safeParse(fields['error_code']);
  return {
    code: code.success ? code.data : null,
    message: text(fields['error']) ?? text(fields['detail']),
    remedy: text(fields['remedy']),
    suggestions: Array.isArray(fields['suggestions']) ? fields['suggestions'].filter((name) => typeof name === 'string') : [],
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
