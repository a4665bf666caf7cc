import { FlowError } from '#contract';
import { ProviderFailure } from './provider-failure.ts';

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the name server does not answer',
  ECONNRESET: 'it closed the connection',
  EPIPE: 'it closed the connection',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no network',
  ETIMEDOUT: 'it does not answer',
};

/** Why no connection came about, by the system's code; anything about a certificate is said as such. */
export function connectionFailure(url: URL, error: Error): FlowError {
  if (FlowError.isInstance(error)) return error;
  const code = codeOf(error);
  if (code.startsWith('HPE_')) {
    return new ProviderFailure('PROVIDER_BAD_ANSWER', `${url.host} does not answer in HTTP.`, { remedy: 'Check the port and http or https in the base URL.' });
  }
  if (/CERT|SSL|TLS|UNABLE_TO_VERIFY/.test(code)) {
    return new ProviderFailure('PROVIDER_UNREACHABLE', `The certificate of ${url.host} is not accepted (${code}).`, {
      remedy: 'Check the base URL; for a certificate of your own set NODE_EXTRA_CA_CERTS.',
    });
  }
  return new ProviderFailure('PROVIDER_UNREACHABLE', `${url.host} cannot be reached: ${reasons[code] ?? 'the connection failed'} (${code}).`, {
    remedy: 'Check the base URL and that the provider runs, then try again.',
    retry: { afterMs: null },
  });
}

/** Our own refusal to ask. */
export function refusedAddress(url: URL): ProviderFailure {
  return new ProviderFailure('PROVIDER_ADDRESS_REFUSED', `${url.host} is a link-local or metadata address, which is never asked.`, {
    remedy: 'Give the base URL of a model provider.',
  });
}

function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  const [first] = error instanceof AggregateError ? error.errors : [];
  return first instanceof Error && 'code' in first ? String(first.code) : 'no code';
}
