import type { Benchmark, Measurement } from './measurement.ts';
import { median, milliseconds } from './measurement.ts';
import { builtCommand, timeInTurns } from './processes.ts';

const ROUNDS = 20;
const TARGET_MS = 30;

/** How much longer the command takes than an empty Node program. */
export const commandStart: Benchmark = { name: 'command-start', measure };

async function measure(): Promise<readonly Measurement[]> {
  const commands = [['--version'], ['ai', 'flows', 'actions']];
  const commandLines = [['-e', '0'], ...commands.map((args) => [builtCommand, ...args])];
  const [empty = Number.NaN, ...started] = timeInTurns(commandLines, ROUNDS).map(median);
  return started.map((time, index) => ({
    what: `aksara ${commands[index]?.join(' ')}`,
    value: milliseconds(time),
    baseline: `node -e 0: ${milliseconds(empty)}`,
    ratio: time / empty,
    target: `+ ${TARGET_MS} ms (is + ${(time - empty).toFixed(0)} ms)`,
    holds: time - empty <= TARGET_MS,
  }));
}
