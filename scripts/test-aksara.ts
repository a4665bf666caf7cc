// `npm run test:aksara`: the client, `--aksara` and the Studio against real Aksara backends, each on a fresh PostgreSQL database.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { aksaraCommands, startBackend, type StartedBackend } from './aksara/backend.ts';
import { createTally, type Tally } from './aksara/tally.ts';
import { fakeKey, startFakeProvider } from '../src/server/testing/fake-provider.ts';
import { checkCommands } from './aksara/check-commands.ts';
import { checkContract } from './aksara/check-contract.ts';
import { checkRun } from './aksara/check-run.ts';
import { checkStudio } from './aksara/check-studio.ts';
import { ensureBuilt, root } from './ensure-built.mjs';
import { findBrowser } from './find-browser.ts';
import { findPostgres } from './find-postgres.ts';

const version = '0.7.2';
const templates = ['blog', 'crm', 'multitenant'] as const;

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function main(): Promise<number> {
  const python = findPython();
  const postgres = await findPostgres();
  if (python === null) return missing('Python 3.11 or newer with venv is needed (python3).');
  if (!postgres.found) return missing(`PostgreSQL is needed: ${postgres.reason}. Set DATABASE_URL.`);
  const venv = install(python);
  const browser = findBrowser();
  ensureBuilt();
  const tally = createTally();
  await checkTemplates(venv, postgres.url, { tally, browser });
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  return tally.failed > 0 || tally.passed === 0 ? 1 : 0;
}

async function checkTemplates(venv: string, postgresUrl: string, { tally, browser }: { readonly tally: Tally; readonly browser: string }): Promise<void> {
  const folder = mkdtempSync(join(root, '.cache', 'aksara-projects-'));
  const started: StartedBackend[] = [];
  const provider = await startFakeProvider({ key: fakeKey });
  try {
    for (const template of templates) {
      const backend = await startBackend({ template, venv, folder, postgresUrl, provider: provider.environment.openai });
      started.push(backend);
      console.log(`${template}: ${backend.origin}`);
      await checkContract(backend, tally);
      if (template === 'crm') {
        await checkCommands(backend, tally);
        // A backend remembers few requests, and the commands have sent many since the first.
        await fetch(`${backend.origin}/api/deals/pipeline`);
        await checkStudio(backend, browser, tally);
        await checkRun(backend, provider, tally);
      }
    }
  } finally {
    for (const backend of started) await backend.stop();
    await provider.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function findPython(): string | null {
  const names = ['python3', 'python3.13', 'python3.12', 'python3.11'];
  return names.find((name) => spawnSync(name, ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))']).status === 0) ?? null;
}

function missing(reason: string): number {
  console.log(`The Aksara conformance suite is skipped. ${reason}`);
  return process.env['REQUIRE_AKSARA'] === '1' ? 1 : 0;
}

/** Installed once for this version; a broken installation is made anew. */
function install(python: string): string {
  const venv = join(root, '.cache', `aksara-${version}`);
  const { aksara, pip } = aksaraCommands(venv);
  if (existsSync(aksara) && spawnSync(aksara, ['--help']).status === 0) return venv;
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(venv, { recursive: true, force: true });
  for (const [program, ...args] of [[python, '-m', 'venv', venv], [pip, 'install', '--quiet', '--disable-pip-version-check', `aksara-framework==${version}`, 'uvicorn']] as const) {
    const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stderr}`);
  }
  return venv;
}
