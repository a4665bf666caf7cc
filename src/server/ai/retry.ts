import { setTimeout as pause } from 'node:timers/promises';
import { cancelled } from './attempt.ts';
import type { Run } from './execute.ts';
import { ProviderFailure } from './transport/provider-failure.ts';

/** The pause in milliseconds before the next attempt; null when there must be none. */
export function pauseBefore(attempt: number, error: unknown, { limits, facts, signal }: Pick<Run, 'limits' | 'facts' | 'signal'>): number | null {
  const ownPause = limits.pausesMs[attempt - 1];
  if (ownPause === undefined || facts.begun || signal.aborted) return null;
  if (!(error instanceof ProviderFailure) || error.retry === null) return null;
  return error.retry.afterMs ?? ownPause;
}

/** Waits, or throws the failure that ends the run meanwhile. */
export async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(ms, undefined, { signal });
  } catch {
    throw cancelled(signal); // a pause fails only when its signal is aborted
  }
}
