import { FlowError } from '#contract';

/** The configured address of a provider. Throws INVALID_REQUEST when it is none; an environment variable is not checked before. */
export function parseBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new FlowError('INVALID_REQUEST', 'The base URL of this provider is not an http or https URL.', { remedy: 'Correct it in AI Hub or in the environment.' });
  }
  return url;
}

/** The address with `path` behind what is left of the configured one after `cut`; without query and fragment. */
export function joinPath(text: string, path: string, cut: RegExp = /$/): string {
  const url = parseBaseUrl(text);
  return `${url.origin}${url.pathname.replace(/\/+$/, '').replace(cut, '')}${path}`;
}
