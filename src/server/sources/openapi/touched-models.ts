import type { Model, Route } from '#contract';
import type { Documents } from './documents.ts';
import { toList, toObject } from './json-values.ts';
import { createModelIndex, type ModelIndex } from './model-index.ts';
import { nameWords } from './name-words.ts';
import { type BodyDraft, componentName, type RouteDraft } from './operation.ts';
import { bestOverlap } from './property-overlap.ts';

/** Models a route appears to touch, strongest first, each with the reasons. Better none than a wrong one. */
export type ModelGuess = (draft: RouteDraft) => Route['models'];

const MAX_MODELS = 6;

export function createModelGuess(models: readonly Model[], documents: Documents): ModelGuess {
  const index = createModelIndex(models);
  const candidates = models.filter((model) => model.partitionOf === null);
  return ({ route, bodies }) => {
    const guesses = new Map<string, Guess>();
    for (const { role, name } of componentNames(bodies, documents)) note(guesses, findComponent(name, index), 3, `${role} schema "${name}"`);
    const named = guesses.size > 0;
    for (const segment of pathSegments(route.path)) note(guesses, findSegment(segment, index), 2, `path segment "${segment.text}"`);
    if (!named) noteOverlap(guesses, route, candidates);
    const alone = guesses.size === 0;
    for (const tag of route.tags) {
      const model = index.find(nameWords(tag));
      if (alone || (model && guesses.has(model.id))) note(guesses, model, 1, `tag "${tag}"`);
    }
    return [...guesses.values()].toSorted(strongestFirst).slice(0, MAX_MODELS).map(({ model, reasons }) => ({ model, because: [...reasons].join(', ') }));
  };
}

/** Names of the components the bodies are made of: themselves, their items and parts, and one level into an envelope. */
function componentNames(bodies: readonly BodyDraft[], documents: Documents): { role: BodyDraft['role']; name: string }[] {
  const found = new Map<string, { role: BodyDraft['role']; name: string }>();
  for (const { role, schema, document } of bodies) {
    for (const name of namesIn(schema, document, documents)) found.set(`${role} ${name}`, { role, name });
  }
  return [...found.values()];
}

function namesIn(schema: unknown, document: string, documents: Documents): string[] {
  const direct = partsOf(schema).flatMap((part) => componentName(part) ?? []);
  const target = resolved(schema, document, documents);
  const parts = direct.length === 0 ? partsOf(target) : [];
  const inEnvelope = Object.values(toObject(target?.['properties']) ?? {})
    .filter((property) => toObject(property)?.['type'] === 'array')
    .flatMap((property) => componentName(toObject(property)?.['items']) ?? []);
  return [...direct, ...parts.flatMap((part) => componentName(part) ?? []), ...inEnvelope];
}

/** The schema, its items and the members of its combinations, without following references. */
function partsOf(schema: unknown): unknown[] {
  const object = toObject(schema);
  if (object === null) return [];
  const combined = [...toList(object['allOf']), ...toList(object['oneOf']), ...toList(object['anyOf'])];
  return [object, object['items'], ...combined, ...combined.map((part) => toObject(part)?.['items'])];
}

function resolved(schema: unknown, document: string, documents: Documents) {
  const reference = toObject(schema)?.['$ref'];
  if (typeof reference !== 'string') return toObject(schema);
  const target = documents.resolve(reference, document);
  return target.ok ? toObject(target.value) : null;
}

/** `UserCreate`, `PaginatedUserList`, `CreateUserRequest` → the model of `User`: words of that kind come off both ends. */
function findComponent(name: string, index: ModelIndex): Model | null {
  let words = nameWords(name);
  while (words.length > 0) {
    const model = index.find(words);
    if (model) return model;
    if (NOISE.has(words.at(-1) ?? '')) words = words.slice(0, -1);
    else if (NOISE.has(words[0] ?? '')) words = words.slice(1);
    else return null;
  }
  return null;
}

function findSegment({ words, parent }: Segment, index: ModelIndex): Model | null {
  return (parent.length > 0 ? index.find([...parent, ...words]) : null) ?? index.find(words);
}

/** Segments without parameters, each with the words of the one before it: `/orders/{id}/items` may mean `order_items`. */
function pathSegments(path: string): Segment[] {
  const segments: Segment[] = [];
  for (const text of path.split('/')) {
    if (text === '' || text.includes('{')) continue;
    const words = nameWords(text.replace(/\.(json|xml|csv)$/, ''));
    segments.push({ text, words, parent: segments.at(-1)?.words ?? [] });
  }
  return segments;
}

function noteOverlap(guesses: Map<string, Guess>, route: RouteDraft['route'], models: readonly Model[]): void {
  const schemas = [
    ...(route.request?.bodies ?? []).map((body) => ({ role: 'request', schema: body.schema })),
    ...route.responses.filter(({ status }) => status.startsWith('2')).flatMap(({ bodies }) => bodies.map((body) => ({ role: 'response', schema: body.schema }))),
  ];
  for (const { role, schema } of schemas) {
    const overlap = bestOverlap(schema, models);
    if (overlap) note(guesses, overlap.model, 2, `${overlap.shared.length} of ${overlap.of} ${role} properties are its columns`);
  }
}

function note(guesses: Map<string, Guess>, model: Model | null, strength: number, reason: string): void {
  if (model === null) return;
  const guess = guesses.get(model.id) ?? { model: model.id, strength: 0, reasons: new Set() };
  if (!guess.reasons.has(reason)) guess.strength += strength;
  guess.reasons.add(reason);
  guesses.set(model.id, guess);
}

function strongestFirst(a: Guess, b: Guess): number {
  if (a.strength !== b.strength) return b.strength - a.strength;
  return a.model < b.model ? -1 : 1;
}

/** Words that say what is done with a thing, not which thing; in the singular, as `nameWords` gives them. */
const NOISE = new Set([
  'create', 'created', 'update', 'updated', 'upsert', 'patch', 'patched', 'new', 'edit', 'list', 'listing', 'page', 'paged', 'paginated', 'response',
  'request', 'res', 'req', 'input', 'output', 'in', 'out', 'dto', 'body', 'payload', 'param', 'schema', 'model', 'entity', 'resource', 'read',
  'write', 'base', 'detail', 'detailed', 'summary', 'full', 'simple', 'mini', 'public', 'private', 'result', 'collection', 'datum', 'object',
  'view', 'api', 'get', 'put', 'delete', 'partial', 'record', 'v1', 'v2', 'v3',
]);

interface Segment {
  readonly text: string;
  readonly words: string[];
  readonly parent: readonly string[];
}

interface Guess {
  readonly model: string;
  strength: number;
  readonly reasons: Set<string>;
}
