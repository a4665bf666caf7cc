import { formatPercent } from '#analysis';
import { isKnown, type Column, type Model } from '#contract';
import { showsStatistics, type BuildContext } from '../pack/build-context.ts';
import { section, type SectionDraft } from '../pack/section.ts';
import { bullets, table } from '../text/block.ts';
import { inline } from '../text/fence.ts';
import { modelName } from '../text/names.ts';
import { sourceOf } from './declared.ts';

/** Enum labels shown per column; the rest is counted. */
const LABELS_SHOWN = 24;

/** Columns with full types, nullability, defaults and keys; from detail level `statistics`, where known, with null fraction and distinct count. */
export function modelColumns(model: Model, context: BuildContext): SectionDraft | null {
  const statistics = showsStatistics(context) && isKnown(model, 'statistics');
  const headers = ['column', 'type', 'null', 'default', 'key', 'values', ...(statistics ? ['null %', 'distinct'] : [])];
  const rows = model.columns.map((column) => [
    inline(column.name),
    inline(column.type),
    column.nullable ? 'yes' : 'no',
    defaultWords(column),
    keyWords(column.name, model),
    valueWords(column),
    ...(statistics ? [percentOrUnknown(column.nullFraction), distinctWords(column.distinct)] : []),
  ]);
  return section('columns', `Columns of ${modelName(model.id)}`, sourceOf([model], statistics ? 'catalog and pg_stats' : 'catalog'), rows.length === 0 ? [] : [table(headers, rows)]);
}

/** Nullability beside what the statistics saw, and what stands out: always null, never null though nullable, one value. Null without statistics. */
export function modelColumnStatistics(model: Model): SectionDraft | null {
  if (!isKnown(model, 'statistics')) return null;
  const rows = model.columns.map((column) => [
    inline(column.name), inline(column.type), column.nullable ? 'nullable' : 'NOT NULL',
    percentOrUnknown(column.nullFraction), distinctWords(column.distinct), column.averageWidth === null ? '' : `${column.averageWidth} B`,
    noteWords(column, model),
  ]);
  const headers = ['column', 'type', 'declared', 'null %', 'distinct', 'width', 'stands out'];
  return section('column-statistics', 'Nullability and distinctness', 'pg_stats, a sample of the rows', rows.length === 0 ? [] : [table(headers, rows)]);
}

/** `pg_stats.n_distinct` in words: negative values are a share of the rows. */
export function distinctWords(distinct: number | null): string {
  if (distinct === null) return 'not known';
  if (distinct === 0) return 'none';
  if (distinct === -1) return 'all distinct';
  if (distinct < 0) return `${formatPercent(-distinct)} of rows`;
  return `about ${distinct}`;
}

/** Columns named like a key (`x_id`) without a foreign key, with the model the name points at, if there is one. */
export function keyLikeColumns(model: Model, context: BuildContext): SectionDraft | null {
  const covered = new Set(model.foreignKeys.flatMap(({ columns }) => columns));
  const candidates = model.columns.filter(({ name }) => /.+_(?:id|uuid|key)$/.test(name) && !covered.has(name) && model.primaryKey?.columns.includes(name) !== true);
  const items = candidates.map((column) => {
    const stem = column.name.replace(/_(?:id|uuid|key)$/, '');
    const target = context.snapshot.models.find((other) => other.schema === model.schema && (other.name === stem || other.displayName.toLowerCase() === stem.replaceAll('_', '')));
    return `${inline(column.name)} (${inline(column.type)}): ${target === undefined ? 'no table of that name' : `a table ${modelName(target.id)} exists`}`;
  });
  const title = isKnown(model, 'foreign_keys') ? 'Names like keys without a foreign key' : 'Names like keys for which code declares no foreign key';
  return section('key-names', title, 'guess from names', items.length === 0 ? [] : [bullets(items)]);
}

function percentOrUnknown(fraction: number | null): string {
  return fraction === null ? 'not known' : formatPercent(fraction);
}

function defaultWords(column: Column): string {
  if (column.identity !== null) return `identity (${column.identity === 'always' ? 'always' : 'by default'})`;
  if (column.generated !== null) return `generated: ${inline(column.generated)}`;
  return column.default === null ? '' : inline(column.default);
}

function keyWords(name: string, model: Model): string {
  const primary = model.primaryKey?.columns.includes(name) === true ? ['PK'] : [];
  const foreign = model.foreignKeys.filter(({ columns }) => columns.includes(name)).map((key) => `FK → ${modelName(key.references)}`);
  const unique = model.uniques.filter(({ columns }) => columns.includes(name)).map(({ columns }) => (columns.length === 1 ? 'unique' : 'part of unique'));
  return [...primary, ...foreign, ...new Set(unique)].join(', ');
}

function valueWords(column: Column): string {
  if (column.enumValues === null) return '';
  const shown = column.enumValues.slice(0, LABELS_SHOWN).map(inline).join(', ');
  const rest = column.enumValues.length - LABELS_SHOWN;
  return rest > 0 ? `${shown}, … ${rest} more` : shown;
}

function noteWords(column: Column, model: Model): string {
  if (column.nullFraction === 1) return 'always null in the sample';
  if (column.distinct === 1 && (model.rowEstimate ?? 0) > 100) return 'one value in the sample';
  if (column.nullable && column.nullFraction === 0) return 'nullable, no nulls in the sample';
  if (column.distinct !== -1 || isUniqueAlone(column.name, model)) return '';
  return isUniqueByExpression(column.name, model) ? 'distinct in the sample, unique by an expression' : 'distinct in the sample, no unique key';
}

function isUniqueAlone(name: string, model: Model): boolean {
  const keys = [model.primaryKey?.columns ?? [], ...model.uniques.map(({ columns }) => columns)];
  const indexes = model.indexes.filter(({ unique, predicate }) => unique && predicate === null).map(({ keys: parts }) => parts.map(({ column }) => column ?? ''));
  return [...keys, ...indexes].some((columns) => columns.length === 1 && columns[0] === name);
}

function isUniqueByExpression(name: string, model: Model): boolean {
  const mentions = new RegExp(`\\b${name.replace(/[^A-Za-z0-9_]/g, '.')}\\b`);
  return model.indexes.some(({ unique, keys }) => unique && keys.length === 1 && keys.some(({ expression }) => expression !== null && mentions.test(expression)));
}
