/** `600000` → `600,000`. Rounded to an integer; `not known` for anything that is no finite number. */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return 'not known';
  const digits = BigInt(Math.round(Math.abs(value))).toString();
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, ',');
  return value < 0 && digits !== '0' ? `-${grouped}` : grouped;
}

/** Count and noun: `1 row`, `600,000 rows`. */
export function formatCounted(value: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(value)} ${Math.round(value) === 1 ? singular : plural}`;
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Bytes in binary units (1 MB = 1024 kB): `512 B`, `1.3 MB`, `57 MB`. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes) || bytes < 0) return 'not known';
  let value = bytes;
  let unit = 0;
  while (unit < BYTE_UNITS.length - 1 && Math.round(value) >= 1024) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? formatCount(value) : shortDecimal(value)} ${BYTE_UNITS[unit]}`;
}

/** Fraction 0 to 1: `0.31` → `31 %`. A share that is not all or nothing never prints as `100 %` or `0 %`. */
export function formatPercent(fraction: number): string {
  if (!Number.isFinite(fraction)) return 'not known';
  const percent = fraction * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  if (percent > 99.9 && percent < 100) return '> 99.9 %';
  return percent > 99.4 && percent < 100 ? `${trimZero(percent.toFixed(1))} %` : `${shortDecimal(percent)} %`;
}

/** Milliseconds: `0.42 ms`, `4.2 ms`, `420 ms`, `4.2 s`, `4 min 12 s`, `3 h 5 min`. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return 'not known';
  if (ms < 1) return `${trimZero(ms.toFixed(2))} ms`;
  if (Math.round(ms) < 1000) return `${shortDecimal(ms)} ms`;
  const seconds = ms / 1000;
  if (Math.round(seconds) < 60) return `${shortDecimal(seconds)} s`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds) % 60} s`;
  return `${formatCount(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

/** One decimal below ten, none above: `1.3`, `9.9`, `57`, `1,204`. */
function shortDecimal(value: number): string {
  return value < 9.95 ? trimZero(value.toFixed(1)) : formatCount(value);
}

function trimZero(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}
