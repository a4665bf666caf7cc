import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FlowError } from '#contract';
import { sampleSnapshot } from '../flows/testing/sample-project.ts';
import { parseSnapshotBytes } from './index.ts';

const sample = sampleSnapshot();
const text = JSON.stringify(sample);
const bigEndian = (value: string) => Buffer.from(value, 'utf16le').swap16();

describe('the bytes of a snapshot file', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16, as PowerShell redirects it', Buffer.from(`\ufeff${text}\r\n`, 'utf16le')],
    ['UTF-16 of the other order', bigEndian(`\ufeff${text}`)],
  ])('are read as %s', (_, bytes) => expect(parseSnapshotBytes(bytes)).toEqual(sample));

  it.each([
    ['nothing', Buffer.alloc(0), 'The file is empty.'],
    ['gzip', gzipSync(text), 'The file is compressed (gzip)'],
    ['zip', Buffer.from('PK\u0003\u0004rest'), 'The file is compressed (zip)'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), 'it is not UTF-8 text'],
    ['half a character', Buffer.from('\ufeff{', 'utf16le').subarray(0, 3), 'it is not UTF-16LE text'],
    ['a line for each object', Buffer.from(`{"a":1}\n{"b":2}\n`), 'each of its lines is a JSON value of its own'],
  ])('of %s are named as what they are', (_, bytes, words) => {
    const error = failureOf(bytes);
    expect(error.code).toBe('SOURCE_UNREADABLE');
    expect(error.message).toContain(words);
  });
});

function failureOf(bytes: Uint8Array): FlowError {
  try {
    parseSnapshotBytes(bytes);
  } catch (error) {
    if (FlowError.isInstance(error)) return error;
    throw error;
  }
  throw new Error('it was read');
}
