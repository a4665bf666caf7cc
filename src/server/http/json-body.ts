import { FlowError } from '#contract';
import type { AppContext } from './request-facts.ts';

export const maxBodyBytes = 1024 * 1024;
export const maxDepth = 64;

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The JSON of a POST body. Throws UNSUPPORTED_MEDIA_TYPE for anything but `application/json` (a web form can send the rest
 * across sites), PAYLOAD_TOO_LARGE over 1 MiB, INVALID_REQUEST for what is not JSON, nests over 64 deep or names `__proto__`.
 */
export async function readJsonBody(context: AppContext): Promise<unknown> {
  checkMediaType(context);
  const value = parse(decode(await readBytes(context)));
  checkShape(value, 1);
  return value;
}

function checkMediaType(context: AppContext): void {
  const type = context.req.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  const encoding = context.req.header('content-encoding');
  if (type === 'application/json' && (encoding === undefined || encoding === 'identity')) return;
  throw new FlowError('UNSUPPORTED_MEDIA_TYPE', 'The body must be plain application/json.', {
    remedy: 'Send the header Content-Type: application/json and an uncompressed JSON body.',
  });
}

async function readBytes(context: AppContext): Promise<Uint8Array> {
  const declared = context.req.header('content-length');
  if (declared !== undefined) {
    if (Number(declared) > maxBodyBytes) throw tooLarge();
    // The HTTP parser holds a body to its declared length.
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    if (bytes.byteLength > maxBodyBytes) throw tooLarge();
    return bytes;
  }
  return readStream(context.req.raw.body);
}

async function readStream(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const reader = body?.getReader();
  let size = 0;
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > maxBodyBytes) throw tooLarge();
    parts.push(part.value);
  }
  return Buffer.concat(parts);
}

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new FlowError('INVALID_REQUEST', 'The body is not valid UTF-8.', { cause });
  }
}

function parse(text: string): unknown {
  if (text.trim() === '') throw new FlowError('INVALID_REQUEST', 'The body is empty; a JSON object is expected.');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FlowError('INVALID_REQUEST', 'The body is not JSON.', { cause, remedy: 'Quote names and texts with ", leave no trailing comma.' });
  }
}

function checkShape(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > maxDepth) throw new FlowError('INVALID_REQUEST', `The body nests deeper than ${maxDepth} levels.`);
  if (Object.hasOwn(value, '__proto__')) throw new FlowError('INVALID_REQUEST', 'The body holds the name __proto__, which is refused.');
  for (const child of Object.values(value)) checkShape(child, depth + 1);
}

function tooLarge(): FlowError {
  return new FlowError('PAYLOAD_TOO_LARGE', `The body is larger than ${maxBodyBytes / 1024 / 1024} MiB.`);
}
