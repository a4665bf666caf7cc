import type { SqlParser } from '#contract';
import { DEFAULT_APP, fileName, type MigrationDraft, type MigrationFile, sqlText, type ToolReading } from '../migration-draft.ts';
import { naturalOrder } from '../natural-order.ts';
import { needsOwnTransaction } from '../own-transaction.ts';

const NAME = /^(?:([VU])(\d[\d._]*)|R)__(.+)\.sql$/;

export function isFlywayName(name: string): boolean {
  return NAME.test(name);
}

/** `V<version>__<description>.sql`, undone by `U<version>__…`, then the repeatable `R__…` by description. */
export function readFlyway(files: readonly MigrationFile[], parser: SqlParser): ToolReading {
  const settings = new Map(files.filter(({ path }) => path.endsWith('.conf')).map((file) => [file.path, file.text]));
  const scripts = files.flatMap(toScript);
  const undo = new Map(scripts.filter(({ kind }) => kind === 'U').map((script) => [script.version, script.file]));
  const drafts = scripts.filter(({ kind }) => kind !== 'U').map(({ kind, version, name, file }): MigrationDraft => {
    const down = kind === 'V' ? undo.get(version) : undefined;
    return {
      app: DEFAULT_APP, name, version, up: sqlText(file), down: down ? sqlText(down) : null, file,
      transactional: isTransactional(file, settings.get(`${file.path}.conf`), parser), dependsOn: [],
    };
  });
  const versioned = drafts.filter(({ version }) => version !== '').toSorted((a, b) => naturalOrder(a.version, b.version));
  const repeatable = drafts.filter(({ version }) => version === '').toSorted((a, b) => naturalOrder(a.name, b.name));
  return { drafts: [...versioned, ...repeatable], notes: [] };
}

/** A script's own setting decides; without one Flyway leaves the transaction out for statements that cannot run in one. */
function isTransactional(file: MigrationFile, settings: string | undefined, parser: SqlParser): boolean {
  const setting = /^\s*executeInTransaction\s*=\s*(true|false)/m.exec(settings ?? '')?.[1];
  return setting === undefined ? !needsOwnTransaction(file.text, parser) : setting === 'true';
}

function toScript(file: MigrationFile): Script[] {
  const match = NAME.exec(fileName(file.path));
  if (!match) return [];
  const version = (match[2] ?? '').replaceAll('_', '.').replace(/\.+$/, '');
  return [{ kind: match[1] ?? 'R', version, name: fileName(file.path).slice(0, -4), file }];
}

interface Script {
  readonly kind: string;
  /** Empty for repeatable scripts. */
  readonly version: string;
  readonly name: string;
  readonly file: MigrationFile;
}
