import { formatBytes, formatCounted, formatPercent } from '#analysis';
import { isKnown, type Model } from '#contract';
import { showsStatistics, type BuildContext } from '../pack/build-context.ts';
import { section, type SectionDraft } from '../pack/section.ts';
import { bullets, fenced } from '../text/block.ts';
import { inline } from '../text/fence.ts';
import { maskOwnSql } from '../text/mask-own-sql.ts';
import { kindWord, modelName } from '../text/names.ts';
import { toVisibleLine } from '../text/visible.ts';
import { sourceOf, unknownItems } from './declared.ts';

/** What the model is: kind, owner, rows, sizes, partitions, activity, and its view definition. */
export function modelFacts(model: Model, context: BuildContext): SectionDraft | null {
  const statistics = showsStatistics(context);
  const items = [
    `${kindWord(model.kind)} ${inline(model.id)}, known as ${inline(model.displayName)}${isKnown(model, 'owner') ? `, owner ${inline(model.owner)}` : ''}`,
    ...(model.declared === undefined ? [] : ['declared in code: names, types and keys in the database may differ']),
    ...(statistics && isKnown(model, 'statistics') ? sizeItems(model) : []),
    ...partitionItems(model),
    ...unknownItems([model], [['owner', 'owner'], ['partitions', 'partitions'], ...(statistics ? [['statistics', 'row count, sizes, activity'] as const] : [])]),
  ];
  const source = sourceOf([model], statistics ? 'catalog and statistics' : 'catalog');
  return section('model', 'Model', source, [bullets(items), model.definition === null ? null : fenced('sql', maskOwnSql(model.definition, model, context))]);
}

/** Comments of the table and its columns, in one fence: they are free text written by someone. */
export function modelComments(model: Model): SectionDraft | null {
  const lines = [
    ...(model.comment === null ? [] : [`${model.name}: ${model.comment}`]),
    ...model.columns.flatMap((column) => (column.comment === null ? [] : [`${model.name}.${column.name}: ${column.comment}`])),
  ];
  return section('comments', 'Comments', `${sourceOf([model])}, written by the developers`, lines.length === 0 ? [] : [fenced('text', lines.map(toVisibleLine).join('\n'))]);
}

/** Row changes ÷ (row changes + scans) since the counters were reset; null when nothing was counted. */
export function writeShare(model: Model): number | null {
  const activity = model.activity;
  if (activity === null) return null;
  const writes = activity.inserted + activity.updated + activity.deleted;
  const scans = activity.sequentialScans + activity.indexScans;
  return writes + scans === 0 ? null : writes / (writes + scans);
}

function sizeItems(model: Model): readonly string[] {
  const rows = model.rowEstimate === null ? 'row count not known (never analysed)' : `about ${formatCounted(model.rowEstimate, 'row')}`;
  const size = model.size === null ? [] : [`table ${formatBytes(model.size.table)}, indexes ${formatBytes(model.size.indexes)}, total ${formatBytes(model.size.total)}`];
  const share = writeShare(model);
  const activity = model.activity === null ? [] : [`statistics: analysed ${agoWords(model.activity.analyzedAgo)}`];
  const writes = share === null ? [] : [`writes: ${formatPercent(share)} of row changes and scans counted`];
  return [[rows, ...size].join('; '), ...activity, ...writes];
}

/** `never` stays; an age bucket reads as an age. */
export function agoWords(bucket: string): string {
  return bucket === 'never' ? 'never' : `${bucket} ago`;
}

function partitionItems(model: Model): readonly string[] {
  const parent = model.partitionOf === null ? [] : [`partition of ${modelName(model.partitionOf)}`];
  const key = model.partitionKey === null ? [] : [`partitioned by ${inline(model.partitionKey)}`];
  const names = model.partitions.map((partition) => `${modelName(partition.model)} ${inline(partition.bound)}`);
  const shown = names.slice(0, 12);
  const rest = names.length - shown.length;
  const list = names.length === 0 ? [] : [`partitions: ${shown.join(', ')}${rest > 0 ? `, … ${rest} more` : ''}`];
  return [...parent, ...key, ...list];
}

