import type { PromptPack, RunEvent, RunResponse } from '#contract';
import type { CliIo } from './io.ts';

/** Prints a run: the answer on standard output, everything about it on standard error. */
export interface RunPrinter {
  take(event: RunEvent): void;
  /** Called once, with the response that all events make. */
  finish(response: RunResponse): void;
}

export interface PrintOptions {
  readonly format: 'text' | 'json';
  /** Print as it comes: text piece by piece, JSON as one event a line. */
  readonly stream: boolean;
}

export function createRunPrinter({ format, stream }: PrintOptions, io: CliIo): RunPrinter {
  if (format === 'json') return stream ? eventLines(io) : oneObject(io);
  return stream ? growingText(io) : wholeText(io);
}

/** One event a line; the response itself would repeat them. */
function eventLines(io: CliIo): RunPrinter {
  return { take: (event) => io.out(`${JSON.stringify(event)}\n`), finish: () => {} };
}

function oneObject(io: CliIo): RunPrinter {
  return { take: () => {}, finish: (response) => io.out(`${JSON.stringify(response, null, 2)}\n`) };
}

function growingText(io: CliIo): RunPrinter {
  return {
    take(event) {
      if (event.event === 'delta') io.out(shown(event.data.text, io));
      else takeStatus(event, io);
    },
    finish(response) {
      if (response.execution?.response) io.out('\n');
      printSummary(response, io);
    },
  };
}

function wholeText(io: CliIo): RunPrinter {
  return {
    take: (event) => takeStatus(event, io),
    finish(response) {
      if (response.execution?.response) io.out(`${shown(response.execution.response, io)}\n`);
      printSummary(response, io);
    },
  };
}

function takeStatus(event: RunEvent, io: CliIo): void {
  if (event.event === 'pack' && event.data.ok) io.err(`${target(event.data)}\n`);
  if (event.event === 'retry') io.err(`${event.data.error} Asking again in ${event.data.wait_ms / 1000} s.\n`);
}

function target({ pack_id, provider, model, tokens }: PromptPack): string {
  const id = pack_id === undefined ? [] : [`pack ${pack_id.slice(0, 12)}`];
  const size = tokens === undefined ? [] : [`≈ ${tokens.total} tokens`];
  return [...id, ...size, `to ${[provider, model].filter(Boolean).join(' ')}`].join(' · ');
}

/** Failures are told by the command itself. */
function printSummary({ execution }: RunResponse, io: CliIo): void {
  for (const warning of execution?.warnings ?? []) io.err(`${warning}\n`);
  if (execution?.partial) io.err('The answer above is not complete.\n');
  if (!execution?.ok) return;
  const { prompt, completion } = execution.tokens;
  const counted = prompt == null || completion == null ? [] : [`${prompt} tokens read, ${completion} written`];
  io.err(`${[`${execution.provider} ${execution.model}`, `${(execution.elapsed_ms / 1000).toFixed(1)} s`, ...counted].join(' · ')}\n`);
}

/** To a person's terminal no control characters go but tab and line end: an answer is foreign text and must not drive it. */
function shown(text: string, { interactive }: CliIo): string {
  return interactive ? text.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => (character === '\n' || character === '\t' ? character : '\uFFFD')) : text;
}
