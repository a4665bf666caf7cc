import { DEFAULT_APP, fileName, type MigrationDraft, type MigrationFile, sqlText, type ToolReading } from '../migration-draft.ts';
import { naturalOrder } from '../natural-order.ts';
import { splitSections } from '../sections.ts';

export const DBMATE_MARKERS = { up: /^--\s*migrate:up(\s|$)/, down: /^--\s*migrate:down(\s|$)/ };

/** `<version>_<name>.sql` with `-- migrate:up` and `-- migrate:down`; `transaction:false` stands on the marker. */
export function readDbmate(files: readonly MigrationFile[]): ToolReading {
  const notes: string[] = [];
  const drafts: MigrationDraft[] = [];
  for (const file of files) {
    const name = fileName(file.path).replace(/\.sql$/, '');
    const version = /^(\d+)/.exec(name)?.[1];
    if (!file.path.endsWith('.sql') || version === undefined) continue;
    const sections = splitSections(file.text, DBMATE_MARKERS);
    if (sections === null) notes.push(`${file.label} has no "-- migrate:up" line; it was left out.`);
    else drafts.push({ app: DEFAULT_APP, name, version, file, dependsOn: [], ...toTexts(file, sections) });
  }
  return { drafts: drafts.toSorted((a, b) => naturalOrder(a.name, b.name)), notes };
}

function toTexts(file: MigrationFile, { up, down, upMarker }: NonNullable<ReturnType<typeof splitSections>>) {
  return {
    up: sqlText(file, up),
    down: down === null ? null : sqlText(file, down),
    transactional: !/\btransaction:false\b/.test(upMarker),
  };
}
