import { DEFAULT_APP, fileName, type MigrationDraft, type MigrationFile, sourceText, type ToolReading } from '../migration-draft.ts';
import { compareText } from '../natural-order.ts';

/** `versions/*.py`, ordered along `down_revision`; a revision in a cycle or below a missing one comes last. */
export function readAlembic(files: readonly MigrationFile[]): ToolReading {
  const revisions = files.flatMap(toRevision).toSorted((a, b) => compareText(a.name, b.name));
  const names = new Map(revisions.map(({ revision, name }) => [revision, name]));
  const notes: string[] = [];
  const drafts = inOrder(revisions).map(({ revision, name, parents, file }): MigrationDraft => {
    for (const parent of parents) if (!names.has(parent)) notes.push(`${file.label} follows revision ${parent}, of which there is no file.`);
    return {
      app: DEFAULT_APP, name, version: revision, up: sourceText(file), down: null, file,
      transactional: !/\bautocommit_block\s*\(/.test(file.text),
      dependsOn: parents.map((parent) => (names.has(parent) ? `${DEFAULT_APP}/${names.get(parent)}` : parent)),
    };
  });
  return { drafts, notes };
}

/** Parents before children; among those that are ready, the one with the smaller name first. */
function inOrder(revisions: readonly Revision[]): Revision[] {
  const known = new Set(revisions.map(({ revision }) => revision));
  const done = new Set<string>();
  const ordered: Revision[] = [];
  let waiting = [...revisions];
  while (waiting.length > 0) {
    const ready = waiting.find(({ parents }) => parents.every((parent) => done.has(parent) || !known.has(parent))) ?? waiting[0];
    if (!ready) break;
    done.add(ready.revision);
    ordered.push(ready);
    waiting = waiting.filter((revision) => revision !== ready);
  }
  return ordered;
}

function toRevision(file: MigrationFile): Revision[] {
  const revision = /^revision\s*(?::[^=\n]*)?=\s*["']([^"'\n]+)["']/m.exec(file.text)?.[1];
  if (revision === undefined || !file.path.endsWith('.py')) return [];
  return [{ revision, name: fileName(file.path).slice(0, -3), parents: [...assigned(file.text, 'down_revision'), ...assigned(file.text, 'depends_on')], file }];
}

/** The strings assigned to a top-level name: one, or those of a tuple or list. */
function assigned(text: string, name: string): string[] {
  const value = new RegExp(`^${name}\\s*(?::[^=\\n]*)?=\\s*(\\([^)]*\\)|\\[[^\\]]*\\]|[^\\n]*)`, 'm').exec(text)?.[1] ?? '';
  return [...value.matchAll(/["']([^"'\n]+)["']/g)].map(([, revision = '']) => revision);
}

interface Revision {
  readonly revision: string;
  readonly name: string;
  readonly parents: readonly string[];
  readonly file: MigrationFile;
}
