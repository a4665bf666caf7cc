import type { IncomingMessage } from 'node:http';
import type { CleanText } from '../clean-text.ts';
import { connectionFailure } from './connection-failure.ts';
import type { Watch } from './deadlines.ts';
import { openRequest } from './open-request.ts';
import { ProviderFailure } from './provider-failure.ts';
import { providerMessage } from './provider-message.ts';
import { statusFailure } from './status-failure.ts';

/** What the connectors use of `fetch`; the packages take it in place of the global one. */
export type ProviderFetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface ProviderFetchOptions {
  /** The only origin that is asked. */
  readonly origin: string;
  readonly watch: Watch;
  /** For what a provider says in its errors: without keys, on one line. */
  readonly clean: CleanText;
}

/** Longest line (one event) and most bytes of one answer on the wire: more is an attack or a loop. */
const longestLine = 4 * 1024 * 1024;
const mostBytes = 128 * 1024 * 1024;
const mostErrorBytes = 64 * 1024;

/**
 * Sends to one origin only, and gives an answer only when it is one: every other status, a redirect, a web page and a broken
 * connection are thrown as ProviderFailure, also from within the body.
 */
export function createProviderFetch({ origin, watch, clean }: ProviderFetchOptions): ProviderFetch {
  return async (address, init = {}) => {
    const url = new URL(address instanceof Request ? address.url : address);
    if (url.origin !== origin) throw new Error(`A connector configured for ${origin} asked ${url.origin}.`);
    const incoming = await openRequest({
      method: init.method ?? 'GET',
      url,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? init.body : null,
      signal: watch.signal,
      connected: watch.connected,
    });
    watch.signal.addEventListener('abort', () => incoming.destroy(), { once: true });
    const { statusCode: status = 0, headers } = incoming;
    if (status >= 300 && status < 400) throw redirected(url, incoming);
    if (status >= 400) throw statusFailure({ host: url.host, status, headers, message: clean(providerMessage(await readError(incoming))), now: Date.now() });
    if (/^text\/html\b/i.test(headers['content-type'] ?? '') || (headers['content-encoding'] ?? 'identity') !== 'identity') throw notAnAnswer(url, incoming);
    return new Response(toBody(readGuarded(url, incoming, watch)), { status, headers: new Headers({ 'content-type': headers['content-type'] ?? '' }) });
  };
}

async function* readGuarded(url: URL, incoming: IncomingMessage, watch: Watch): AsyncGenerator<Uint8Array> {
  let [total, line] = [0, 0];
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) { // without an encoding its chunks are buffers
      watch.received();
      total += chunk.length;
      const newline = chunk.lastIndexOf(0x0a);
      line = newline < 0 ? line + chunk.length : chunk.length - newline - 1;
      if (total > mostBytes || line > longestLine) throw tooLarge(url);
      yield chunk;
    }
  } catch (error) {
    if (watch.signal.aborted) throw watch.signal.reason;
    throw error instanceof ProviderFailure ? error : brokenOff(url, error);
  } finally {
    incoming.destroy();
  }
}

function toBody(parts: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await parts.return(undefined)),
  });
}

async function readError(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) { // as above
      chunks.push(chunk);
      size += chunk.length;
      if (size > mostErrorBytes) break;
    }
  } catch {
    // The status says enough.
  }
  incoming.destroy();
  return Buffer.concat(chunks).toString('utf8').slice(0, mostErrorBytes);
}

function redirected(url: URL, incoming: IncomingMessage): ProviderFailure {
  incoming.destroy();
  const target = incoming.headers.location ?? '';
  const host = URL.canParse(target, url) ? new URL(target, url).host.slice(0, 100) : 'no valid address';
  return new ProviderFailure('PROVIDER_ADDRESS_REFUSED', `${url.host} redirects to ${host}, which is not followed.`, {
    remedy: 'Put the final address into the base URL, if you trust it.',
  });
}

function notAnAnswer(url: URL, incoming: IncomingMessage): ProviderFailure {
  incoming.destroy();
  const kind = incoming.headers['content-encoding'] ? 'compressed data' : 'a web page';
  return new ProviderFailure('PROVIDER_BAD_ANSWER', `${url.host} answered with ${kind} where a model's answer was expected.`, {
    remedy: 'Check the base URL: it may be a sign-in page or a proxy.',
  });
}

function tooLarge(url: URL): ProviderFailure {
  return new ProviderFailure('ANSWER_TOO_LARGE', `${url.host} sends more than any answer needs.`, { remedy: 'Ask for a shorter answer, or choose another model.' });
}

function brokenOff(url: URL, error: unknown): ProviderFailure {
  const reason = error instanceof Error ? connectionFailure(url, error).message : `${url.host} closed the connection.`;
  return new ProviderFailure('ANSWER_BROKEN_OFF', `The connection ended within the answer: ${reason}`, { remedy: 'Try again.' });
}
