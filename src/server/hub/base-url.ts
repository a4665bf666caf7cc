import { FlowError } from '#contract';
import { isForbiddenHost } from '../ai/transport/forbidden-address.ts';

/** A base URL as it is saved. Throws INVALID_REQUEST unless it is http(s), without credentials, and not a link-local or metadata address. */
export function checkBaseUrl(text: string): string {
  const url = parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) throw refused('it is not an http or https URL');
  if (url.username !== '' || url.password !== '') throw refused('it holds credentials; save the key on its own');
  if (isForbiddenHost(url.hostname)) throw refused('it points to a link-local or metadata address');
  return url.href.replace(/\/$/, '');
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null; // the caller says what is expected instead
  }
}

function refused(reason: string): FlowError {
  return new FlowError('INVALID_REQUEST', `The base URL is refused: ${reason}.`, { remedy: 'Give an address such as https://api.example.com/v1.' });
}
