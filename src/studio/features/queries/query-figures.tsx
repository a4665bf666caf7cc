import type { Query } from '#contract';
import { KeyValueList, type KeyValue } from '../../components/ui/key-value-list.tsx';
import { formatBytes, formatCount, formatDuration, formatShare } from '../../lib/format.ts';

/** Bytes of a block, unless the server was built otherwise. */
const blockBytes = 8192;

/** What pg_stat_statements measured; figures it does not have are left out. */
export function QueryFigures({ query }: { readonly query: Query }) {
  const items = figureItems(query).filter((item) => item.value !== null);
  if (items.length === 0) return <p className="text-soft">Nothing is measured: this statement was typed, not recorded.</p>;
  return <KeyValueList items={items} />;
}

function figureItems(query: Query): KeyValue[] {
  const { calls, rows } = query;
  return [
    { label: 'Calls', value: calls === null ? null : formatCount(calls) },
    { label: 'Total time', value: duration(query.totalMs) },
    { label: 'Mean time', value: duration(query.meanMs) },
    { label: 'Longest', value: duration(query.maxMs) },
    { label: 'Rows', value: rows === null ? null : rowsText(rows, calls) },
    { label: 'Read from cache', value: cacheText(query) },
    { label: 'Spilled to disk', value: query.tempBlocksWritten ? formatBytes(query.tempBlocksWritten * blockBytes) : null },
  ];
}

function duration(milliseconds: number | null): string | null {
  return milliseconds === null ? null : formatDuration(milliseconds);
}

function rowsText(rows: number, calls: number | null): string {
  return calls ? `${formatCount(rows)} (${formatCount(Math.round((rows / calls) * 10) / 10)} a call)` : formatCount(rows);
}

function cacheText({ sharedBlocksHit: hit, sharedBlocksRead: read }: Query): string | null {
  if (hit === null || read === null || hit + read === 0) return null;
  return `${formatShare(hit / (hit + read))} of ${formatBytes((hit + read) * blockBytes)}`;
}
