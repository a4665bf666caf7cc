import { lookup as lookupAddress } from 'node:dns';
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { connectionFailure, refusedAddress } from './connection-failure.ts';
import { isForbiddenAddress, isForbiddenHost } from './forbidden-address.ts';

export interface OutgoingRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Closes the socket at once. */
  readonly signal: AbortSignal;
  /** Called when the connection stands. */
  readonly connected: () => void;
}

/**
 * Sends one request on a connection of its own and resolves with the answer's head. Follows no redirect and decompresses nothing.
 * The address that is checked is the one that is connected to. Throws ProviderFailure, or the signal's reason.
 */
export function openRequest({ method, url, headers, body, signal, connected }: OutgoingRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    if (isForbiddenHost(url.hostname)) return reject(refusedAddress(url));
    if (signal.aborted) return reject(signal.reason);
    const secure = url.protocol === 'https:';
    const options: RequestOptions = { method, headers: { ...headers, 'accept-encoding': 'identity' }, agent: false, lookup: guardedLookup(url) };
    const request = (secure ? requestHttps : requestHttp)(url, options);
    signal.addEventListener('abort', () => request.destroy(), { once: true });
    request.once('socket', (socket) => {
      socket.setNoDelay(true);
      socket.once(secure ? 'secureConnect' : 'connect', connected);
    });
    request.once('error', (error) => reject(signal.aborted ? signal.reason : connectionFailure(url, error)));
    request.once('response', resolve);
    request.end(body ?? undefined);
  });
}

/** A name that leads to a forbidden address, even among others, is not connected to. */
function guardedLookup(url: URL): LookupFunction {
  return (hostname, options, callback) => {
    lookupAddress(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      if (addresses.some(({ address }) => isForbiddenAddress(address))) return callback(refusedAddress(url), []);
      if (options.all) return callback(null, addresses);
      const [first] = addresses;
      return first ? callback(null, first.address, first.family) : callback(new Error('no address'), []);
    });
  };
}
