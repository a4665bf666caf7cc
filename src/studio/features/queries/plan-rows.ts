export interface PlanRow {
  /** 0 is the root. */
  readonly depth: number;
  readonly title: string;
  /** Conditions, keys and counts; empty for none. */
  readonly detail: string;
  /** Planner's units until the first and until the last row. */
  readonly cost: { readonly startup: number; readonly total: number };
  readonly estimatedRows: number;
  readonly actual: ActualRow | null;
}

/** What EXPLAIN ANALYZE measured, over all loops; zero loops = never executed. */
export interface ActualRow {
  /** Such as `1.4 ms`; null when timing was off. */
  readonly time: string | null;
  readonly rows: number;
  readonly loops: number;
}

const nodeLine =
  /^(?<indent> *)(?:-> )?(?<title>.+?) {2}\(cost=(?<startup>[\d.]+)\.\.(?<total>[\d.]+) rows=(?<rows>\d+) width=\d+\)(?: \((?<actual>actual, all loops: [^()]*|never executed)\))?(?: {2}(?<detail>.*))?$/s;

/** The nodes of a plan from its lines, one line a node; null when it is written in another way, as a foreign backend may do. */
export function parsePlanRows(lines: readonly string[]): readonly PlanRow[] | null {
  const rows = lines.map(parseLine);
  return rows.every((row) => row !== null) ? rows : null;
}

function parseLine(line: string): PlanRow | null {
  const groups = nodeLine.exec(line)?.groups;
  if (!groups) return null;
  const { indent = '', title = '', startup, total, rows, actual, detail = '' } = groups;
  return {
    depth: indent.length / 2,
    title,
    detail,
    cost: { startup: Number(startup), total: Number(total) },
    estimatedRows: Number(rows),
    actual: actual === undefined ? null : parseActual(actual),
  };
}

const actualText = /^actual, all loops: (?:(?<time>[^,]+), )?(?<rows>[\d,]+) rows, (?<loops>[\d,]+) loops$/;

function parseActual(text: string): ActualRow | null {
  if (text === 'never executed') return { time: null, rows: 0, loops: 0 };
  const groups = actualText.exec(text)?.groups;
  if (!groups) return null;
  return { time: groups['time'] ?? null, rows: toNumber(groups['rows']), loops: toNumber(groups['loops']) };
}

function toNumber(grouped: string | undefined): number {
  return Number(grouped?.replaceAll(',', ''));
}
