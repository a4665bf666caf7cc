import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { FlowError, hubProviderKindSchema } from '#contract';
import { z } from 'zod/mini';

const savedProviderSchema = z.object({
  enabled: z.optional(z.boolean()),
  base_url: z.optional(z.string()),
  model: z.optional(z.string()),
  api_key: z.optional(z.string()),
});
export type SavedProvider = z.infer<typeof savedProviderSchema>;

const text = z.optional(z.string());
const hubStateSchema = z.object({
  version: z.literal(1),
  providers: z.partialRecord(hubProviderKindSchema, savedProviderSchema),
  defaults: z.object({
    chat_model: text, chat_provider: text, code_model: text, code_provider: text, embeddings_model: text, embeddings_provider: text,
  }),
});
export type HubState = z.infer<typeof hubStateSchema>;

export const emptyHubState: HubState = { version: 1, providers: {}, defaults: {} };

/** Outside any repository: `$XDG_CONFIG_HOME/aksara-studio/hub.json`, else `~/.config/…`. A relative XDG path is ignored, as its specification asks. */
export function hubFilePath(environment: Readonly<Record<string, string | undefined>>): string {
  const configured = environment['XDG_CONFIG_HOME'];
  const base = configured && isAbsolute(configured) ? configured : join(environment['HOME'] || homedir(), '.config');
  return join(base, 'aksara-studio', 'hub.json');
}

/** The saved state, empty when there is no file. Throws SOURCE_UNREADABLE when there is one that cannot be understood. */
export function readHubFile(path: string): HubState {
  const content = readIfThere(path);
  if (content === null) return emptyHubState;
  closeToOthers(path);
  const parsed = hubStateSchema.safeParse(parseJson(content));
  if (parsed.success) return parsed.data;
  throw new FlowError('SOURCE_UNREADABLE', `The AI Hub settings in ${path} cannot be understood.`, {
    remedy: `Correct or delete ${path}, then restart.`,
  });
}

/** Replaces the file in one step, readable by its owner only: a reader sees the old or the new state, never half of one. */
export function writeHubFile(path: string, state: HubState): void {
  const temporary = `${path}.${process.pid}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw new FlowError('SOURCE_UNREADABLE', `The AI Hub settings cannot be saved to ${path}: ${messageOf(cause)}.`, {
      remedy: 'Make the folder writable, or set XDG_CONFIG_HOME to another one.',
      cause,
    });
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new FlowError('SOURCE_UNREADABLE', `The AI Hub settings in ${path} cannot be read: ${messageOf(cause)}.`, {
      remedy: `Make ${path} readable for you, then restart.`,
      cause,
    });
  }
}

/** It holds keys: a mode that lets others read it is taken back. */
function closeToOthers(path: string): void {
  if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null; // fails the schema, which is what the user is told
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
