import type { TypeText } from './type-name.ts';

/** Whether changing a column from one type to another writes every row anew; null = not known. */
export interface TypeChange {
  readonly rewrite: boolean | null;
  readonly because: string;
  /** True when no value can be lost on the way. */
  readonly lossless: boolean;
}

/** The table of ALTER TYPE measured on PostgreSQL 15 (rules/migrations.md M019–M021). */
export function typeChange(from: TypeText, to: TypeText, utcSession: boolean | null): TypeChange {
  if (from.text === to.text) return { rewrite: false, because: 'the type stays the same', lossless: true };
  if (from.isArray || to.isArray) return notKnown('array types');
  if (from.base === to.base) return sameBase(from, to);
  if (isText(from.base) && isText(to.base)) return betweenStrings(to);
  if (from.base === 'cidr' && to.base === 'inet') return { rewrite: false, because: 'cidr is stored as inet', lossless: true };
  if (isTimestamp(from.base) && isTimestamp(to.base)) return betweenTimestamps(from, to, utcSession);
  if (!from.builtIn || !to.builtIn) return notKnown('a type the rules do not know (an enum, domain or extension type)');
  return rewrites(`${from.text} and ${to.text} are stored differently`, WIDENINGS.has(`${from.base}>${to.base}`));
}

const WIDENINGS: ReadonlySet<string> = new Set([
  'smallint>integer', 'smallint>bigint', 'integer>bigint', 'smallint>numeric', 'integer>numeric', 'bigint>numeric', 'real>double precision',
  'json>jsonb', 'date>timestamp without time zone', 'date>timestamp with time zone', 'uuid>text', 'integer>text', 'bigint>text', 'boolean>text',
]);

function sameBase(from: TypeText, to: TypeText): TypeChange {
  if (to.modifiers.length === 0) return widens('the limit goes away', from.base);
  if (from.modifiers.length === 0) return rewrites('every value is checked against the new limit', false);
  if (from.base === 'numeric') return numericChange(from, to);
  if (from.base === 'character' || from.base === 'bit') return rewrites('values are padded to the new length', (to.modifiers[0] ?? 0) >= (from.modifiers[0] ?? 0));
  if (from.base === 'interval') return notKnown('interval fields');
  return (to.modifiers[0] ?? 0) >= (from.modifiers[0] ?? 0) ? widens('the limit grows', from.base) : rewrites('every value is checked against the new limit', false);
}

/** Unlimited char(n) is not the wider form of char(n): it changes the padding. */
function widens(because: string, base: string): TypeChange {
  if (base === 'character' || base === 'bit') return notKnown(`${base} without a length`);
  return { rewrite: false, because, lossless: true };
}

function numericChange(from: TypeText, to: TypeText): TypeChange {
  const [fromPrecision = 0, fromScale = 0] = from.modifiers;
  const [toPrecision = 0, toScale = 0] = to.modifiers;
  if (fromScale !== toScale) return rewrites('the scale changes', toScale > fromScale && toPrecision - toScale >= fromPrecision - fromScale);
  if (toPrecision >= fromPrecision) return { rewrite: false, because: 'the precision grows, the scale stays', lossless: true };
  return rewrites('every value is checked against the new precision', false);
}

function isText(base: string): boolean {
  return base === 'text' || base === 'character varying';
}

function betweenStrings(to: TypeText): TypeChange {
  if (to.modifiers.length > 0) return rewrites('every value is checked against the new length', false);
  return { rewrite: false, because: 'text and varchar are stored alike', lossless: true };
}

function isTimestamp(base: string): boolean {
  return base.startsWith('timestamp ');
}

function betweenTimestamps(from: TypeText, to: TypeText, utcSession: boolean | null): TypeChange {
  const narrows = to.modifiers.length > 0 && (from.modifiers[0] ?? 6) > (to.modifiers[0] ?? 6);
  if (narrows) return rewrites('the precision shrinks', false);
  if (utcSession === true) return { rewrite: false, because: 'in a UTC session the stored moment stays the same', lossless: true };
  if (utcSession === false) return rewrites('the time zone of the session is not UTC', true);
  return { rewrite: null, because: 'no rewrite in a session whose time zone is UTC, a rewrite in any other', lossless: true };
}

function rewrites(because: string, lossless: boolean): TypeChange {
  return { rewrite: true, because, lossless };
}

function notKnown(what: string): TypeChange {
  return { rewrite: null, because: `not known for ${what}`, lossless: false };
}
