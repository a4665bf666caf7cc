import { FlowError, type RunResponse } from '#contract';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import type { CliIo } from './io.ts';

/** Prints an error: one JSON object on standard output for `json`, else text on standard error. Answers the exit code. */
export function reportError(error: unknown, format: 'text' | 'json', io: CliIo): number {
  if (!FlowError.isInstance(error)) throw error;
  const facts = { error_code: error.code, error: error.message, suggestions: error.suggestions, remedy: error.remedy };
  if (format === 'json') io.out(`${JSON.stringify({ ok: false, ...facts }, null, 2)}\n`);
  else io.err(errorText(facts));
  return exitCodeOf[error.code];
}

/** An answer with `ok: false`: a pack that was not built, or what needed one. */
interface FailedAnswer {
  readonly error: string | null;
  readonly error_code: string | null;
}

/** The same for a pack that was not built. */
export function reportFailedPack(pack: FailedAnswer, format: 'text' | 'json', io: CliIo): number {
  if (format === 'json') io.out(`${JSON.stringify(pack, null, 2)}\n`);
  else io.err(errorText({ error_code: pack.error_code ?? 'RUNTIME_ERROR', error: pack.error ?? 'The pack was not built.', remedy: remedyOf(pack) }));
  return isErrorCode(pack.error_code) ? exitCodeOf[pack.error_code] : exitCodes.failure;
}

/** The same for a run that failed. With `json` its response has told everything. */
export function reportFailedRun({ prompt_pack, execution, ...run }: RunResponse, format: 'text' | 'json', io: CliIo): number {
  const code = run.error_code ?? execution?.error_code ?? 'RUNTIME_ERROR';
  const remedy = run.remedy ?? execution?.remedy ?? prompt_pack?.remedy ?? null;
  if (format === 'text') io.err(errorText({ error_code: code, error: run.error ?? execution?.error ?? 'The run failed.', remedy }));
  return isErrorCode(code) ? exitCodeOf[code] : exitCodes.failure;
}

function errorText(facts: { readonly error_code: string; readonly error: string; readonly remedy: string | null }): string {
  return `aksara: ${facts.error} [${facts.error_code}]\n${facts.remedy === null ? '' : `${facts.remedy}\n`}`;
}

function remedyOf(pack: FailedAnswer): string | null {
  return 'remedy' in pack && typeof pack.remedy === 'string' ? pack.remedy : null;
}

function isErrorCode(value: string | null): value is keyof typeof exitCodeOf {
  return value !== null && Object.hasOwn(exitCodeOf, value);
}
