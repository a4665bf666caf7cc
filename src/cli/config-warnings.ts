import type { ProjectSnapshot, Skipped } from '#contract';

/** What is wrong in the configuration file, a line each, for standard error: the command goes on with what is right in it. */
export function configWarnings({ skipped }: Pick<ProjectSnapshot, 'skipped'>): readonly string[] {
  return skipped.filter(({ part }) => part === 'configuration').map(warningLine);
}

function warningLine({ reason, code }: Skipped): string {
  return `aksara: ${reason}${code === undefined ? '' : ` [${code}]`}\n`;
}
