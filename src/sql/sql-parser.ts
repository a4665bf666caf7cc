import type { SqlParser, SqlParseResult, SqlToken } from '#contract';
import { MAX_NESTING, nestsDeeperThan } from './nesting.ts';
import { readStatements } from './statements.ts';
import { codePointOffset, toUtf8 } from './text-offsets.ts';
import { readTokens } from './tokens.ts';
import type { Engine } from './wasm-engine.ts';

/** UTF-16 code units; longer texts would take seconds and hundreds of megabytes to read. */
const MAX_LENGTH = 8_000_000;
/** A module survives about thirty traps before its stack is used up: stop long before, until the new one runs. */
const MAX_TRAPS = 8;
const FINGERPRINT = /^[0-9a-f]{16}$/;

/** `start` gives a fresh engine; it is called after a trap, because a trapped module does not get its stack and memory back. */
export function createSqlParser(first: Engine, start: () => Promise<Engine>): SqlParser {
  const run = createRunner(first, start);

  function scan(sql: string): readonly SqlToken[] | null {
    if (sql === '') return [];
    if (refusal(sql) !== null) return null;
    const bytes = toUtf8(sql);
    const json = run((engine) => engine.scan(bytes));
    return json === null ? null : readTokens(json, sql, bytes.length);
  }

  function fingerprint(sql: string): string | null {
    if (sql === '' || refusal(sql) !== null) return null;
    const bytes = toUtf8(sql);
    const answer = run((engine) => engine.fingerprint(bytes));
    // On failure the library answers with the message instead.
    return answer !== null && FINGERPRINT.test(answer) ? answer : null;
  }

  return {
    parse: (sql) => parse(sql, run, scan),
    scan,
    fingerprint,
    normalize(sql) {
      // A failed normalisation answers its error message unmarked, so only texts that parse are handed over.
      if (fingerprint(sql) === null) return null;
      const bytes = toUtf8(sql);
      return run((engine) => engine.normalize(bytes));
    },
  };
}

function parse(sql: string, run: Runner, scan: SqlParser['scan']): SqlParseResult {
  if (sql === '') return { ok: true, statements: [] };
  const refused = refusal(sql);
  if (refused !== null) return refused;
  const bytes = toUtf8(sql);
  const answer = run((engine) => engine.parse(bytes));
  if (answer === null) return tooDeep();
  if (!answer.ok) {
    return { ok: false, message: answer.message, position: answer.position === null ? null : codePointOffset(sql, answer.position) };
  }
  if (nestsDeeperThan(answer.json, MAX_NESTING)) return tooDeep();
  return { ok: true, statements: readStatements(answer.json, sql, { byteLength: bytes.length, scan: () => scan(sql) }) };
}

/** Why a text must not reach the WASM: it would stop at a NUL without a word. */
function refusal(sql: string): Extract<SqlParseResult, { ok: false }> | null {
  const nul = sql.indexOf('\0');
  if (nul !== -1) return { ok: false, message: 'the text holds a NUL character, which SQL cannot', position: nul };
  if (sql.length <= MAX_LENGTH) return null;
  return { ok: false, message: `the text is longer than ${MAX_LENGTH} characters`, position: null };
}

function tooDeep(): SqlParseResult {
  return { ok: false, message: 'the text is nested too deeply, or too large, for the SQL parser', position: null };
}

type Runner = <Result>(call: (engine: Engine) => Result) => Result | null;

/** Runs calls on the current engine; null when a call trapped (in practice: its nesting overflowed the stack). */
function createRunner(first: Engine, start: () => Promise<Engine>): Runner {
  let engine = first;
  let traps = 0;
  let restarting = false;

  async function restart(): Promise<void> {
    restarting = true;
    try {
      engine = await start();
      traps = 0;
    } catch {
      // The old engine goes on; the next trap tries again, and after MAX_TRAPS calls answer null.
    } finally {
      restarting = false;
    }
  }

  return (call) => {
    if (traps < MAX_TRAPS) {
      try {
        return call(engine);
      } catch {
        // The WASM's own trap carries no fact beyond "it trapped".
        traps += 1;
      }
    }
    if (!restarting) void restart();
    return null;
  };
}
