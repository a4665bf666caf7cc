import { open, stat, type FileHandle } from 'node:fs/promises';

/** A file's text, or why there is none (a sentence part that follows the file's name: "does not exist"). */
export type TextFile =
  | { readonly ok: true; readonly text: string; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: string };

/** A file's bytes, or why there are none, as above. */
export type FileBytes =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: string; readonly kind: 'missing' | 'too-large' | 'unreadable' };

/** Reads a regular file of at most `maxBytes` as text. Never throws: whatever the file system says becomes the reason. */
export async function readTextFile(path: string, maxBytes: number): Promise<TextFile> {
  const file = await readFileBytes(path, maxBytes);
  return file.ok ? toText(file.bytes) : file;
}

/** The same as bytes. A file that grows while it is read, past the limit too, is read no further than that. */
export async function readFileBytes(path: string, maxBytes: number): Promise<FileBytes> {
  let file;
  try {
    // Before opening: to open a pipe waits for its writer.
    const stats = await stat(path);
    if (stats.isDirectory()) return { ok: false, reason: 'is a folder', kind: 'unreadable' };
    if (!stats.isFile()) return { ok: false, reason: 'is not a regular file', kind: 'unreadable' };
    file = await open(path, 'r');
    const bytes = stats.size > maxBytes ? null : await readWhole(file, stats.size, maxBytes);
    return bytes === null ? { ok: false, reason: `is larger than ${mebibytes(maxBytes)}`, kind: 'too-large' } : { ok: true, bytes };
  } catch (error) {
    const reason = failureReason(error);
    return { ok: false, reason, kind: reason === MISSING ? 'missing' : 'unreadable' };
  } finally {
    await file?.close();
  }
}

/** Null when there is more than `maxBytes`. */
async function readWhole(file: FileHandle, expected: number, maxBytes: number): Promise<Uint8Array | null> {
  let buffer = Buffer.alloc(expected + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
    length += bytesRead;
    if (bytesRead === 0) return buffer.subarray(0, length);
    if (length > maxBytes) return null;
    if (length === buffer.length) buffer = Buffer.concat([buffer], Math.min(buffer.length * 2, maxBytes + 1));
  }
}

/** Bytes to text by byte order mark, else UTF-8; the mark is left out of the text. */
export function toText(bytes: Uint8Array): TextFile {
  const encoding = utf16Encoding(bytes);
  try {
    const text = new TextDecoder(encoding ?? 'utf-8', { fatal: true }).decode(bytes);
    if (text.includes('\0')) return { ok: false, reason: 'is binary: it holds NUL bytes' };
    return { ok: true, text, bytes };
  } catch {
    // The decoder says only that it failed.
    return { ok: false, reason: `is not valid ${(encoding ?? 'utf-8').toUpperCase()} text` };
  }
}

/** What a file system error means for the reader, to follow the file's name. */
export function failureReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? `cannot be read (${code === '' ? String(error) : code})`;
}

export function mebibytes(bytes: number): string {
  return `${bytes / 1024 / 1024} MiB`;
}

function utf16Encoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

const MISSING = 'does not exist';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: MISSING,
  ENOTDIR: MISSING,
  EACCES: 'cannot be read: permission denied',
  EPERM: 'cannot be read: permission denied',
  EISDIR: 'is a folder',
  ELOOP: 'cannot be read: its symbolic links form a loop',
  ENAMETOOLONG: 'cannot be read: its name is too long',
};
