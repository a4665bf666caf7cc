/** OIDs of pg_type that both drivers read alike; fixed in PostgreSQL's bootstrap catalog. */
const NUMBERS: readonly number[] = [20 /* int8 */, 1700 /* numeric */];
const TEXTS: readonly number[] = [1082 /* date */, 1083 /* time */, 1114 /* timestamp */, 1184 /* timestamptz */, 1186 /* interval */, 1266 /* timetz */];

export function isNumber(oid: number): boolean {
  return NUMBERS.includes(oid);
}

/** Kept as the server prints them: a JavaScript Date would bring the machine's time zone in. */
export function isTextual(oid: number): boolean {
  return TEXTS.includes(oid);
}

/** The same choice as a table, as PGlite wants it. */
export function pgliteParsers(): Record<number, (text: string) => unknown> {
  const numbers = NUMBERS.map((oid) => [oid, Number] as const);
  const texts = TEXTS.map((oid) => [oid, (text: string) => text] as const);
  return Object.fromEntries<(text: string) => unknown>([...numbers, ...texts]);
}
