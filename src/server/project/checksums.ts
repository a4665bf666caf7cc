import { createHash } from 'node:crypto';
import type { Checksums, ProjectSnapshot } from '#contract';
import { canonicalJson } from '#flows';

export interface SnapshotChecksums {
  /** SHA-256 of the canonical JSON, hex. */
  readonly checksum: string;
  readonly checksums: Checksums;
}

/** The canonical JSON of the whole is that of its parts in order of their names, so each part is written once for both. */
export function checksumsOf(snapshot: ProjectSnapshot): SnapshotChecksums {
  const given = Object.entries(snapshot).filter(([, part]) => part !== undefined);
  const texts = new Map(given.map(([name, part]) => [name, canonicalJson(part)]));
  const whole = [...texts.keys()].toSorted().map((name) => `${JSON.stringify(name)}:${texts.get(name)}`);
  const short = (name: keyof ProjectSnapshot): string => sha256(texts.get(name) ?? '').slice(0, 16);
  return {
    checksum: sha256(`{${whole.join(',')}}`),
    checksums: {
      schema_checksum: short('models'),
      migrations_checksum: short('migrations'),
      settings_checksum: sha256(canonicalJson(snapshot.database?.plannerSettings ?? [])).slice(0, 16),
      routes_checksum: short('routes'),
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
