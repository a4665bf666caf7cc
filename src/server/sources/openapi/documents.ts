import { realpath } from 'node:fs/promises';
import { dirname, posix, resolve, sep } from 'node:path';
import { FlowError } from '#contract';
import { failureReason, readTextFile } from '../text-file.ts';
import { fetchText } from './fetch-text.ts';
import type { JsonObject } from './json-values.ts';
import type { Location } from './location.ts';
import { parseDocument } from './parse-document.ts';
import type { Problems } from './problems.ts';

/** A `$ref`'s target: the value, the document it stands in, and one written form (`#/components/schemas/Category`). */
export type Resolution =
  | { readonly ok: true; readonly value: unknown; readonly document: string; readonly id: string }
  | { readonly ok: false; readonly reason: string };

/** The document and the local files it refers to, by their path relative to it; the document itself is ''. */
export interface Documents {
  readonly root: JsonObject;
  /** `from` is the document the reference stands in. */
  resolve(reference: string, from: string): Resolution;
}

const MAX_BYTES = 20 * 1024 * 1024;
const MAX_FILES = 500;
const TIMEOUT_MS = 10_000;

/**
 * Reads the document and, if it is a file, the files in its folder it refers to. Nothing outside that folder and nothing remote
 * is ever read for a `$ref`: a document is foreign text and must not choose what this machine opens.
 * @throws FlowError SOURCE_UNREADABLE when the document itself cannot be read.
 */
export async function readDocuments(location: Location, problems: Problems): Promise<Documents> {
  const text = location.kind === 'url'
    ? await fetchText(location.url, { maxBytes: MAX_BYTES, timeoutMs: TIMEOUT_MS })
    : await readRootFile(location.path, location.label);
  const root = await parseDocument(text, location.label);
  const loaded = new Map<string, unknown>([['', root]]);
  if (location.kind === 'file') await loadReferencedFiles(location.path, loaded, problems);
  return { root, resolve: (reference, from) => resolveReference(reference, from, loaded) };
}

async function readRootFile(path: string, label: string): Promise<string> {
  const file = await readTextFile(path, MAX_BYTES);
  if (file.ok) return file.text;
  throw new FlowError('SOURCE_UNREADABLE', `The OpenAPI file ${label} ${file.reason}.`, { remedy: 'Check the path given with --openapi.' });
}

async function loadReferencedFiles(rootPath: string, loaded: Map<string, unknown>, problems: Problems): Promise<void> {
  const folder = await realpath(dirname(rootPath));
  const waiting = [...externalReferences(loaded.get(''), '')];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (loaded.has(name)) continue;
    loaded.set(name, null);
    if (loaded.size > MAX_FILES) {
      problems.add('referenced file', `only ${MAX_FILES} files are followed`, name);
      return;
    }
    const document = await readReferencedFile(folder, name, problems);
    loaded.set(name, document);
    waiting.push(...externalReferences(document, name));
  }
}

async function readReferencedFile(folder: string, name: string, problems: Problems): Promise<unknown> {
  try {
    const path = await realpath(resolve(folder, name));
    if (!path.startsWith(folder + sep)) {
      problems.add('referenced file', "it lies outside the document's folder and is not opened", name);
      return null;
    }
    const file = await readTextFile(path, MAX_BYTES);
    if (file.ok) return await parseDocument(file.text, name);
    problems.add('referenced file', `it ${file.reason}`, name);
  } catch (error) {
    problems.add('referenced file', FlowError.isInstance(error) ? error.message : `it ${failureReason(error)}`, name);
  }
  return null;
}

/** Names of the files that `value` (in the document `from`) refers to; walks without recursion, YAML anchors may form cycles. */
function externalReferences(value: unknown, from: string): Set<string> {
  const names = new Set<string>();
  const seen = new Set<unknown>();
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const item = waiting.pop();
    if (typeof item !== 'object' || item === null || seen.has(item)) continue;
    seen.add(item);
    const reference = '$ref' in item ? item.$ref : null;
    if (typeof reference === 'string') {
      const name = splitReference(reference, from)?.document ?? from;
      if (name !== from && name !== '') names.add(name);
    }
    for (const child of Object.values(item)) waiting.push(child);
  }
  return names;
}

function resolveReference(reference: string, from: string, loaded: ReadonlyMap<string, unknown>): Resolution {
  const split = splitReference(reference, from);
  if (split === null) return { ok: false, reason: 'it names a remote document, an absolute path or an anchor, none of which is followed' };
  const value = followPointer(loaded.get(split.document), split.pointer);
  if (value === undefined || value === null) return { ok: false, reason: 'there is nothing at its target' };
  return { ok: true, value, document: split.document, id: `${split.document}#${split.pointer}` };
}

/** Null for what is never followed: remote addresses, absolute paths, and fragments that are no JSON pointer. */
function splitReference(reference: string, from: string): { document: string; pointer: string } | null {
  const [path = '', fragment = ''] = reference.split('#', 2);
  const pointer = decode(fragment);
  if (pointer !== '' && !pointer.startsWith('/')) return null;
  if (path === '') return { document: from, pointer };
  if (/^([a-z][a-z0-9+.-]*:|\/|\\)/i.test(path)) return null;
  return { document: posix.join(posix.dirname(from), decode(path)), pointer };
}

function followPointer(document: unknown, pointer: string): unknown {
  let value = document;
  for (const segment of pointer.split('/').slice(1)) {
    const key = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    // Own property checked above; an array's index is one too.
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not percent-encoded: taken as written.
    return text;
  }
}
