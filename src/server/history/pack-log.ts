import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flowKindSchema, type FlowRequest } from '#contract';
import { z } from 'zod/mini';

/** Which request gave which pack, so that an answer can be checked by the id of its pack alone. */
export interface PackLog {
  /** Notes a pack. Never throws: what is asked for is the pack, and the note is a convenience. */
  note(packId: string, flow: FlowRequest): void;
  /** The newest request whose pack id begins so (8 hex digits or more); null when there is none. */
  find(packId: string): LoggedPack | null;
  /** Forgets the requests of one pack; null = of every pack, whatever its project. */
  forget(packId: string | null): void;
}

const loggedPackSchema = z.object({ pack_id: z.string(), flow_type: flowKindSchema, action_key: z.string(), context: z.record(z.string(), z.unknown()) });
export type LoggedPack = z.infer<typeof loggedPackSchema>;

const fileName = 'packs.jsonl';
/** Beyond this the older half goes. */
const longestBytes = 512 * 1024;
const longestLine = 64 * 1024;

export function createPackLog(folder: string, isEnabled: () => boolean): PackLog {
  const path = join(folder, fileName);
  return {
    note(packId, { kind, body }) {
      const { action_key, hub_overrides: _overrides, ...context } = body;
      const line = `${JSON.stringify({ pack_id: packId, flow_type: kind, action_key, context })}\n`;
      if (line.length > longestLine) return;
      try {
        if (!isEnabled()) return;
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        chmodSync(folder, 0o700);
        if (existsSync(path) && statSync(path).size > longestBytes) writeFileSync(path, newerHalf(readFileSync(path, 'utf8')), { mode: 0o600 });
        writeFileSync(path, line, { mode: 0o600, flag: 'a' });
      } catch {
        // A folder that cannot be written keeps nobody from a pack.
      }
    },
    find(packId) {
      if (!/^[0-9a-f]{8,64}$/.test(packId) || !existsSync(path)) return null;
      const lines = readFileSync(path, 'utf8').split('\n').toReversed();
      for (const line of lines) {
        const logged = line.includes(packId) ? parse(line) : null;
        if (logged?.pack_id.startsWith(packId)) return logged;
      }
      return null;
    },
    forget(packId) {
      if (!existsSync(path)) return;
      const kept = packId === null ? [] : readFileSync(path, 'utf8').split('\n').filter((line) => !line.includes(packId));
      writeFileSync(path, kept.join('\n'), { mode: 0o600 });
    },
  };
}

function newerHalf(text: string): string {
  const lines = text.split('\n');
  return lines.slice(Math.floor(lines.length / 2)).join('\n');
}

function parse(line: string): LoggedPack | null {
  try {
    const parsed = loggedPackSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // a line that was written by half
  }
}
