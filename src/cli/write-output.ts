import { chmod, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { FlowError } from '#contract';

/**
 * Writes a file in one step: who reads it sees what was there before or all of the new text, and what was there stays when the disk is
 * full. A new file is for its owner, who may hand it on; one that was there keeps its mode. A device or pipe takes the text as it is.
 * Throws FlowError SOURCE_UNREADABLE.
 */
export async function writeOutput(path: string, text: string): Promise<void> {
  try {
    const there = await statOf(path);
    if (there === null) await replace(path, text, 0o600);
    else if (there.isFile()) await replaceKnown(await realpath(path), text, there.mode & 0o777);
    else await writeFile(path, text);
  } catch (cause) {
    throw new FlowError('SOURCE_UNREADABLE', `${path} cannot be written: ${reasonOf(cause)}.`, { remedy: 'Give another file with --out.', cause });
  }
}

async function replace(path: string, text: string, mode: number): Promise<void> {
  const temporary = `${path}.${process.pid}.new`;
  try {
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
    await chmod(temporary, mode);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** In place where its folder takes no other file, such as a single file mounted into a container. */
async function replaceKnown(path: string, text: string, mode: number): Promise<void> {
  try {
    await replace(path, text, mode);
  } catch (error) {
    if (!foldersRefusals.has(codeOf(error))) throw error;
    await writeFile(path, text);
  }
}

const foldersRefusals = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY']);

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function reasonOf(error: unknown): string {
  return reasons[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'its disk is read-only',
  EISDIR: 'it is a folder',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder does not exist',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than this process may write',
};
