import { readName } from './quoted-text.ts';

export type NodeFields = Record<string, unknown>;

/** What text EXPLAIN calls a node, with the fields JSON has for it. Longest first, so that `Hash Join` is no `Hash`. */
const NODES: readonly (readonly [text: string, fields: Readonly<Record<string, string>>])[] = [
  ...['Index Only Scan', 'Index Scan', 'Bitmap Index Scan', 'Bitmap Heap Scan', 'Seq Scan', 'Sample Scan', 'Tid Range Scan', 'Tid Scan', 'Subquery Scan',
    'Table Function Scan', 'Function Scan', 'Values Scan', 'CTE Scan', 'Named Tuplestore Scan', 'WorkTable Scan', 'Foreign Scan', 'Custom Scan', 'Gather Merge',
    'Gather', 'Merge Append', 'Append', 'Recursive Union', 'BitmapAnd', 'BitmapOr', 'Incremental Sort', 'Sort', 'Materialize', 'Memoize', 'Group', 'WindowAgg',
    'Unique', 'LockRows', 'Limit', 'ProjectSet', 'Result', 'Trigger', 'Hash'].map((type) => [type, { 'Node Type': type }] as const),
  ['HashAggregate', { 'Node Type': 'Aggregate', Strategy: 'Hashed' }],
  ['GroupAggregate', { 'Node Type': 'Aggregate', Strategy: 'Sorted' }],
  ['MixedAggregate', { 'Node Type': 'Aggregate', Strategy: 'Mixed' }],
  ['Aggregate', { 'Node Type': 'Aggregate', Strategy: 'Plain' }],
  ['HashSetOp', { 'Node Type': 'SetOp', Strategy: 'Hashed' }],
  ['SetOp', { 'Node Type': 'SetOp', Strategy: 'Sorted' }],
  ...['Insert', 'Update', 'Delete', 'Merge'].map((operation) => [operation, { 'Node Type': 'ModifyTable', Operation: operation }] as const),
  ...['Insert', 'Update', 'Delete'].map((operation) => [`Foreign ${operation}`, { 'Node Type': 'Foreign Scan', Operation: operation }] as const),
];

const JOIN = /^(Nested Loop|Hash|Merge)(?: (Left|Right|Full|Semi|Anti|Right Semi|Right Anti))? Join(?= |$)/;

/**
 * The fields of a node from its title, such as `Parallel Index Scan Backward using i on public.t x`; null when it begins with nothing that
 * PostgreSQL calls a node. Rules and renderers read the same names in JSON plans.
 */
export function readTitle(title: string): NodeFields | null {
  const [, partial, parallel, asynchronous, bare = ''] = /^(?:(Partial|Finalize) )?(Parallel )?(Async )?(.*)$/s.exec(title) ?? [];
  const operation = readOperation(bare);
  if (operation === null) return null;
  const { fields, rest } = operation;
  return {
    ...fields,
    ...(fields['Node Type'] === 'Aggregate' ? { 'Partial Mode': partial ?? 'Simple' } : {}),
    'Parallel Aware': parallel !== undefined,
    'Async Capable': asynchronous !== undefined,
    ...readSubject(fields, rest),
  };
}

function readOperation(text: string): { fields: NodeFields; rest: string } | null {
  const [whole = '', method, join = 'Inner'] = JOIN.exec(text) ?? [];
  if (method !== undefined) return { fields: { 'Node Type': method === 'Nested Loop' ? method : `${method} Join`, 'Join Type': join }, rest: text.slice(whole.length) };
  if (/^Nested Loop(?= |$)/.test(text)) return { fields: { 'Node Type': 'Nested Loop', 'Join Type': 'Inner' }, rest: text.slice('Nested Loop'.length) };
  const node = NODES.find(([name]) => text === name || text.startsWith(`${name} `));
  return node === undefined ? null : { fields: { ...node[1] }, rest: text.slice(node[0].length) };
}

function readSubject(fields: NodeFields, rest: string): NodeFields {
  const type = String(fields['Node Type']);
  if (type === 'SetOp') return rest.trim() === '' ? {} : { Command: rest.trim() };
  const provider = /^ \(([^()]*)\)/.exec(rest);
  if (type === 'Custom Scan' && provider) return { 'Custom Plan Provider': provider[1], ...readTarget(type, rest.slice(provider[0].length)) };
  if (type === 'Bitmap Index Scan') return indexName(rest.replace(/^ on /, '')).fields;
  if (type === 'Index Scan' || type === 'Index Only Scan') return readIndexScan(type, rest);
  return readTarget(type, rest);
}

function readIndexScan(type: string, rest: string): NodeFields {
  const backward = rest.startsWith(' Backward');
  const used = indexName(rest.replace(/^ Backward/, '').replace(/^ using /, ''));
  return { 'Scan Direction': backward ? 'Backward' : 'Forward', ...used.fields, ...readTarget(type, used.rest) };
}

function indexName(text: string): { fields: NodeFields; rest: string } {
  const name = readName(text);
  return name === null ? { fields: {}, rest: text } : { fields: { 'Index Name': name.parts.at(-1) }, rest: name.rest };
}

/** What JSON calls the thing a node reads; other nodes read a table. */
const OBJECTS: Readonly<Record<string, string>> = {
  'Function Scan': 'Function Name', 'Table Function Scan': 'Table Function Name', 'CTE Scan': 'CTE Name', 'WorkTable Scan': 'CTE Name',
  'Named Tuplestore Scan': 'Tuplestore Name',
};

function readTarget(type: string, rest: string): NodeFields {
  const object = readName(rest.replace(/^ on /, ''));
  if (!rest.startsWith(' on ') || object === null) return {};
  const name = object.parts.at(-1);
  const alias = readName(object.rest.trimStart())?.parts.at(-1) ?? name;
  // These have no object but only the name the statement gives them.
  if (type === 'Subquery Scan' || type === 'Values Scan') return { Alias: name };
  const schema = object.parts.length > 1 ? { Schema: object.parts[0] } : {};
  return { [OBJECTS[type] ?? 'Relation Name']: name, ...schema, Alias: alias };
}
