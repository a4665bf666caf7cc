import { FlowError } from '#contract';
import type { Fetch } from '#client';

export interface BackendFetchLimits {
  /** Longest answer, bytes. Default 32 MiB. */
  readonly maxBytes?: number;
}

/**
 * Asks the backend only: no redirect is followed, no cookie sent, and an answer that grows too long is cut off with
 * PAYLOAD_TOO_LARGE. The deadline is the caller's signal.
 */
export function createBackendFetch({ maxBytes = 32 * 1024 ** 2 }: BackendFetchLimits = {}): Fetch {
  return async (url, init) => {
    // A kept connection would be dead when the backend was restarted since the last refresh.
    const headers = { ...Object.fromEntries(new Headers(init.headers)), connection: 'close' };
    const response = await fetch(url, { ...init, headers, redirect: 'manual', credentials: 'omit' });
    const target = response.headers.get('location');
    if (target !== null && response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      throw new FlowError('SERVER_UNREACHABLE', `It answers with a redirect to ${originOf(target, url)}, which is not followed.`);
    }
    const body = response.body?.pipeThrough(limited(maxBytes)) ?? null;
    return new Response(body, { status: response.status, headers: response.headers });
  };
}

/** Of where a redirect leads. */
function originOf(target: string, url: string): string {
  return URL.canParse(target, url) ? new URL(target, url).origin.slice(0, 200) : 'no address';
}

/** The origin of `--aksara`. Throws FlowError INVALID_REQUEST for what is no plain http(s) address of a host. */
export function backendOrigin(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) throw refused(`--aksara takes a URL such as http://localhost:8000, not "${address.slice(0, 200)}".`);
  if (url.username !== '' || url.password !== '') throw refused('--aksara takes no user and password in its address.', 'Give the token of the backend: --aksara-token TOKEN or AKSARA_BACKEND_TOKEN.');
  if (/^(169\.254\.|\[fe[89ab]|\[fd00:ec2::254|metadata\.google\.internal$)/.test(url.hostname)) throw refused(`${url.hostname} is a link-local or metadata address, which is never asked.`);
  return url.origin;
}

function refused(message: string, remedy?: string): FlowError {
  return new FlowError('INVALID_REQUEST', message, remedy === undefined ? {} : { remedy });
}

function limited(maxBytes: number): TransformStream<Uint8Array, Uint8Array> {
  let size = 0;
  return new TransformStream({
    transform(chunk, controller) {
      size += chunk.length;
      if (size > maxBytes) controller.error(new FlowError('PAYLOAD_TOO_LARGE', `An answer of the backend is larger than ${maxBytes / 1024 ** 2} MiB.`));
      else controller.enqueue(chunk);
    },
  });
}
