import type { ErrorCode } from '#contract';
import { ProviderFailure, type Retry } from './provider-failure.ts';

export interface FailedStatus {
  readonly host: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** What the provider says, cleaned; empty when it says nothing. */
  readonly message: string;
  readonly now: number;
}

/** Longest pause a provider may ask for and still be asked again by us. */
export const longestRetryAfterMs = 30_000;

/** The failure of an answer with an HTTP status of 400 and above. */
export function statusFailure(facts: FailedStatus): ProviderFailure {
  const { host, status, message } = facts;
  const said = message === '' ? '' : ` It says: ${message}`;
  const { code, what, remedy } = kindOf(status, message);
  const retry = retryOf(facts);
  const wait = status === 429 && retry === null ? waitText(facts) : '';
  return new ProviderFailure(code, `${host} ${what} (HTTP ${status}).${wait}${said}`, { remedy, retry });
}

interface Kind {
  readonly code: ErrorCode;
  readonly what: string;
  readonly remedy: string;
}

function kindOf(status: number, message: string): Kind {
  if (status === 401 || status === 403) {
    return { code: 'PROVIDER_AUTH_FAILED', what: 'refused the key', remedy: 'Check the key in AI Hub or in the environment, and that it may use this model.' };
  }
  if (status === 404 || (status === 400 && /model/i.test(message) && /not (found|exist|supported)|does not exist|unknown|invalid model/i.test(message))) {
    const what = /model/i.test(message) ? 'does not have this model' : 'has nothing at this address, or not this model';
    return { code: 'PROVIDER_MODEL_NOT_FOUND', what, remedy: 'Choose another model, or check the base URL. Test the provider in AI Hub to see its models.' };
  }
  if (status === 429) return { code: 'PROVIDER_RATE_LIMITED', what: 'asks to wait', remedy: 'Wait and try again, or check the quota of your account there.' };
  if (status >= 500 || status === 408 || status === 409) {
    return { code: 'PROVIDER_ERROR', what: 'failed on its side', remedy: 'Try again later, or choose another provider.' };
  }
  return { code: 'PROVIDER_REFUSED', what: 'refused the request', remedy: 'The prompt may be too long for this model: choose a lower detail or another model.' };
}

/** Null = do not ask again: the fault is in the request, or the provider wants more time than anybody waits. */
function retryOf(facts: FailedStatus): Retry | null {
  const { status } = facts;
  if (status !== 408 && status !== 409 && status !== 429 && status < 500) return null;
  const afterMs = retryAfterMs(facts);
  return afterMs !== null && afterMs > longestRetryAfterMs ? null : { afterMs };
}

function waitText(facts: FailedStatus): string {
  const afterMs = retryAfterMs(facts);
  return afterMs === null ? '' : ` It asks to wait ${Math.ceil(afterMs / 1000)} s.`;
}

/** `Retry-After` in seconds or as a date, or `retry-after-ms`; null when there is none that can be read. */
function retryAfterMs({ headers, now }: FailedStatus): number | null {
  const milliseconds = Number(headers['retry-after-ms']);
  if (headers['retry-after-ms'] !== undefined && milliseconds >= 0) return milliseconds;
  const text = headers['retry-after'];
  if (typeof text !== 'string') return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
