import type { ErrorCode } from '#contract';

/** 0 ok, 1 failure, 2 usage, 3 not found, 4 cannot reach the database, server or provider (design §5); 130 is the shell's for Ctrl-C. */
export const exitCodes = { ok: 0, failure: 1, usage: 2, notFound: 3, unreachable: 4, cancelled: 130 } as const;

/** Exit code of every error code: a new code does not compile until it stands here. */
export const exitCodeOf: Readonly<Record<ErrorCode, number>> = {
  AI_HUB_NOT_CONFIGURED: exitCodes.failure,
  INVALID_ACTION: exitCodes.usage,
  INVALID_FLOW_TYPE: exitCodes.usage,
  UNKNOWN_PROVIDER: exitCodes.usage,
  RUNTIME_ERROR: exitCodes.failure,
  INVALID_REQUEST: exitCodes.usage,
  NOT_FOUND: exitCodes.notFound,
  AMBIGUOUS: exitCodes.notFound,
  INVALID_SQL: exitCodes.failure,
  NOT_PLANNABLE: exitCodes.failure,
  INVALID_PLAN: exitCodes.failure,
  REDACTION_FAILED: exitCodes.failure,
  FORBIDDEN: exitCodes.failure,
  UNAUTHORIZED: exitCodes.failure,
  PAYLOAD_TOO_LARGE: exitCodes.failure,
  UNSUPPORTED_MEDIA_TYPE: exitCodes.failure,
  DATABASE_UNREACHABLE: exitCodes.unreachable,
  DATABASE_AUTH_FAILED: exitCodes.unreachable,
  DATABASE_PERMISSION_DENIED: exitCodes.failure,
  DATABASE_TIMEOUT: exitCodes.failure,
  DATABASE_ERROR: exitCodes.failure,
  SOURCE_UNREADABLE: exitCodes.failure,
  INVALID_CONFIG: exitCodes.usage,
  SERVER_UNREACHABLE: exitCodes.unreachable,
  PROVIDER_AUTH_FAILED: exitCodes.failure,
  PROVIDER_MODEL_NOT_FOUND: exitCodes.notFound,
  PROVIDER_RATE_LIMITED: exitCodes.failure,
  PROVIDER_REFUSED: exitCodes.failure,
  PROVIDER_UNREACHABLE: exitCodes.unreachable,
  PROVIDER_ADDRESS_REFUSED: exitCodes.failure,
  PROVIDER_TIMEOUT: exitCodes.unreachable,
  PROVIDER_ERROR: exitCodes.failure,
  PROVIDER_BAD_ANSWER: exitCodes.failure,
  ANSWER_BROKEN_OFF: exitCodes.failure,
  ANSWER_TOO_LARGE: exitCodes.failure,
  CANCELLED: exitCodes.cancelled,
};
