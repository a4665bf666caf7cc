import { spawn } from 'node:child_process';

const OPENERS: Readonly<Record<string, string>> = { darwin: 'open', linux: 'xdg-open' };

/** Opens the page in the user's browser where the system has a command for it; the banner names the address anyway. */
export function openInBrowser(url: string): void {
  const command = OPENERS[process.platform];
  if (command === undefined) return;
  const child = spawn(command, [url], { stdio: 'ignore', detached: true });
  // No opener installed: the address stands in the banner.
  child.on('error', () => undefined);
  child.unref();
}
