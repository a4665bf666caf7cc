import { quoteIdentifier } from '../format/identifier.ts';
import { integerOf, nodesAt, stringsAt, type Tree } from '../sql/tree.ts';

/** A type as `format_type` prints it, from the parser's `TypeName`. */
export interface TypeText {
  /** `character varying(20)`, `numeric(14,4)[]`, `public.status`. */
  readonly text: string;
  /** Without modifiers and array bounds. */
  readonly base: string;
  readonly modifiers: readonly number[];
  readonly isArray: boolean;
  readonly builtIn: boolean;
}

const INTERNAL: Readonly<Record<string, string>> = {
  int2: 'smallint', int4: 'integer', int8: 'bigint', bool: 'boolean', varchar: 'character varying', bpchar: 'character', float4: 'real',
  float8: 'double precision', timestamptz: 'timestamp with time zone', timestamp: 'timestamp without time zone',
  timetz: 'time with time zone', time: 'time without time zone', varbit: 'bit varying', decimal: 'numeric',
};

const BUILT_IN: ReadonlySet<string> = new Set([
  ...Object.values(INTERNAL),
  ...`text numeric date interval json jsonb uuid bytea inet cidr macaddr macaddr8 bit xml money point line lseg box path polygon circle tsvector
  tsquery oid regclass name char int4range int8range numrange tsrange tstzrange daterange`.split(/\s+/),
]);

export function typeText(typeName: Tree): TypeText {
  const names = stringsAt(typeName, 'names');
  const isSystem = names.length < 2 || names[0] === 'pg_catalog';
  const last = names.at(-1) ?? '';
  const base = isSystem ? (INTERNAL[last] ?? last) : names.map(quoteIdentifier).join('.');
  const modifiers = nodesAt(typeName, 'typmods').flatMap((node) => integerOf(node) ?? []);
  const isArray = nodesAt(typeName, 'arrayBounds').length > 0;
  const builtIn = isSystem && BUILT_IN.has(base);
  const shown = builtIn || !isSystem ? base : quoteIdentifier(base);
  return { text: `${withModifiers(shown, modifiers)}${isArray ? '[]' : ''}`, base, modifiers, isArray, builtIn };
}

/** A type text of the catalog taken apart again. */
export function parseTypeText(text: string): TypeText {
  const isArray = text.endsWith('[]');
  const element = isArray ? text.slice(0, -2) : text;
  const match = /^(.*?)\((\d+)(?:,(-?\d+))?\)(.*)$/.exec(element);
  const base = match === null ? element : `${match[1] ?? ''}${match[4] ?? ''}`;
  const modifiers = match === null ? [] : [match[2], match[3]].flatMap((digits) => (digits === undefined ? [] : Number(digits)));
  return { text, base, modifiers, isArray, builtIn: BUILT_IN.has(base) };
}

/** `timestamp(3) with time zone`: the modifiers stand after the first word of time types. */
function withModifiers(base: string, modifiers: readonly number[]): string {
  if (modifiers.length === 0) return base;
  const list = `(${modifiers.join(',')})`;
  const time = /^(timestamp|time)( with.*)$/.exec(base);
  return time === null ? `${base}${list}` : `${time[1]}${list}${time[2]}`;
}
