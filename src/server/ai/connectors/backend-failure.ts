import type { ErrorCode } from '#contract';
import { ProviderFailure } from '../transport/provider-failure.ts';

/** A failed request to a backend, with what helps there: its address is no base URL, and its token no provider's key. */
export function toBackendFailure(error: unknown, path: string): unknown {
  if (!(error instanceof ProviderFailure)) return error;
  const { code, message, retry } = error;
  if (code === 'PROVIDER_MODEL_NOT_FOUND') return new ProviderFailure('PROVIDER_REFUSED', `The backend has no ${path}. ${message}`, { remedy: otherVersion });
  return new ProviderFailure(code, message.replace('refused the key', 'refused the token'), { remedy: remedies[code] ?? lookIntoLog, retry });
}

/** An answer of nothing. */
export function emptyAnswer(): ProviderFailure {
  return new ProviderFailure('PROVIDER_BAD_ANSWER', 'The backend answered without any text.', { remedy: lookIntoLog });
}

const lookIntoLog = 'Look into the log of the backend, or choose another provider.';
const otherVersion = 'Start the backend with AKSARA_ENABLE_STUDIO=true, in a version whose AI Hub runs prompts (aksara-framework 0.7.2 does), or set up a provider in the AI Hub here.';

const remedies: Partial<Record<ErrorCode, string>> = {
  PROVIDER_AUTH_FAILED: 'Give the token of the backend: --aksara-token TOKEN or AKSARA_BACKEND_TOKEN.',
  PROVIDER_UNREACHABLE: 'Start the backend again, or choose another provider.',
  PROVIDER_ADDRESS_REFUSED: 'Start with the final address as --aksara, if you trust it.',
  PROVIDER_BAD_ANSWER: otherVersion,
  ANSWER_TOO_LARGE: 'Ask for a shorter answer, or choose another model.',
};
