import { z } from 'zod/mini';

/**
 * Every code an endpoint, the CLI or the Studio can answer with. The first five are the reference's
 * (design §6); the rest are ours. Each host maps the whole union, so a new code does not compile until mapped.
 */
export const errorCodes = [
  'AI_HUB_NOT_CONFIGURED',
  'INVALID_ACTION',
  'INVALID_FLOW_TYPE',
  'UNKNOWN_PROVIDER',
  'RUNTIME_ERROR',
  'INVALID_REQUEST',
  'NOT_FOUND',
  'AMBIGUOUS',
  'INVALID_SQL',
  'NOT_PLANNABLE',
  'INVALID_PLAN',
  'REDACTION_FAILED',
  'FORBIDDEN',
  'UNAUTHORIZED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'DATABASE_UNREACHABLE',
  'DATABASE_AUTH_FAILED',
  'DATABASE_PERMISSION_DENIED',
  'DATABASE_TIMEOUT',
  'DATABASE_ERROR',
  'SOURCE_UNREADABLE',
  'INVALID_CONFIG',
  'SERVER_UNREACHABLE',
  'PROVIDER_AUTH_FAILED',
  'PROVIDER_MODEL_NOT_FOUND',
  'PROVIDER_RATE_LIMITED',
  'PROVIDER_REFUSED',
  'PROVIDER_UNREACHABLE',
  'PROVIDER_ADDRESS_REFUSED',
  'PROVIDER_TIMEOUT',
  'PROVIDER_ERROR',
  'PROVIDER_BAD_ANSWER',
  'ANSWER_BROKEN_OFF',
  'ANSWER_TOO_LARGE',
  'CANCELLED',
] as const;

export const errorCodeSchema = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof errorCodeSchema>;
