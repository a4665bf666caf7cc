import { FlowError, type ErrorCode } from '#contract';

/** How to try again: after that many milliseconds, or after a pause of our own choice when null. */
export interface Retry {
  readonly afterMs: number | null;
}

/** What went wrong at a provider, and whether asking once more may help. */
export class ProviderFailure extends FlowError {
  readonly retry: Retry | null;

  constructor(code: ErrorCode, message: string, { remedy, retry = null }: { readonly remedy: string; readonly retry?: Retry | null }) {
    super(code, message, { remedy });
    this.retry = retry;
  }
}

/** The failure behind an error that a package has wrapped in errors of its own; null when there is none. */
export function findFailure(error: unknown): FlowError | null {
  let current = error;
  for (let depth = 0; depth < 8 && typeof current === 'object' && current !== null; depth += 1) {
    if (FlowError.isInstance(current)) return current;
    current = 'cause' in current ? current.cause : null;
  }
  return null;
}
