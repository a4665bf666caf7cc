import type { Connection } from '#client';
import { FlowError, type FlowRequest, type PromptPack } from '#contract';
import { configWarnings } from './config-warnings.ts';
import type { CliIo } from './io.ts';
import { optionalField } from './optional-field.ts';
import type { FlowOptions, ProjectOptions, SourceOptions } from './options.ts';

/**
 * Builds the pack: by a running Studio (`--server`), else in this process from the sources; with `--backend-pack` by the backend itself. Throws
 * INVALID_REQUEST when that is asked for without a backend.
 */
export async function requestPack(request: FlowRequest, options: FlowOptions, io: CliIo): Promise<PromptPack> {
  if (options.backendPack && options.server === undefined && options.aksara === undefined) {
    throw new FlowError('INVALID_REQUEST', '--backend-pack prints the pack of a running Aksara backend, and none was named.', { remedy: 'Name it: --aksara http://localhost:8000' });
  }
  return options.server === undefined ? buildHere(request, options, io) : askServer(request, options.server, options, io);
}

/** The sources of a project: the environment's database is for when neither an option nor the configuration names one. */
export function projectSources(options: SourceOptions, io: CliIo): SourceOptions & { readonly defaultDatabaseUrl?: string } {
  // A snapshot is a whole project, and a backend has a database of its own: what the environment names is not meant then.
  const fromEnvironment = options.snapshot === undefined && options.aksara === undefined ? nonEmpty(io.env.DATABASE_URL) : undefined;
  const aksaraToken = options.aksara === undefined ? undefined : (options.aksaraToken ?? nonEmpty(io.env.AKSARA_BACKEND_TOKEN));
  return {
    ...optionalField('databaseUrl', options.databaseUrl), ...optionalField('defaultDatabaseUrl', fromEnvironment),
    ...optionalField('config', options.config), ...optionalField('openapi', options.openapi), ...optionalField('migrations', options.migrations),
    ...optionalField('snapshot', options.snapshot), ...optionalField('aksara', options.aksara), ...optionalField('aksaraToken', aksaraToken),
  };
}

async function buildHere(request: FlowRequest, options: FlowOptions, io: CliIo): Promise<PromptPack> {
  const { buildBackendFlow, buildFlow, openHistory, openHub, openProject } = await import('#server');
  const project = await openProject({ ...projectSources(options, io), watch: false });
  for (const text of configWarnings(project.snapshot())) io.err(text);
  try {
    const hub = openHub(io.env, project.backend);
    if (options.backendPack) return await buildBackendFlow(project, request, { keys: hub.secrets() });
    const pack = await buildFlow(project, request, hub);
    if (pack.ok) openHistory(io.env).packs.note(pack.pack_id, request);
    return pack;
  } finally {
    await project.close();
  }
}

async function askServer(request: FlowRequest, server: string, options: FlowOptions, io: CliIo): Promise<PromptPack> {
  const { createStudioClient, sendFlow } = await import('#client');
  const client = createStudioClient(connectionTo(server, options, io));
  return options.backendPack ? client.backendFlow(request) : sendFlow(client, request);
}

/** A running Studio and the token it asks for. Throws INVALID_REQUEST for what is no address. */
export function connectionTo(server: string, options: Pick<ProjectOptions, 'token'>, io: CliIo): Connection {
  return { baseUrl: serverOrigin(server), fetch, token: options.token ?? nonEmpty(io.env.AKSARA_TOKEN) };
}

function serverOrigin(server: string): string {
  const url = URL.canParse(server) ? new URL(server) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new FlowError('INVALID_REQUEST', `--server takes a URL such as http://127.0.0.1:8000, not "${server.slice(0, 200)}".`);
  }
  return url.origin;
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value;
}
