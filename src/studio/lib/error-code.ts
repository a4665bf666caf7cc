import { errorCodeSchema, type ErrorCode } from '#contract';

/** The code of an answer that failed; one of another program's that we do not know counts as a failure of the server. */
export function toErrorCode(code: string | null | undefined): ErrorCode {
  const known = errorCodeSchema.safeParse(code);
  return known.success ? known.data : 'RUNTIME_ERROR';
}
