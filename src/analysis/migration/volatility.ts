import { stringsAt, walk } from '../sql/tree.ts';

const VOLATILE: ReadonlySet<string> = new Set(
  `clock_timestamp currval gen_random_bytes gen_random_uuid lastval nextval random random_normal setval timeofday
  uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuidv4 uuidv7`.split(/\s+/),
);

/** Immutable and stable functions a default may call: evaluated once, for all rows alike. */
const STEADY: ReadonlySet<string> = new Set(
  `abs array_append array_fill array_length array_to_json btrim ceil chr concat concat_ws convert_to current_database current_setting
  current_user date_part date_trunc decode encode extract floor format initcap int4range int8range json_build_array json_build_object
  jsonb_build_array jsonb_build_object left length lower lpad ltrim make_date make_interval make_time make_timestamp make_timestamptz md5 now
  numrange repeat replace reverse right round row_to_json rpad rtrim sha256 sha512 split_part statement_timestamp string_to_array substr
  substring timezone to_char to_date to_json to_jsonb to_number to_timestamp to_tsquery to_tsvector transaction_timestamp trim trunc tsrange
  tstzrange txid_current upper uuid_nil uuid_generate_v5`.split(/\s+/),
);

/** Whether an expression gives the same value for every row: `volatile` does not, `unknown` calls a function nobody knows here. */
export function volatilityOf(expression: unknown): { readonly kind: 'steady' | 'volatile' | 'unknown'; readonly function: string | null } {
  const names: string[] = [];
  walk(expression, (node) => {
    if (node.kind === 'FuncCall') names.push(stringsAt(node.body, 'funcname').at(-1) ?? '');
  });
  const volatile = names.find((name) => VOLATILE.has(name));
  if (volatile !== undefined) return { kind: 'volatile', function: volatile };
  const unknown = names.find((name) => !STEADY.has(name));
  return unknown === undefined ? { kind: 'steady', function: null } : { kind: 'unknown', function: unknown };
}
