import type { Finding } from '#contract';
import { DataTable, type DataColumn } from '../../components/ui/data-table.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { formatCompact, formatCount } from '../../lib/format.ts';
import { findingsByPath, rowPaths } from './node-findings.ts';
import { PlanFindings } from './plan-findings.tsx';
import type { ActualRow, PlanRow } from './plan-rows.ts';

/** The nodes of a plan under each other, with what each costs; of an executed one also what it took. */
export function PlanTree({ rows, findings = [] }: { readonly rows: readonly PlanRow[]; readonly findings?: readonly Finding[] }) {
  const byPath = findingsByPath(findings);
  const paths = rowPaths(rows);
  const node = nodeColumn((row) => byPath.get(paths[rows.indexOf(row)] ?? '') ?? []);
  const measured = rows.some((row) => row.actual !== null);
  return <DataTable caption="plan" columns={measured ? [node, ...actualColumns, ...estimateColumns] : [node, ...estimateColumns]} rows={rows} rowKey={(row) => String(rows.indexOf(row))} />;
}

function nodeColumn(findingsOf: (row: PlanRow) => readonly Finding[]): DataColumn<PlanRow> {
  return { key: 'node', header: 'Node', wrap: true, grow: true, cell: (row) => <PlanNode row={row} findings={findingsOf(row)} /> };
}

const actualColumns: readonly DataColumn<PlanRow>[] = [
  { key: 'time', header: 'Time', align: 'right', cell: ({ actual }) => <Measured actual={actual}>{actual?.time ?? '–'}</Measured> },
  { key: 'actual', header: 'Rows', align: 'right', cell: ({ actual }) => <Measured actual={actual}>{formatCompact(actual?.rows ?? 0)}</Measured> },
];

const estimateColumns: readonly DataColumn<PlanRow>[] = [
  { key: 'rows', header: 'Estimated rows', align: 'right', cell: (row) => <span title={`${formatCount(row.estimatedRows)} rows`}>{formatCompact(row.estimatedRows)}</span> },
  { key: 'cost', header: 'Cost', align: 'right', cell: ({ cost }) => <span title={`${formatCount(cost.startup)} until the first row, ${formatCount(cost.total)} in all`}>{costText(cost.total)}</span> },
];

function PlanNode({ row: { depth, title, detail, actual }, findings }: { readonly row: PlanRow; readonly findings: readonly Finding[] }) {
  return (
    <div className="flex min-w-40">
      {Array.from({ length: depth }, (_, level) => (
        <span key={level} aria-hidden className="-my-1 ml-1.5 w-2.5 shrink-0 border-l border-line-strong" />
      ))}
      <div className="min-w-0 wrap-anywhere">
        <span className="sr-only">{depth === 0 ? '' : `level ${depth + 1}: `}</span>
        <span className="font-mono text-code font-semibold">
          <ForeignText text={title} />
        </span>
        {actual && actual.loops > 1 ? <span className="text-meta text-soft"> {formatCount(actual.loops)} loops</span> : null}
        {detail === '' ? null : (
          <p className="font-mono text-meta text-soft">
            <ForeignText prose text={detail} />
          </p>
        )}
        <PlanFindings findings={findings} />
      </div>
    </div>
  );
}

function Measured({ actual, children }: { readonly actual: ActualRow | null; readonly children: string }) {
  if (actual?.loops === 0) return <span className="text-faint">never ran</span>;
  return actual === null ? '–' : children;
}

/** In full from a hundred on; below, the part after the point matters. */
function costText(cost: number): string {
  return cost >= 100 ? formatCount(Math.round(cost)) : cost.toFixed(2);
}
