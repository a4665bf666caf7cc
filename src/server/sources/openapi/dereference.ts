import type { JsonSchema } from '#contract';
import type { Documents, Resolution } from './documents.ts';
import { toObject, toShortText } from './json-values.ts';

/** A schema with its references replaced by their targets, and what it weighs. */
export interface Dereferenced {
  readonly schema: JsonSchema;
  /** Values in it, long texts counting more: about its printed size in lines. */
  readonly weight: number;
  readonly nodes: number;
  /** True when a limit cut it (a cycle is no limit). */
  readonly cut: boolean;
}

export interface DereferenceOptions {
  readonly documents: Documents;
  /** Objects and arrays a schema may have. */
  readonly maxNodes: number;
  onUnresolved(reference: string, reason: string): void;
}

/** Levels of objects and arrays below a schema. */
const MAX_DEPTH = 32;
/** Entries of one object or array. */
const MAX_ENTRIES = 400;
/** UTF-16 units of one text inside a schema. */
const MAX_TEXT = 1_000;

/**
 * Replaces `$ref`s breadth first, so that what lies near the top survives the limits. Whatever is cut shows as `{"$cut": …}`:
 * the reference of a cycle or of a schema past the limit, or a sentence. A reference that resolves to nothing stays as written.
 */
export function dereference(schema: unknown, document: string, options: DereferenceOptions): Dereferenced | null {
  if (toObject(schema) === null) return null;
  const root: Record<string, unknown> = {};
  const state: State = { options, nodes: 0, weight: 0, cut: false };
  const waiting: Slot[] = [];
  place({ holder: root, key: 'schema', value: schema, document, depth: 0, chain: null, role: 'schema' }, waiting, state);
  // An index instead of shift(): the queue of a large schema is long.
  for (let next = 0; next < waiting.length; next += 1) {
    const slot = waiting[next];
    if (slot) open(slot, waiting, state);
  }
  return { schema: toObject(root['schema']) ?? {}, weight: state.weight, nodes: state.nodes, cut: state.cut };
}

/** Scalars are set at once; objects and arrays wait for their turn, their place in the key order kept. */
function place(slot: Slot, waiting: Slot[], state: State): void {
  const { value } = slot;
  if (typeof value === 'object' && value !== null) {
    set(slot, null);
    waiting.push(slot);
    return;
  }
  const scalar = toScalar(value);
  state.weight += 1 + (typeof scalar === 'string' ? Math.floor(scalar.length / 40) : 0);
  set(slot, scalar);
}

function open(slot: Slot, waiting: Slot[], state: State): void {
  const followed = follow(slot, state);
  if ('cut' in followed) {
    state.weight += 2;
    set(slot, followed.cut);
    return;
  }
  if (slot.depth > MAX_DEPTH || state.nodes >= state.options.maxNodes) {
    state.cut = true;
    state.weight += 2;
    const wasReference = followed.chain !== slot.chain;
    set(slot, { $cut: wasReference ? followed.chain?.id : `below ${MAX_DEPTH} levels or ${state.options.maxNodes} objects` });
    return;
  }
  state.nodes += 1;
  state.weight += 1;
  if (Array.isArray(followed.value)) openList(followed, waiting, state);
  else openObject(followed, waiting, state);
}

function openList(slot: Slot, waiting: Slot[], state: State): void {
  const items = Array.isArray(slot.value) ? slot.value : [];
  const holder: unknown[] = [];
  set(slot, holder);
  for (const [key, value] of items.slice(0, MAX_ENTRIES).entries()) {
    place({ ...slot, holder, key, value, depth: slot.depth + 1 }, waiting, state);
  }
  if (items.length > MAX_ENTRIES) holder.push({ $cut: `${items.length - MAX_ENTRIES} more items` });
}

function openObject(slot: Slot, waiting: Slot[], state: State): void {
  const entries = Object.entries(toObject(slot.value) ?? {});
  const holder: Record<string, unknown> = {};
  set(slot, holder);
  for (const [key, value] of entries.slice(0, MAX_ENTRIES)) {
    place({ ...slot, holder, key, value, depth: slot.depth + 1, role: roleOf(key, slot.role) }, waiting, state);
  }
  if (entries.length > MAX_ENTRIES) holder['$cut'] = `${entries.length - MAX_ENTRIES} more entries`;
}

/** The slot with its value's references followed, or what stands in the value's place. */
function follow(slot: Slot, state: State): Slot | { readonly cut: unknown } {
  let { value, document, chain } = slot;
  let siblings: Record<string, unknown> = {};
  for (;;) {
    const object = slot.role === 'data' ? null : toObject(value);
    const reference = object?.['$ref'];
    if (object === null || typeof reference !== 'string') break;
    const { $ref: _, ...rest } = object;
    siblings = { ...rest, ...siblings };
    const target = state.options.documents.resolve(reference, document);
    if (!target.ok) return { cut: unresolved(reference, target, state) };
    if (isInChain(target.id, chain)) return { cut: { $cut: target.id } };
    chain = { id: target.id, parent: chain };
    document = target.document;
    value = target.value;
  }
  const object = toObject(value);
  const merged = object && Object.keys(siblings).length > 0 ? { ...object, ...siblings } : value;
  return typeof merged === 'object' && merged !== null ? { ...slot, value: merged, document, chain } : { cut: toScalar(merged) };
}

function unresolved(reference: string, target: Extract<Resolution, { ok: false }>, state: State): unknown {
  state.options.onUnresolved(reference, target.reason);
  return { $ref: reference };
}

function isInChain(id: string, chain: Chain | null): boolean {
  for (let link = chain; link !== null; link = link.parent) if (link.id === id) return true;
  return false;
}

/** Keywords whose values are data, not schemas, and keywords whose values map free names to schemas. */
function roleOf(key: string, role: Slot['role']): Slot['role'] {
  if (role === 'map') return 'schema';
  if (role === 'data' || DATA_KEYWORDS.has(key)) return 'data';
  return MAP_KEYWORDS.has(key) ? 'map' : 'schema';
}

const DATA_KEYWORDS = new Set(['example', 'examples', 'default', 'enum', 'const', 'discriminator', 'required', 'xml', 'externalDocs']);
const MAP_KEYWORDS = new Set(['properties', 'patternProperties', 'dependentSchemas', 'definitions', '$defs']);

/** What JSON can hold: YAML also knows NaN and infinities. */
function toScalar(value: unknown): unknown {
  if (typeof value === 'string') return toShortText(value, MAX_TEXT);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'boolean') return value;
  return value === null || value === undefined ? null : String(value);
}

/** By definition, not assignment: a key `__proto__` of a hostile document must stay a key. */
function set(slot: Slot, value: unknown): void {
  Object.defineProperty(slot.holder, slot.key, { value, enumerable: true, configurable: true, writable: true });
}

interface Slot {
  readonly holder: object;
  readonly key: string | number;
  readonly value: unknown;
  readonly document: string;
  readonly depth: number;
  /** References followed on the way to this value. */
  readonly chain: Chain | null;
  readonly role: 'schema' | 'map' | 'data';
}

interface Chain {
  readonly id: string;
  readonly parent: Chain | null;
}

interface State {
  readonly options: DereferenceOptions;
  nodes: number;
  weight: number;
  cut: boolean;
}
