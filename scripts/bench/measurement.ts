/** One line of the table: a value, what it is compared with in the same run, and whether the promise holds. */
export type Measurement = {
  what: string;
  value: string;
  baseline: string;
  /** value / baseline, where the comparison says something. */
  ratio?: number;
  target: string;
  holds: boolean;
};

/** A part of `npm run bench`; says why when it cannot run here. */
export type Benchmark = {
  name: string;
  measure: () => Promise<readonly Measurement[] | { skipped: string }>;
};

/** The value below which the given part (0 to 1) of the samples lies. */
export function percentile(samples: readonly number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

export function milliseconds(value: number): string {
  if (value < 10) return `${value.toFixed(3)} ms`;
  return value < 1000 ? `${value.toFixed(0)} ms` : `${(value / 1000).toFixed(2)} s`;
}

export function kibibytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}
