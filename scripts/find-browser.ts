import { execFileSync, spawnSync, type SpawnSyncOptions } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const REMEDY = 'Install Chromium or Chrome (Debian: sudo apt-get install chromium), or set PLAYWRIGHT_CHROMIUM to the path of one.';

/**
 * The Chromium that the browser tests drive: the one named in PLAYWRIGHT_CHROMIUM, one of this system, or one that can be installed.
 * Throws an Error whose message is one line with the remedy when there is none.
 */
export function findBrowser(): string {
  const named = process.env['PLAYWRIGHT_CHROMIUM'];
  if (named) {
    if (starts(named)) return named;
    throw new Error(`PLAYWRIGHT_CHROMIUM is ${named}, which does not start. ${REMEDY}`);
  }
  return installed() ?? fromPlaywright() ?? fromDebian() ?? noBrowser();
}

function installed(): string | undefined {
  const folders = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  const onPath = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...onPath, ...APPLICATIONS, chromium.executablePath()].find(starts);
}

function fromPlaywright(): string | undefined {
  console.log('No Chromium found: trying "npx playwright install chromium".');
  // npx is a script on POSIX systems; the time limit is for networks that swallow the request instead of refusing it.
  spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: ['ignore', 'inherit', 'inherit'], timeout: 300_000 });
  return [chromium.executablePath()].find(starts);
}

function fromDebian(): string | undefined {
  if (!isDebian() || process.getuid?.() !== 0) return undefined;
  console.log('Trying "apt-get install chromium".');
  const options: SpawnSyncOptions = { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-q'], options);
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], options);
  return installed();
}

function noBrowser(): never {
  throw new Error(`No browser for the tests: none is installed, and none could be downloaded. ${REMEDY}`);
}

function isDebian(): boolean {
  return existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** A file that is there can still lack libraries, or be a placeholder that asks for a snap: only a version counts. */
function starts(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    return /\d+\.\d+/.test(execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 20_000 }));
  } catch {
    return false; // it does not start here, so the next candidate is tried
  }
}
