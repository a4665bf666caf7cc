import { FlowError, type Execution, type RunEvent } from '#contract';
import type { ProviderSettings } from '../hub/provider-settings.ts';
import { createAnswer, type Answer } from './answer.ts';
import { createCleanText } from './clean-text.ts';
import type { Connector, RunPrompt } from './connectors/connector.ts';
import { runAttempt, type AttemptFacts } from './attempt.ts';
import { pauseBefore, waitFor } from './retry.ts';
import { createSecretFilter } from './secret-filter.ts';
import { defaultDeadlines, watchTotal, type Deadlines } from './transport/deadlines.ts';
import { isLocalHost } from './transport/forbidden-address.ts';

export interface ExecuteOptions {
  readonly connector: Connector;
  readonly settings: ProviderSettings;
  readonly model: string;
  readonly prompt: RunPrompt;
  /** Keys that must not stand in what comes back. */
  readonly secrets: readonly string[];
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  readonly emit?: (event: RunEvent) => void;
  readonly limits?: Partial<RunLimits> | undefined;
}

export interface RunLimits extends Deadlines {
  /** Most bytes of an answer that are kept. */
  readonly answerBytes: number;
  /** Pauses before the second and third attempt where the provider names none, in milliseconds. */
  readonly pausesMs: readonly number[];
}

const defaults = { answerBytes: 2 * 1024 * 1024, pausesMs: [500, 2000] };

/**
 * Asks a provider and answers what came of it: failures are part of the execution, with the text that had come until then. The only
 * place that asks again: at most twice, and only while no part of the answer has come.
 */
export async function execute(options: ExecuteOptions): Promise<Execution> {
  const { connector, settings, secrets, emit = () => {} } = options;
  const started = performance.now();
  const url = new URL(connector.origin(settings));
  const limits: RunLimits = { ...defaultDeadlines(isLocalHost(url.hostname)), ...defaults, ...connector.deadlines, ...options.limits };
  const facts: AttemptFacts = { usage: null, warnings: [], begun: false };
  const answer = createAnswer({ limit: limits.answerBytes, filter: createSecretFilter(secrets), onText: (text) => emit({ event: 'delta', data: { text } }) });
  const total = watchTotal(limits, url.host);
  const run = { ...options, limits, emit, facts, answer, url, clean: createCleanText(secrets), signal: AbortSignal.any([options.signal, total.signal]) };
  try {
    await attemptWithRetries(run);
    return toExecution(run, started, null);
  } catch (error) {
    if (!FlowError.isInstance(error)) throw error;
    return toExecution(run, started, error);
  } finally {
    total.stop();
  }
}

/** All that one run knows. */
export interface Run extends Omit<ExecuteOptions, 'limits'> {
  readonly limits: RunLimits;
  readonly emit: (event: RunEvent) => void;
  readonly facts: AttemptFacts;
  readonly answer: Answer;
  readonly url: URL;
  readonly clean: (text: string) => string;
}

async function attemptWithRetries(run: Run): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await runAttempt(run);
      return;
    } catch (error) {
      const waitMs = pauseBefore(attempt, error, run);
      if (waitMs === null || !FlowError.isInstance(error)) throw error;
      run.emit({ event: 'retry', data: { attempt: attempt + 1, wait_ms: waitMs, error_code: error.code, error: error.message } });
      await waitFor(waitMs, run.signal);
    }
  }
}

function toExecution({ settings, model, answer, facts }: Run, started: number, error: FlowError | null): Execution {
  const { prompt = null, completion = null } = facts.usage ?? {};
  const total = prompt === null || completion === null ? null : prompt + completion;
  return {
    ok: error === null,
    provider: settings.definition.kind,
    model,
    response: answer.text,
    structured_response: null,
    tool_calls: [],
    tokens: facts.usage === null ? {} : { prompt, completion, total },
    elapsed_ms: performance.now() - started,
    error: error?.message ?? null,
    ...(error && { error_code: error.code, remedy: error.remedy, partial: answer.text !== '' }),
    ...(facts.warnings.length > 0 && { warnings: facts.warnings }),
    raw: null,
  };
}
