import type { Migration } from '#contract';

/** A text file of the folder. */
export interface MigrationFile {
  /** Relative to the folder the migrations start in, with `/`. */
  readonly path: string;
  /** As shown: relative to the parent of the folder that was given. */
  readonly label: string;
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** A migration as its files tell it, before the history table is asked. */
export interface MigrationDraft {
  readonly app: string;
  readonly name: string;
  /** How the tool's history knows it: a number, a revision or the name. */
  readonly version: string;
  readonly up: Migration['up'];
  readonly down: Migration['down'];
  /** The file whose checksum the tool keeps. */
  readonly file: MigrationFile;
  readonly transactional: boolean | null;
  readonly dependsOn: readonly string[];
}

/** What a tool makes of the files: its migrations in the order it runs them, and the files it could not use. */
export interface ToolReading {
  readonly drafts: readonly MigrationDraft[];
  /** Sentences, each naming its file. */
  readonly notes: readonly string[];
}

export const DEFAULT_APP = 'default';

export function sqlText(file: MigrationFile, text = file.text): Migration['up'] {
  return { path: file.label, text, sql: true };
}

/** Source code of a tool, shown as text only. */
export function sourceText(file: MigrationFile): Migration['up'] {
  return { path: file.label, text: file.text, sql: false };
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function parentFolder(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
