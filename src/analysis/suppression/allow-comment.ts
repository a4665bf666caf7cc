import { isCalendarDay } from './calendar-day.ts';

/** What an `aksara:allow` comment says; `problem` is one sentence when it cannot be read. */
export interface AllowText {
  readonly scope: 'statement' | 'file';
  /** Rule ids or names, as written. */
  readonly rules: readonly string[];
  readonly reason: string;
  readonly until: string | null;
  readonly problem: string | null;
}

/**
 * Reads `aksara:allow M001,M029 reason="…" until=2027-01-31` from the inside of a comment; null when the comment is not for us.
 * Whatever begins with `aksara:` is: a slip in the directive is reported, not passed over.
 */
export function readAllowText(comment: string): AllowText | null {
  const directive = /^\s*aksara:([\w-]*)(.*)$/is.exec(comment);
  if (directive === null) return null;
  const [, written = '', rest = ''] = directive;
  const word = written.toLowerCase();
  const scope = word === 'allow-file' ? 'file' : 'statement';
  const fields = readFields(rest);
  const rules = (fields.rules ?? '').split(/[\s,]+/).filter((rule) => rule !== '');
  return {
    scope,
    rules,
    reason: (fields.reason ?? '').replaceAll(/\s+/g, ' ').trim(),
    until: fields.until ?? null,
    problem: word === 'allow' || word === 'allow-file' ? problemOf(fields, rules) : 'the directive is neither aksara:allow nor aksara:allow-file',
  };
}

interface Fields {
  readonly rules?: string;
  readonly reason?: string;
  readonly until?: string;
  /** What stands where nothing was expected, or a field that comes twice. */
  readonly surplus?: string;
}

/** The list of rules first, then `reason="…"` and `until=…` in any order. */
function readFields(text: string): Fields {
  const head = text.slice(0, /\b[a-z]+\s*=/i.exec(text)?.index ?? text.length);
  let fields: Fields = { rules: head };
  let rest = text.slice(head.length).trim();
  while (rest !== '') {
    const field = /^([a-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))(?=\s|$)\s*/i.exec(rest);
    const name = field?.[1]?.toLowerCase() ?? '';
    if (field === null || (name !== 'reason' && name !== 'until') || fields[name] !== undefined) return { ...fields, surplus: rest };
    fields = { ...fields, [name]: field[2] ?? field[3] ?? field[4] ?? '' };
    rest = rest.slice(field[0].length);
  }
  return fields;
}

function problemOf(fields: Fields, rules: readonly string[]): string | null {
  if (rules.length === 0) return 'it names no rule';
  if (fields.surplus !== undefined) return 'after the rules stand reason="…" and until=YYYY-MM-DD, each once, and nothing else';
  if ((fields.reason ?? '').trim() === '') return 'it gives no reason="…"';
  if (fields.until !== undefined && !isCalendarDay(fields.until)) return 'until= is not a day of the form YYYY-MM-DD';
  return null;
}
