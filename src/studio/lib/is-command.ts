/** Something to run, and so to copy: SQL or a command. Every other remedy is a sentence. */
export function isCommand(remedy: string): boolean {
  return /;\s*$|^(?:aksara|npx|npm) /.test(remedy);
}
