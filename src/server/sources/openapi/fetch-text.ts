import { FlowError } from '#contract';
import { mebibytes, toText } from '../text-file.ts';
import { urlLabel } from './location.ts';

export interface FetchLimits {
  readonly maxBytes: number;
  /** For everything together, redirects included. */
  readonly timeoutMs: number;
}

const MAX_REDIRECTS = 3;
const REMEDY = 'Check the address and that the service runs, or give a file instead.';

/**
 * The text behind an http(s) address. User and password in the address are sent as Basic authorization to its own origin only.
 * @throws FlowError SOURCE_UNREADABLE; its message holds the address without credentials and query.
 */
export async function fetchText(url: URL, limits: FetchLimits): Promise<string> {
  const signal = AbortSignal.timeout(limits.timeoutMs);
  try {
    const response = await fetchFollowing(url, signal);
    const file = toText(await readBody(response, limits.maxBytes, url));
    if (!file.ok) throw unreadable(`The answer of ${urlLabel(url)} ${file.reason}.`);
    return file.text;
  } catch (error) {
    if (FlowError.isInstance(error)) throw error;
    const reason = signal.aborted ? `did not answer completely within ${limits.timeoutMs / 1000} s` : `cannot be reached (${causeOf(error)})`;
    throw unreadable(`${urlLabel(url)} ${reason}.`, error);
  }
}

async function fetchFollowing(start: URL, signal: AbortSignal): Promise<Response> {
  let url = start;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    refuseMetadataHost(url);
    const response = await fetch(withoutCredentials(url), { redirect: 'manual', signal, headers: headersFor(url, start) });
    if (!isRedirect(response)) {
      if (response.ok) return response;
      await response.body?.cancel();
      throw unreadable(`${urlLabel(url)} answered HTTP ${response.status}.`);
    }
    await response.body?.cancel();
    url = redirectTarget(response, url);
  }
  throw unreadable(`${urlLabel(start)} redirects more than ${MAX_REDIRECTS} times.`);
}

function redirectTarget(response: Response, from: URL): URL {
  const target = response.headers.get('location') ?? '';
  if (!URL.canParse(target, from)) throw unreadable(`${urlLabel(from)} redirects to no valid address.`);
  const url = new URL(target, from);
  if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  throw unreadable(`${urlLabel(from)} redirects to a ${url.protocol} address, which is not followed.`);
}

/** Link-local and cloud metadata hosts hold credentials, never an OpenAPI document. */
function refuseMetadataHost(url: URL): void {
  if (/^(169\.254\.|\[fe[89ab]|\[fd00:ec2::254|metadata\.google\.internal$)/.test(url.hostname)) {
    throw unreadable(`${urlLabel(url)} is a link-local or metadata address, which is never asked.`);
  }
}

async function readBody(response: Response, maxBytes: number, url: URL): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    size += part.value.length;
    if (size > maxBytes) {
      await reader?.cancel();
      throw unreadable(`The answer of ${urlLabel(url)} is larger than ${mebibytes(maxBytes)}.`);
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

function headersFor(url: URL, start: URL): Record<string, string> {
  // A kept connection would be dead when the service was restarted since the last refresh.
  const accept = { accept: 'application/json, application/yaml, text/yaml, */*;q=0.5', connection: 'close' };
  if (url.origin !== start.origin || start.username === '') return accept;
  const credentials = `${decodeURIComponent(start.username)}:${decodeURIComponent(start.password)}`;
  return { ...accept, authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}

function withoutCredentials(url: URL): URL {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare;
}

function isRedirect(response: Response): boolean {
  return response.status >= 300 && response.status < 400 && response.headers.has('location');
}

/** The system's code (`ECONNREFUSED`) and nothing else: fetch's own messages may hold the address with its query. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'the connection failed';
}

function unreadable(message: string, cause?: unknown): FlowError {
  return new FlowError('SOURCE_UNREADABLE', message, { remedy: REMEDY, cause });
}
