import { FlowError, type ErrorCode } from '#contract';
import type { CallOptions } from '../connection.ts';

export interface AskOptions extends CallOptions {
  readonly timeoutMs: number;
}

/**
 * One question to a backend, ended after its time. Throws FlowError with a remedy for this backend; an abort by the caller passes
 * through unchanged.
 */
export async function askBackend<Answer>(what: string, call: (options: CallOptions) => Promise<Answer>, { timeoutMs, signal, onLeft }: AskOptions): Promise<Answer> {
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    return await call({ signal: signal ? AbortSignal.any([signal, deadline]) : deadline, onLeft });
  } catch (error) {
    if (signal?.aborted) throw error;
    if (deadline.aborted) throw new FlowError('SERVER_UNREACHABLE', `The Aksara backend did not give ${what} within ${timeoutMs / 1000} s.`, { remedy: remedies.SERVER_UNREACHABLE, cause: error });
    if (!FlowError.isInstance(error)) throw error;
    const remedy = remedies[error.code] ?? checkBackend;
    throw new FlowError(error.code, `The Aksara backend did not give ${what}. ${error.message.replace('The Studio server', 'It')}`, { remedy, cause: error });
  }
}

const checkBackend = 'Look into the log of the backend; it needs AKSARA_ENABLE_STUDIO=true.';

const remedies: Partial<Record<ErrorCode, string>> & { readonly SERVER_UNREACHABLE: string } = {
  SERVER_UNREACHABLE: 'Start the backend with AKSARA_ENABLE_STUDIO=true, check the address given by --aksara, then refresh.',
  UNAUTHORIZED: 'Give the token of the backend: --aksara-token TOKEN or AKSARA_BACKEND_TOKEN.',
  FORBIDDEN: 'Give the token of the backend: --aksara-token TOKEN or AKSARA_BACKEND_TOKEN.',
  NOT_FOUND: 'Start the backend with AKSARA_ENABLE_STUDIO=true: without it there are no Studio endpoints.',
  PAYLOAD_TOO_LARGE: 'Check the address given by --aksara: no answer of an Aksara backend is that large.',
};
