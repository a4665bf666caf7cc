/** Last part of a file's path; anything that is no path (an address, a description) stays whole. */
export function sourceName(location: string): string {
  if (!/^(?:[/\\.~]|[A-Za-z]:[/\\])/.test(location)) return location;
  return location.split(/[/\\]/).findLast((part) => part !== '') ?? location;
}
