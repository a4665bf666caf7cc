import type { ProjectSnapshot } from '#contract';

/** The part of the global `fetch` the client needs; injected, so that each host and test brings its own. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface Connection {
  /** Origin of the server without a trailing slash, such as `http://127.0.0.1:8000`; empty for the page's own. */
  readonly baseUrl: string;
  readonly fetch: Fetch;
  /** Sent as `Authorization: Bearer`; never part of a URL. */
  readonly token?: string | undefined;
  /** Gives the snapshot as it is held, where it need not go through JSON first; the same object while nothing changed. */
  readonly snapshot?: (options?: CallOptions) => Promise<ProjectSnapshot>;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Takes an answer as far as it fits, and is told what is left out; without it an answer that does not fit is refused. */
  readonly onLeft?: ((left: readonly string[]) => void) | undefined;
}

/** One request as it goes out; `label` names it in messages. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export function callLabel(call: Call): string {
  return `${call.method} ${call.path}`;
}
