import { FlowError, parseSnapshot, type ProjectSnapshot } from '#contract';

/** The snapshot in the bytes of a file. Throws FlowError as `parseSnapshot`, and SOURCE_UNREADABLE for bytes that are no text. */
export function parseSnapshotBytes(bytes: Uint8Array): ProjectSnapshot {
  return parseSnapshot(toText(bytes));
}

function toText(bytes: Uint8Array): string {
  const packed = formats.find(({ begins }) => begins.every((byte, index) => bytes[index] === byte));
  if (packed) {
    throw new FlowError('SOURCE_UNREADABLE', `The file is compressed (${packed.name}), and a snapshot is read as plain JSON.`, { remedy: 'Unpack it first.' });
  }
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FlowError('SOURCE_UNREADABLE', `The file is no snapshot of a project: it is not ${encoding.toUpperCase()} text.`, { remedy: 'Write one with: aksara snapshot --out project.json', cause });
  }
}

/** What a file of a compressed format begins with. */
const formats = [
  { name: 'gzip', begins: [0x1f, 0x8b] },
  { name: 'zip', begins: [0x50, 0x4b, 0x03, 0x04] },
  { name: 'zstd', begins: [0x28, 0xb5, 0x2f, 0xfd] },
  { name: 'xz', begins: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { name: 'bzip2', begins: [0x42, 0x5a, 0x68] },
] as const;

/** UTF-8, or by its byte order mark UTF-16, which is what PowerShell makes of `aksara snapshot > project.json`. */
function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
