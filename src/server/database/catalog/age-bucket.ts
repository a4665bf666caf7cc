const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Age in fixed steps, so that a fact that only grows older does not change what is made of it. `null` seconds: never. */
export function ageBucket(seconds: number | null): string {
  if (seconds === null) return 'never';
  if (seconds < HOUR) return '< 1 hour';
  if (seconds < DAY) return '< 1 day';
  if (seconds < 7 * DAY) return '< 7 days';
  if (seconds < 30 * DAY) return '< 30 days';
  return '30 days or more';
}
