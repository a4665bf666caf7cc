import { formatBytes, formatCount, formatDuration, formatPercent } from '#analysis';
import { isKnown, type Model, type Query } from '#contract';
import { showsStatistics, type BuildContext } from '../pack/build-context.ts';
import { section, type SectionDraft } from '../pack/section.ts';
import { bullets, fenced, table } from '../text/block.ts';
import { inline } from '../text/fence.ts';
import { modelName } from '../text/names.ts';
import { sourceOf, unknownBlock } from './declared.ts';
import { agoWords, writeShare } from './model-facts.ts';
import { distinctWords } from './model-columns.ts';
import { querySource } from './query-source.ts';

/** The statement as it goes out: masked unless the detail level is `literals`. */
export function queryText(sql: string, masked: boolean): SectionDraft | null {
  const source = masked
    ? "given by the developer; literals masked: strings '?', numbers 000; values that the schema itself lists are kept"
    : 'given by the developer; literals as typed';
  return section('query', 'Query', source, [fenced('sql', sql)]);
}

/** What was measured of the same statement, by the database or in traced requests. */
export function queryMeasured(query: Query | null): SectionDraft | null {
  if (query === null || query.calls === null) return null;
  const cacheTotal = (query.sharedBlocksHit ?? 0) + (query.sharedBlocksRead ?? 0);
  const items = [
    `${formatCount(query.calls)} calls`,
    ...(query.totalMs === null ? [] : [`total ${formatDuration(query.totalMs)}`]),
    ...(query.meanMs === null ? [] : [`mean ${formatDuration(query.meanMs)}`]),
    ...(query.maxMs === null ? [] : [`longest ${formatDuration(query.maxMs)}`]),
    ...(query.rows === null ? [] : [`${formatCount(query.rows)} rows in all`]),
    ...(cacheTotal === 0 ? [] : [`${formatPercent((query.sharedBlocksHit ?? 0) / cacheTotal)} of blocks from cache`]),
    ...(query.tempBlocksWritten === null || query.tempBlocksWritten === 0 ? [] : [`${formatCount(query.tempBlocksWritten)} temporary blocks written`]),
  ];
  const since = query.source === 'pg_stat_statements' ? ', since its counters were reset' : '';
  return section('measured', 'Measured', `${querySource([query])}${since}`, [bullets([items.join(', ')])]);
}

/** Rows, size, write share and age of statistics per table. */
export function queryTables(models: readonly Model[], context: BuildContext): SectionDraft | null {
  if (models.length === 0 || !showsStatistics(context)) return null;
  const rows = models.filter((model) => isKnown(model, 'statistics')).map((model) => {
    const share = writeShare(model);
    return [
      modelName(model.id),
      model.rowEstimate === null ? 'not known' : formatCount(model.rowEstimate),
      model.size === null ? '' : formatBytes(model.size.table),
      model.size === null ? '' : formatBytes(model.size.indexes),
      share === null ? 'not counted' : formatPercent(share),
      model.activity === null ? '' : agoWords(model.activity.analyzedAgo),
    ];
  });
  const known = rows.length === 0 ? null : table(['table', 'rows', 'size', 'indexes', 'writes share', 'analysed'], rows);
  return section('tables', 'Tables', sourceOf(models, 'catalog and statistics'), [known, unknownBlock(models, [['statistics', 'rows, sizes, writes and age of statistics']])]);
}

/** Only the columns the statement uses: type, nulls, distinct, and what the schema says of their values. */
export function queryColumns(models: readonly Model[], used: ReadonlyMap<string, ReadonlySet<string>>, context: BuildContext): SectionDraft | null {
  const statistics = showsStatistics(context) && models.some((model) => isKnown(model, 'statistics'));
  const rows = models.flatMap((model) =>
    model.columns
      .filter(({ name }) => used.get(model.id)?.has(name) === true)
      .map((column) => [
        `${modelName(model.id)}.${inline(column.name)}`, inline(column.type), column.nullable ? 'yes' : 'no',
        ...(statistics ? [column.nullFraction === null ? 'not known' : formatPercent(column.nullFraction), distinctWords(column.distinct)] : []),
        schemaSays(column.name, model, column.enumValues),
      ]),
  );
  const headers = ['column', 'type', 'null', ...(statistics ? ['null %', 'distinct'] : []), 'schema says'];
  const unknown = unknownBlock(models, [['keys', 'undeclared keys'], ['foreign_keys', 'foreign keys'], ['checks', 'checks']]);
  return section('columns', 'Columns the query uses', sourceOf(models, statistics ? 'catalog and pg_stats' : 'catalog'), rows.length === 0 ? [] : [table(headers, rows), unknown]);
}

/** Planner settings that differ from their default, on the server or in this plan. */
export function plannerSettings(context: BuildContext): SectionDraft | null {
  const fromPlan = context.plan?.ok === true ? context.plan.plan.settings : {};
  const server = (context.snapshot.database?.plannerSettings ?? []).map(
    ({ name, value, unit, default: standard }) => [name, `${name} = ${value}${unit ?? ''}${standard === null ? '' : ` (default ${standard})`}`] as const,
  );
  const items = new Map<string, string>([...server, ...Object.entries(fromPlan).map(([name, value]) => [name, `${name} = ${value}`] as const)]);
  const lines = [...items].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => inline(line));
  return section('settings', 'Planner settings', 'not at their default', lines.length === 0 ? [] : [bullets(lines)]);
}

function schemaSays(name: string, model: Model, labels: readonly string[] | null): string {
  const keys = model.primaryKey?.columns.includes(name) === true ? ['primary key'] : [];
  const foreign = model.foreignKeys.filter(({ columns }) => columns.includes(name)).map((key) => `FK → ${modelName(key.references)}`);
  const values = labels === null ? [] : [`one of ${labels.slice(0, 12).map(inline).join(', ')}`];
  const checks = model.checks.filter(({ columns }) => columns.includes(name)).map(({ definition }) => inline(definition));
  return [...keys, ...foreign, ...values, ...checks].join('; ');
}
