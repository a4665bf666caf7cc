import { ProviderFailure } from './provider-failure.ts';

/** Longest waits in milliseconds. */
export interface Deadlines {
  /** Until the connection stands, name lookup and TLS included. */
  readonly connectMs: number;
  /** Until the first word of the answer. */
  readonly firstTokenMs: number;
  /** Between two pieces, once it has begun. */
  readonly idleMs: number;
  /** For everything, retries included. */
  readonly totalMs: number;
}

/** A model on the own machine may have to be loaded first. */
export function defaultDeadlines(isLocal: boolean): Deadlines {
  return { connectMs: 10_000, firstTokenMs: isLocal ? 180_000 : 60_000, idleMs: 30_000, totalMs: 600_000 };
}

/** Watches one attempt: its signal is aborted with a PROVIDER_TIMEOUT as reason, or with the outer signal's own. */
export interface Watch {
  readonly signal: AbortSignal;
  connected(): void;
  /** The first word has come. */
  answering(): void;
  /** Any bytes have come. */
  received(): void;
  stop(): void;
}

export function watchAttempt({ connectMs, firstTokenMs, idleMs }: Deadlines, host: string, outer: AbortSignal): Watch {
  const expired = new AbortController();
  const expire = (ms: number, what: string, retry: { readonly afterMs: null } | null = null) =>
    setTimeout(() => expired.abort(timeout(`${host} ${what} within ${seconds(ms)}.`, retry)), ms);
  const connecting = expire(connectMs, 'did not take a connection', { afterMs: null });
  const first = expire(firstTokenMs, 'did not begin to answer');
  let idle: NodeJS.Timeout | null = null;

  return {
    signal: AbortSignal.any([outer, expired.signal]),
    connected: () => clearTimeout(connecting),
    answering() {
      clearTimeout(first);
      idle ??= expire(idleMs, 'sent no further piece of its answer');
    },
    received: () => void idle?.refresh(),
    stop() {
      clearTimeout(connecting);
      clearTimeout(first);
      if (idle) clearTimeout(idle);
    },
  };
}

/** Aborts with a PROVIDER_TIMEOUT when everything together takes too long; `stop` ends the watch. */
export function watchTotal({ totalMs }: Deadlines, host: string): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(timeout(`${host} did not finish its answer within ${seconds(totalMs)}.`, null)), totalMs);
  return { signal: controller.signal, stop: () => clearTimeout(timer) };
}

function timeout(message: string, retry: { readonly afterMs: null } | null): ProviderFailure {
  return new ProviderFailure('PROVIDER_TIMEOUT', message, { retry, remedy: 'Try again, or choose a smaller model or another provider.' });
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}
