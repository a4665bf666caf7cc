import { formatBytes, formatCounted, type MigrationReport, type MigrationStatement, type MigrationTarget } from '#analysis';
import { isOnlyNamed, whyUnknown, type Migration } from '#contract';
import { showsStatistics, type BuildContext } from '../pack/build-context.ts';
import { section, type SectionDraft } from '../pack/section.ts';
import { bullets, fenced, table } from '../text/block.ts';
import { inline, line } from '../text/fence.ts';
import { nameList } from '../text/names.ts';

/** Where the migration stands: file, tool, transaction, state, checksum, what it depends on. */
export function migrationState(migration: Migration, siblings: readonly Migration[]): SectionDraft | null {
  const same = siblings.filter(({ app }) => app === migration.app);
  const pending = same.filter(({ state, id }) => state === 'pending' && id !== migration.id).map(({ name }) => name);
  const named = isOnlyNamed(migration);
  const items = [
    `${inline(migration.id)}${named ? '' : `, file ${inline(migration.up.path)}`}, tool ${migration.tool.replaceAll('_', ' ')}`,
    stateWords(migration),
    ...(named ? [] : [transactionWords(migration.transactional)]),
    ...(migration.dependsOn.length === 0 ? [] : [`depends on ${nameList(migration.dependsOn)}`]),
    pending.length === 0 ? `no other pending migration in ${inline(migration.app)}` : `also pending in ${inline(migration.app)}: ${nameList(pending)}`,
  ];
  return section('state', 'State', named ? 'the Aksara backend, which names the newest migration of each app' : "files and the tool's history table", [bullets(items)]);
}

/** One row a statement: lock, what it blocks, rewrite or scan, size of the table, and whether it can be undone. */
export function migrationStatements(report: MigrationReport, texts: readonly string[], context: BuildContext): SectionDraft | null {
  const [why] = context.snapshot.models.flatMap((model) => whyUnknown(model, 'statistics') ?? []);
  const rows = report.statements.map((statement, index) => [
    String(statement.number),
    inline(oneLine(texts[index] ?? statement.command)),
    lockWords(statement),
    statement.blocks.length === 0 ? noneOr(statement, 'nothing') : statement.blocks.join(', '),
    workWords(statement),
    ...(showsStatistics(context) ? [sizeWords(statement)] : []),
    reversibleWords(statement),
  ]);
  const headers = ['#', 'statement', 'takes', 'blocks', 'rewrite / scan', ...(showsStatistics(context) ? ['table size'] : []), 'reversible'];
  return section('statements', 'Statements', `parsed SQL; lock rules ${report.ruleset}; sizes ${why === undefined ? 'from the catalog' : line(why)}`, rows.length === 0 ? [] : [table(headers, rows)]);
}

/** The file's own text, up or down, as the tool runs it. */
export function migrationText(id: string, title: string, file: Migration['up'], text: string): SectionDraft | null {
  const kind = file.sql ? 'literals of data statements masked' : 'source code of the tool, shown as text';
  return section(id, title, `file ${inline(file.path)}; ${kind}`, text.trim() === '' ? [] : [fenced(file.sql ? 'sql' : languageOf(file.path), text)]);
}

function stateWords(migration: Migration): string {
  const changed = migration.checksum === 'changed' ? '; the file CHANGED after it was applied' : '';
  const same = migration.checksum === 'unchanged' ? '; the file is unchanged since' : '';
  if (migration.state === 'applied') return `applied${migration.appliedAt === null ? '' : ` at ${inline(migration.appliedAt)}`}${changed}${same}`;
  const why = isOnlyNamed(migration) ? 'some migrations of its app are pending' : 'no history table could be read';
  return migration.state === 'pending' ? 'pending' : `not known whether it is applied: ${why}`;
}

function transactionWords(transactional: boolean | null): string {
  if (transactional === null) return 'not known whether it runs in one transaction; taken as one';
  return transactional ? 'runs in one transaction' : 'runs outside a transaction';
}

function oneLine(sql: string): string {
  const flat = sql.replace(/\s+/g, ' ').trim();
  return flat.length > 220 ? `${flat.slice(0, 218)} …` : flat;
}

function noneOr(statement: MigrationStatement, none: string): string {
  return statement.lock === null ? 'not known' : none;
}

function lockWords(statement: MigrationStatement): string {
  if (statement.lock === null) return `not known${statement.note === null ? '' : `: ${line(statement.note)}`}`;
  if (statement.lock === 'none') return 'no table lock';
  const locked = statement.targets.filter(({ lock, isNew, role }) => lock === statement.lock && !isNew && role !== 'partition').map(({ name }) => inline(name));
  const partitions = statement.targets.filter(({ role }) => role === 'partition').length;
  const below = partitions === 0 ? '' : ` and ${formatCounted(partitions, 'partition')}`;
  return `${statement.lock}${locked.length > 0 ? ` on ${locked.join(' and ')}` : ''}${below}`;
}

function workWords(statement: MigrationStatement): string {
  if (!statement.known) return 'not known';
  if (statement.targets.length > 0 && statement.targets.every(({ isNew }) => isNew)) return 'new table: nobody waits';
  const rewrite = statement.rewrite === null ? 'no' : `**rewrite**: ${line(statement.rewrite)}`;
  const scan = statement.scan === null ? 'no' : `**scan**: ${line(statement.scan)}`;
  return `${rewrite} / ${scan}${statement.fine === null ? '' : `; fine (${line(statement.fine)})`}`;
}

function sizeWords(statement: MigrationStatement): string {
  const known = statement.targets.filter(({ rows, tableBytes, isNew, role }) => !isNew && role !== 'partition' && (rows !== null || tableBytes !== null));
  const isNew = statement.targets.some((target) => target.isNew);
  if (statement.targets.length === 0 && statement.lock === 'none') return '';
  if (known.length === 0) return isNew ? 'new table' : 'not known';
  return known.map(targetSize).join('; ');
}

function targetSize(target: MigrationTarget): string {
  const rows = target.rows === null ? 'rows not known' : formatCounted(target.rows, 'row');
  const bytes = target.tableBytes === null ? '' : `, ${formatBytes(target.tableBytes)}`;
  const indexes = target.indexes === null || target.indexBytes === null ? '' : ` + ${formatBytes(target.indexBytes)} in ${formatCounted(target.indexes, 'index', 'indexes')}`;
  return `${inline(target.name)}: ${rows}${bytes}${indexes}`;
}

const REVERSIBLE: Readonly<Record<MigrationStatement['reversible']['kind'], string>> = {
  yes: 'yes',
  yes_with_data_loss: 'yes, data is lost',
  no: 'no',
  not_needed: 'nothing to undo',
  not_known: 'not known',
};

function reversibleWords({ reversible, outsideTransaction }: MigrationStatement): string {
  const inverse = reversible.inverse === null ? '' : `: ${inline(oneLine(reversible.inverse))}`;
  const note = reversible.note === null ? '' : ` (${line(reversible.note)})`;
  return `${REVERSIBLE[reversible.kind]}${inverse}${note}${outsideTransaction ? '; outside a transaction only, so a failure half-way is not rolled back' : ''}`;
}

function languageOf(path: string): string {
  if (path.endsWith('.py')) return 'python';
  return path.endsWith('.rb') ? 'ruby' : 'text';
}
