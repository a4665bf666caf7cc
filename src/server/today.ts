/** The day in UTC, `YYYY-MM-DD`: what the core, which has no clock, is told. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
