import { isKnown, type Model } from '#contract';
import { NotKnown } from '../../../components/not-known.tsx';
import { KeyValueList, type KeyValue } from '../../../components/ui/key-value-list.tsx';
import { formatBytes, formatCount } from '../../../lib/format.ts';

/** Sizes and the counters of pg_stat_user_tables. */
export function StorageTab({ model }: { readonly model: Model }) {
  if (!isKnown(model, 'statistics')) return <NotKnown of={model} parts={[['statistics', 'rows, sizes and activity'], ['partitions', 'partitions']]} />;
  return (
    <div className="grid gap-6 wide:grid-cols-2">
      <section className="flex flex-col gap-2">
        <h3 className="font-medium">Size</h3>
        <KeyValueList items={sizeItems(model)} />
      </section>
      {model.activity === null ? null : (
        <section className="flex flex-col gap-2">
          <h3 className="font-medium">Activity since the counters were reset</h3>
          <KeyValueList items={activityItems(model.activity)} />
        </section>
      )}
    </div>
  );
}

function sizeItems({ size, rowEstimate }: Model): KeyValue[] {
  return [
    { label: 'Rows, estimated', value: <Figure>{rowEstimate === null ? 'never analysed' : formatCount(rowEstimate)}</Figure> },
    { label: 'Table', value: size && <Figure>{formatBytes(size.table)}</Figure> },
    { label: 'Indexes', value: size && <Figure>{formatBytes(size.indexes)}</Figure> },
    { label: 'TOAST', value: size && <Figure>{formatBytes(size.toast)}</Figure> },
    { label: 'Total', value: size && <Figure>{formatBytes(size.total)}</Figure> },
  ];
}

function activityItems(activity: NonNullable<Model['activity']>): KeyValue[] {
  const counts = [
    ['Sequential scans', activity.sequentialScans],
    ['Index scans', activity.indexScans],
    ['Inserted', activity.inserted],
    ['Updated', activity.updated],
    ['Deleted', activity.deleted],
    ['Live rows', activity.liveRows],
    ['Dead rows', activity.deadRows],
    ['Changed since ANALYZE', activity.modifiedSinceAnalyze],
  ] as const;
  return [
    ...counts.map(([label, count]) => ({ label, value: <Figure>{formatCount(count)}</Figure> })),
    { label: 'Last analysed', value: activity.analyzedAgo === 'never' ? 'never' : `${activity.analyzedAgo} ago` },
  ];
}

function Figure({ children }: { readonly children: string }) {
  return <span className="tabular-nums">{children}</span>;
}
