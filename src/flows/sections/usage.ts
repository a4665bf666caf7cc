import { formatCount, formatDuration, formatPercent } from '#analysis';
import type { Model, ProjectSnapshot, Query, Skipped } from '#contract';
import { showsStatistics, type BuildContext } from '../pack/build-context.ts';
import { omit, section, type SectionDraft } from '../pack/section.ts';
import { table } from '../text/block.ts';
import { inline, line } from '../text/fence.ts';
import { modelName } from '../text/names.ts';
import { maskSql } from '../text/mask-sql.ts';
import { schemaVocabulary } from '../text/vocabulary.ts';
import { querySource } from './query-source.ts';

/** Longest statement text in a table cell. */
const SQL_SHOWN = 160;
const QUERIES_SHOWN = 10;

/** Routes that appear to touch the model (a guess) and the queries that name it (parsed). */
export function modelUsage(model: Model, context: BuildContext): SectionDraft | null {
  const routes = context.snapshot.routes.flatMap((route) => {
    const guess = route.models.find((touched) => touched.model === model.id);
    return guess === undefined ? [] : [['route (guess)', inline(`${route.method} ${route.path}`), line(guess.because), '']];
  });
  const queries = queriesOf(context.snapshot, model.id);
  const rows = queries.slice(0, QUERIES_SHOWN).map((query) => ['query', inline(shortSql(query, context)), timesWords(query, context), shareWords(query, context)]);
  const rest = queries.length - rows.length;
  const more = rest > 0 ? [[`… ${rest} more queries`, '', '', '']] : [];
  const all = [...routes, ...rows, ...more];
  return section('used-by', 'Used by', `OpenAPI names and ${querySource(context.snapshot.queries)}`, all.length === 0 ? [] : [table(['kind', 'what', 'how', 'share of total time'], all)]);
}

/** Per table: routes, number of queries and their share of the total time. */
export function tableUsage(models: readonly Model[], context: BuildContext): SectionDraft | null {
  const rows = models.map((model) => {
    const routes = context.snapshot.routes.filter((route) => route.models.some((touched) => touched.model === model.id));
    const queries = queriesOf(context.snapshot, model.id);
    const share = totalTime(queries) / Math.max(totalTime(context.snapshot.queries), Number.MIN_VALUE);
    const names = routes.slice(0, 8).map((route) => inline(`${route.method} ${route.path}`));
    return [
      modelName(model.id),
      names.length === 0 ? 'none found' : `${names.join(', ')}${routes.length > 8 ? `, … ${routes.length - 8} more` : ''}`,
      formatCount(queries.length),
      queries.length === 0 || !showsStatistics(context) ? '' : formatPercent(share),
    ];
  });
  return section('users', 'Who else touches these tables', `OpenAPI names and ${querySource(context.snapshot.queries)}`, rows.length === 0 ? [] : [table(['table', 'routes (guess)', 'queries', 'share of total time'], rows)]);
}

/** What of usage could not be read, as the snapshot says. */
export function usageOmissions(snapshot: ProjectSnapshot): readonly Skipped[] {
  const skipped = snapshot.skipped.filter(({ part }) => part === 'queries' || part === 'routes');
  const hidden = snapshot.queries.some(({ source }) => source === 'pg_stat_statements') ? [omit('statements inside functions', 'pg_stat_statements counts only top-level statements unless pg_stat_statements.track = all')] : [];
  return [...skipped, ...hidden];
}

function queriesOf(snapshot: ProjectSnapshot, model: string): readonly Query[] {
  return snapshot.queries
    .filter((query) => query.models.includes(model))
    .toSorted((a, b) => (b.totalMs ?? 0) - (a.totalMs ?? 0) || (a.id < b.id ? -1 : 1));
}

function shortSql(query: Query, context: BuildContext): string {
  const models = context.snapshot.models.filter(({ id }) => query.models.includes(id));
  const masked = maskSql(query.sql, { parser: context.parser, vocabulary: schemaVocabulary(models) }).text.replace(/\s+/g, ' ').trim();
  return masked.length > SQL_SHOWN ? `${masked.slice(0, SQL_SHOWN - 2)} …` : masked;
}

function timesWords(query: Query, context: BuildContext): string {
  if (!showsStatistics(context) || query.calls === null) return '';
  const mean = query.meanMs === null ? '' : `, mean ${formatDuration(query.meanMs)}`;
  return `${formatCount(query.calls)} calls${mean}`;
}

function shareWords(query: Query, context: BuildContext): string {
  const all = totalTime(context.snapshot.queries);
  return all === 0 || query.totalMs === null || !showsStatistics(context) ? '' : formatPercent(query.totalMs / all);
}

function totalTime(queries: readonly Query[]): number {
  return queries.reduce((sum, { totalMs }) => sum + (totalMs ?? 0), 0);
}
