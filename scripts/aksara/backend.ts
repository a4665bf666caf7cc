import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

export interface StartedBackend {
  readonly template: string;
  readonly origin: string;
  readonly databaseUrl: string;
  /** Folder of its migrations. */
  readonly migrations: string;
  /** Ends it and drops its database. */
  stop(): Promise<void>;
}

export interface BackendOptions {
  readonly template: string;
  readonly venv: string;
  /** Where its project is made. */
  readonly folder: string;
  readonly postgresUrl: string;
  /** Variables that set a model provider up for its AI Hub. */
  readonly provider: Readonly<Record<string, string>>;
}

export function aksaraCommands(venv: string) {
  const bin = (name: string) => join(venv, 'bin', name);
  return { aksara: bin('aksara'), pip: bin('pip'), uvicorn: bin('uvicorn') };
}

/** Makes the project of a template on a database of its own, migrates and starts it; resolves when it answers and has traced a request. */
export async function startBackend({ template, venv, folder, postgresUrl, provider }: BackendOptions): Promise<StartedBackend> {
  const name = `aksara_conformance_${template}_${randomBytes(4).toString('hex')}`;
  await onServer(postgresUrl, `CREATE DATABASE ${name}`);
  const databaseUrl = Object.assign(new URL(postgresUrl), { pathname: `/${name}` }).href;
  const { aksara, uvicorn } = aksaraCommands(venv);
  const project = join(folder, `${template}_demo`);
  const env = { ...environment(databaseUrl), ...provider };
  run(aksara, ['startproject', `${template}_demo`, '--template', template], folder, env);
  traceQueries(join(project, 'main.py'));
  run(aksara, ['makemigrations', '--app', 'models', '--output', 'migrations'], project, env);
  run(aksara, ['migrate', '--migrations-dir', 'migrations'], project, env);
  const port = await freePort();
  const child = spawn(uvicorn, ['main:app', '--port', String(port), '--log-level', 'warning'], { cwd: project, env, stdio: 'ignore' });
  const origin = `http://127.0.0.1:${port}`;
  async function stop(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await onServer(postgresUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
  try {
    await whenHealthy(origin);
    await fetch(`${origin}${firstList[template] ?? '/health'}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { template, origin, databaseUrl, migrations: join(project, 'migrations'), stop };
}

/** The templates leave the middleware out; it stands after the others, which give a request its id. */
function traceQueries(main: string): void {
  const text = readFileSync(main, 'utf8').replace('(LoggingMiddleware, {}),', '(LoggingMiddleware, {}),\n        (QueryTraceMiddleware, {}),');
  writeFileSync(main, text.replace('from aksara import Aksara', 'from aksara.middleware.tracing import QueryTraceMiddleware\nfrom aksara import Aksara'));
}

/** A request that sends a statement, for the traced queries to hold something. */
const firstList: Readonly<Record<string, string>> = { blog: '/api/comments/', crm: '/api/deals/pipeline', multitenant: '/api/tenants/' };

function environment(databaseUrl: string): NodeJS.ProcessEnv {
  const { PATH, LANG, HOME } = process.env;
  return {
    PATH, LANG, HOME, DATABASE_URL: databaseUrl, AKSARA_DATABASE_URL: databaseUrl, AKSARA_ENABLE_STUDIO: 'true', AKSARA_STUDIO_SECRET_TOKEN: 'dev',
    AKSARA_STUDIO_REQUIRE_AUTH: 'false', AKSARA_DB_TRACE_ENABLED: 'true',
  };
}

function run(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): void {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`aksara ${args.join(' ')} failed:\n${stdout}${stderr}`);
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function whenHealthy(origin: string): Promise<void> {
  for (const deadline = performance.now() + 60_000; performance.now() < deadline; await pause(200)) {
    if (await fetch(`${origin}/studio/health`).then((response) => response.ok, () => false)) return;
  }
  throw new Error(`${origin} did not get ready within 60 s.`);
}
