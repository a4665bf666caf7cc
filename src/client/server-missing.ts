import { FlowError } from '#contract';

/** What came in place of an answer; the cause of the error that tells it. */
export class UnusableAnswer extends Error {
  readonly status: number;
  readonly isJson: boolean;

  constructor(status: number, isJson: boolean) {
    super(`status ${status}, ${isJson ? '' : 'no '}JSON`);
    this.name = 'UnusableAnswer';
    this.status = status;
    this.isJson = isJson;
  }
}

const missing = new Set([404, 501]);
/** The server is there and refuses: building elsewhere would only hide that. */
const refused = new Set([401, 403]);

/** True when no server is there that could do this: nothing answers, the endpoint is missing, or something else answers in its place. */
export function isServerMissing(error: unknown): boolean {
  if (!FlowError.isInstance(error)) return false;
  if (error.code === 'SERVER_UNREACHABLE') return true;
  const { cause } = error;
  return cause instanceof UnusableAnswer && (missing.has(cause.status) || (!cause.isJson && !refused.has(cause.status)));
}
