import type { ExplainedPlan, PlanTrigger } from '#contract';
import { settingsOf } from '../explain-entry.ts';
import { readBuffers } from './property-line.ts';
import { readName, splitList } from './quoted-text.ts';

type Writable<Fields> = { -readonly [Key in keyof Fields]: Fields[Key] };

/** What the lines below the tree tell of the whole statement. */
export type StatementFigures = Writable<Pick<ExplainedPlan, 'planningMs' | 'executionMs' | 'jit' | 'planningBlocks'>> & {
  triggers: PlanTrigger[];
  settings: Readonly<Record<string, string>>;
};

/** The title under which indented lines stand: `Planning:` and `JIT:`. */
export type Heading = 'Planning' | 'JIT' | 'Serialization' | null;

export function headingOf(text: string): Heading {
  const [, heading] = /^\s*(Planning|JIT):$/.exec(text) ?? [];
  if (heading === 'Planning' || heading === 'JIT') return heading;
  return /^\s*Serialization: /.test(text) ? 'Serialization' : null;
}

/** Takes a line about the whole statement into `figures`; false when it is none. */
export function takeStatementLine(text: string, heading: Heading, figures: StatementFigures): boolean {
  const line = text.trim();
  if (takeTime(line, figures) || takeSettings(line, figures) || takeTrigger(line, figures)) return true;
  if (/^(?:Query Identifier|Query Text|Serialization): /.test(line) || headingOf(line) !== null) return true;
  if (heading === 'Planning') return takePlanning(line, figures);
  if (heading === 'JIT') return takeJit(line, figures);
  return heading === 'Serialization' && /^(?:Buffers|I\/O Timings): /.test(line);
}

function takeTime(line: string, figures: StatementFigures): boolean {
  const [, what, value] = /^(Planning time|Execution time|Total runtime): ([\d.]+) ms$/i.exec(line) ?? [];
  if (what === undefined) return false;
  if (what.toLowerCase() === 'planning time') figures.planningMs = Number(value);
  else figures.executionMs = Number(value);
  return true;
}

function takeSettings(line: string, figures: StatementFigures): boolean {
  const [, list] = /^Settings: (.*)$/s.exec(line) ?? [];
  if (list === undefined) return false;
  const pairs = splitList(list).map((part) => /^(\S+) = '(.*)'$/s.exec(part)).filter((match) => match !== null);
  figures.settings = settingsOf(Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value.replaceAll("''", "'")])));
  return true;
}

/** `Trigger t on orders: time=0.1 calls=5` or `Trigger for constraint orders_customer_id_fkey: calls=5`. */
function takeTrigger(line: string, figures: StatementFigures): boolean {
  const [, subject, time, calls] = /^Trigger (.*): (?:time=([\d.]+) )?calls=([\d.]+)$/s.exec(line) ?? [];
  if (subject === undefined) return false;
  const constraint = /^(?:.* )?for constraint (.*)$/s.exec(subject)?.[1];
  const name = readName(constraint ?? subject);
  const relation = name === null ? null : readName(name.rest.replace(/^ on /, ''));
  figures.triggers.push({
    name: name?.parts.at(-1) ?? '',
    isConstraint: constraint !== undefined,
    relation: relation?.parts.at(-1) ?? null,
    ms: time === undefined ? null : Number(time),
    calls: Number(calls),
  });
  return true;
}

function takePlanning(line: string, figures: StatementFigures): boolean {
  const [, buffers] = /^Buffers: (.*)$/.exec(line) ?? [];
  if (buffers !== undefined) {
    const blocks = readBuffers(buffers);
    figures.planningBlocks = { hit: Number(blocks['Shared Hit Blocks']), read: Number(blocks['Shared Read Blocks']) };
  }
  return buffers !== undefined || /^(?:Memory|I\/O Timings): /.test(line);
}

function takeJit(line: string, figures: StatementFigures): boolean {
  const functions = /^Functions: (\d+)/.exec(line)?.[1];
  const total = /^Timing: .*Total ([\d.]+) ms/.exec(line)?.[1];
  const { functions: known = 0, totalMs = null } = figures.jit ?? {};
  if (functions === undefined && total === undefined) return /^(?:Options|Inlining|Optimization|Emission|Timing): /.test(line);
  figures.jit = { functions: functions === undefined ? known : Number(functions), totalMs: total === undefined ? totalMs : Number(total) };
  return true;
}
