import { errorCodeSchema, type ErrorCode } from '#contract';

/** The code of a failed pack; one of another program's that we do not know counts as a failure of the server. */
export function toErrorCode(code: string | null): ErrorCode {
  const known = errorCodeSchema.safeParse(code);
  return known.success ? known.data : 'RUNTIME_ERROR';
}
