const compactSteps = [
  { from: 999_500_000, unit: 1e9, suffix: ' G' },
  { from: 999_500, unit: 1e6, suffix: ' M' },
  { from: 1_000, unit: 1e3, suffix: ' k' },
] as const;

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `600 k`, `1.8 M`: for lists. Below a thousand in full. */
export function formatCompact(count: number): string {
  const step = compactSteps.find((candidate) => Math.abs(count) >= candidate.from);
  return step ? threeDigits(count / step.unit) + step.suffix : formatCount(Math.round(count));
}

/** `600,000`, separators by code and not by locale, as in the packs. */
export function formatCount(count: number): string {
  const [whole = '', fraction] = String(count).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Bytes in binary units under PostgreSQL's names: `57 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1023.5 && unit < byteUnits.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${threeDigits(value)} ${byteUnits[unit] ?? ''}`;
}

/** Milliseconds as `0.08 ms`, `1.4 ms`, `2.3 s`, `4 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1) return `${milliseconds.toFixed(2)} ms`;
  if (milliseconds < 999.5) return `${threeDigits(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${threeDigits(milliseconds / 1000)} s`;
  if (milliseconds < 3_570_000) return `${threeDigits(milliseconds / 60_000)} min`;
  return `${threeDigits(milliseconds / 3_600_000)} h`;
}

/** `31 %`; a share that is nearly none or nearly all, but not quite, shows as `< 1 %` or `> 99 %`. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.005) return '< 1 %';
  if (share < 1 && share >= 0.995) return '> 99 %';
  return `${Math.round(share * 100)} %`;
}

/** `1 model`, `2 models`, `2 queries`. */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** One decimal below ten, none above: `1.4`, `57`. */
function threeDigits(value: number): string {
  const rounded = Math.abs(value) < 9.95 ? Math.round(value * 10) / 10 : Math.round(value);
  return formatCount(rounded);
}
