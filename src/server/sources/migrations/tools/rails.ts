import { DEFAULT_APP, fileName, type MigrationFile, sourceText, sqlText, type ToolReading } from '../migration-draft.ts';
import { naturalOrder } from '../natural-order.ts';

const NAME = /^(\d+)_\w+\.rb$/;

export function isRailsName(name: string): boolean {
  return NAME.test(name) || name === 'structure.sql';
}

/** `db/migrate/<version>_<name>.rb` as source text; without any, `structure.sql` alone. */
export function readRails(files: readonly MigrationFile[]): ToolReading {
  const drafts = files.filter(({ path }) => NAME.test(fileName(path))).map((file) => {
    const name = fileName(file.path).slice(0, -3);
    return {
      app: DEFAULT_APP, name, version: /^\d+/.exec(name)?.[0] ?? name, up: sourceText(file), down: null, file,
      transactional: !/^\s*disable_ddl_transaction!/m.test(file.text), dependsOn: [],
    };
  });
  if (drafts.length > 0) return { drafts: drafts.toSorted((a, b) => naturalOrder(a.name, b.name)), notes: [] };
  const structure = files.filter(({ path }) => fileName(path) === 'structure.sql').map((file) => ({
    app: DEFAULT_APP, name: 'structure', version: latestVersion(file.text), up: sqlText(file), down: null, file, transactional: null, dependsOn: [],
  }));
  return { drafts: structure.slice(0, 1), notes: [] };
}

/** The newest version that the dump inserts into `schema_migrations` at its end. */
function latestVersion(text: string): string {
  const versions = [...text.matchAll(/^\('(\d+)'\)[,;]?$/gm)].map(([, version = '']) => version);
  return versions.toSorted(naturalOrder).at(-1) ?? 'structure';
}
