import type { Query } from '#contract';
import { formatBytes, formatCount, formatDuration, formatShare } from '../../lib/format.ts';

/** Bytes of a block, unless the server was built otherwise. */
const blockBytes = 8192;

/** What pg_stat_statements measured; figures it does not have are left out. */
export function QueryFigures({ query }: { readonly query: Query }) {
  const figures = allFigures(query).filter((figure) => figure.value !== null);
  if (figures.length === 0) return <p className="text-soft">Nothing is measured about this statement.</p>;
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3 tabular-nums">
      {figures.map((figure) => (
        <div key={figure.label}>
          <dt className="text-meta text-soft">{figure.label}</dt>
          <dd className="font-medium">{figure.value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface Figure {
  readonly label: string;
  readonly value: string | null;
}

function allFigures(query: Query): readonly Figure[] {
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
