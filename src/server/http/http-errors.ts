import { FlowError, type ErrorCode, type ErrorResponse } from '#contract';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** HTTP status of each code when it ends a request. Expected failures of a flow do not come here: they are HTTP 200 packs with `ok: false`. */
export const statusOfCode = {
  AI_HUB_NOT_CONFIGURED: 409,
  INVALID_ACTION: 400,
  INVALID_FLOW_TYPE: 400,
  UNKNOWN_PROVIDER: 400,
  RUNTIME_ERROR: 500,
  INVALID_REQUEST: 400,
  NOT_FOUND: 404,
  AMBIGUOUS: 409,
  INVALID_SQL: 400,
  NOT_PLANNABLE: 422,
  INVALID_PLAN: 400,
  REDACTION_FAILED: 500,
  FORBIDDEN: 403,
  UNAUTHORIZED: 401,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  DATABASE_UNREACHABLE: 503,
  DATABASE_AUTH_FAILED: 503,
  DATABASE_PERMISSION_DENIED: 503,
  DATABASE_TIMEOUT: 504,
  DATABASE_ERROR: 502,
  SOURCE_UNREADABLE: 503,
  INVALID_CONFIG: 500,
  SERVER_UNREACHABLE: 502,
  PROVIDER_AUTH_FAILED: 502,
  PROVIDER_MODEL_NOT_FOUND: 502,
  PROVIDER_RATE_LIMITED: 503,
  PROVIDER_REFUSED: 502,
  PROVIDER_UNREACHABLE: 502,
  PROVIDER_ADDRESS_REFUSED: 400,
  PROVIDER_TIMEOUT: 504,
  PROVIDER_ERROR: 502,
  PROVIDER_BAD_ANSWER: 502,
  ANSWER_BROKEN_OFF: 502,
  ANSWER_TOO_LARGE: 502,
  CANCELLED: 408,
} as const satisfies Record<ErrorCode, ContentfulStatusCode>;

export interface HttpFailure {
  readonly status: ContentfulStatusCode;
  readonly body: ErrorResponse;
}

/** What the client is told of an error. A bug (anything but a FlowError) is told as such, its text goes to the log only. */
export function toHttpFailure(error: unknown, status?: ContentfulStatusCode): HttpFailure {
  if (!FlowError.isInstance(error)) return toHttpFailure(new FlowError('RUNTIME_ERROR', 'The server failed on this request; the reason is in its log.'));
  return {
    status: status ?? statusOfCode[error.code],
    body: { ok: false, error_code: error.code, error: error.message, suggestions: error.suggestions, remedy: error.remedy },
  };
}
