import { DEFAULT_APP, fileName, type MigrationDraft, type MigrationFile, sourceText, sqlText, type ToolReading } from '../migration-draft.ts';
import { naturalOrder } from '../natural-order.ts';
import { splitSections } from '../sections.ts';

export const NODE_PG_MIGRATE_MARKERS = { up: /^\s*--[\s-]*up\s+migration/i, down: /^\s*--[\s-]*down\s+migration/i };
const SCRIPT = /^\d+[_-].+\.[cm]?[jt]s$/;

export function isScriptName(name: string): boolean {
  return SCRIPT.test(name) && !name.endsWith('.d.ts');
}

/** True for a script that uses node-pg-migrate's builder. */
export function usesBuilder(file: MigrationFile): boolean {
  return isScriptName(fileName(file.path)) && /\bpgm\b|node-pg-migrate/.test(file.text);
}

/** `<timestamp>_<name>` as JavaScript or TypeScript (shown as source), or as SQL with `-- Up Migration` and `-- Down Migration`. */
export function readNodePgMigrate(files: readonly MigrationFile[]): ToolReading {
  const drafts = files.flatMap((file): MigrationDraft[] => {
    const name = fileName(file.path).replace(/\.(sql|[cm]?[jt]s)$/, '');
    if (!/^\d/.test(name) || !(file.path.endsWith('.sql') || usesBuilder(file))) return [];
    const rest = { app: DEFAULT_APP, name, version: name, file, dependsOn: [] };
    if (!file.path.endsWith('.sql')) return [{ ...rest, up: sourceText(file), down: null, transactional: !/\bnoTransaction\s*\(/.test(file.text) }];
    const sections = splitSections(file.text, NODE_PG_MIGRATE_MARKERS);
    const down = sections?.down;
    return [{ ...rest, up: sqlText(file, sections?.up), down: down ? sqlText(file, down) : null, transactional: true }];
  });
  return { drafts: drafts.toSorted((a, b) => naturalOrder(a.name, b.name)), notes: [] };
}
