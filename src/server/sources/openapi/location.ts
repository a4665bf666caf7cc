import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where an OpenAPI document is. `label` names it in facts and messages: no credentials, no query, no absolute path. */
export type Location =
  | { readonly kind: 'file'; readonly path: string; readonly label: string }
  | { readonly kind: 'url'; readonly url: URL; readonly label: string };

/** A path, a `file:` URL or an http(s) URL, as the user gave it. */
export function parseLocation(location: string): Location {
  if (/^https?:\/\//i.test(location) && URL.canParse(location)) {
    const url = new URL(location);
    return { kind: 'url', url, label: urlLabel(url) };
  }
  const path = /^file:\/\//i.test(location) ? fileURLToPath(location) : resolve(location);
  return { kind: 'file', path, label: basename(path) };
}

/** Origin and path: the query, the fragment and the user name may hold secrets. */
export function urlLabel(url: URL): string {
  return `${url.origin}${url.pathname}`;
}
