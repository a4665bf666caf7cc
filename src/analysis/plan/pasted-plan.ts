import type { ExplainedPlan } from '#contract';
import { readExplainEntry, toFields, type ExplainEntry } from './explain-entry.ts';
import { parseTextPlan } from './text-plan/parse-text-plan.ts';
import { pastedLines, type PastedLine } from './text-plan/pasted-lines.ts';

export type PastedPlanResult =
  | { readonly ok: true; readonly plan: ExplainedPlan }
  /** `line` counts from 1 in the text that was given; `message` names it. */
  | { readonly ok: false; readonly message: string; readonly line: number };

/**
 * The plan in a text that a developer pasted: `EXPLAIN` in TEXT or JSON format, as psql, pgAdmin, a log or an editor shows it.
 * Lines that are not understood become `notes`. Not ok: it is no plan; the message names the first line that could not be read.
 */
export function readPastedPlan(text: string): PastedPlanResult {
  const lines = pastedLines(text);
  const [first] = lines;
  if (first === undefined) return { ok: false, message: 'The plan is empty.', line: 1 };
  if (/^\s*"?\s*[[{]/.test(first.text)) return readJson(lines);
  if (/^\s*(?:<explain|- Plan:)/.test(first.text)) return unreadable(first, 'is XML or YAML: give EXPLAIN (FORMAT JSON) or plain EXPLAIN');
  const result = parseTextPlan(lines);
  if (!result.ok) return unreadable(result.line, result.reason);
  const { notes, ...entry } = result.plan;
  return { ok: true, plan: { ...toPlan(entry), ...(notes.length === 0 ? {} : { notes }) } };
}

function toPlan(entry: ExplainEntry): ExplainedPlan {
  return { ...entry, analyzed: entry.root['Actual Loops'] !== undefined, parameters: 'none', server: '', pasted: true };
}

function readJson(lines: readonly PastedLine[]): PastedPlanResult {
  const [first = { line: 1, text: '' }] = lines;
  const parsed = parseJson(lines);
  if (!parsed.ok) return unreadable(parsed.line ?? first, 'is no JSON');
  const entry = entryOf(parsed.value, 0);
  return entry === null ? unreadable(first, 'begins JSON that holds no plan: EXPLAIN (FORMAT JSON) gives a list with a "Plan"') : { ok: true, plan: toPlan(entry) };
}

type Json = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly line: PastedLine | null };

function parseJson(lines: readonly PastedLine[]): Json {
  const text = lines.map((line) => line.text).join('\n');
  // A data grid puts the cell in quotes; a client may have padded broken lines otherwise than psql does.
  const cell = /^\s*"\s*[[{]/.test(text) ? text.trim().slice(1, -1).replaceAll('""', '"') : text;
  const joined = lines.map((line) => (line.text.endsWith('+') ? line.text.slice(0, -1) : line.text)).join('\n');
  for (const candidate of [text, cell, joined]) {
    try {
      return { ok: true, value: JSON.parse(candidate) };
    } catch {
      continue; // the next reading
    }
  }
  return { ok: false, line: firstBroken(lines) };
}

/** Strings, then the characters of numbers, words and brackets. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[\s\d.E+\-truefalsn[\]{}:,]/g;

/** The first line that is not made of JSON's tokens, else the last, where something is missing. Engines place and word it differently. */
function firstBroken(lines: readonly PastedLine[]): PastedLine | null {
  return lines.find(({ text }) => text.replaceAll(TOKENS, '') !== '') ?? lines.at(-1) ?? null;
}

/** The entry itself, the first of a list, or what a driver puts under `QUERY PLAN`. */
function entryOf(value: unknown, depth: number): ExplainEntry | null {
  if (depth > 4) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : entryOf(value[0], depth + 1);
  const fields = toFields(value);
  if (fields === null) return null;
  return fields['QUERY PLAN'] === undefined ? readExplainEntry(fields) : entryOf(fields['QUERY PLAN'], depth + 1);
}

function unreadable({ line, text }: PastedLine, reason: string): PastedPlanResult {
  const shown = text.trim().slice(0, 80);
  return { ok: false, message: `The plan could not be read: line ${line} (${shown}) ${reason}.`, line };
}
