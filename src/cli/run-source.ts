import type { RunEvent, RunRequest, RunResponse } from '#contract';
import { configWarnings } from './config-warnings.ts';
import { connectionTo, projectSources } from './flow-source.ts';
import type { CliIo } from './io.ts';
import type { FlowOptions } from './options.ts';

export interface Following {
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/** Runs a pack: by a running Studio (`--server`) with its provider, else in this process with the provider of this user's hub. */
export async function requestRun(request: RunRequest, options: FlowOptions, io: CliIo, following: Following): Promise<RunResponse> {
  return options.server === undefined ? runHere(request, options, io, following) : askServer(request, options.server, options, io, following);
}

async function runHere(request: RunRequest, options: FlowOptions, io: CliIo, following: Following): Promise<RunResponse> {
  const { openHistory, openHub, openProject, runFlow } = await import('#server');
  const project = await openProject({ ...projectSources(options, io), watch: false });
  for (const text of configWarnings(project.snapshot())) io.err(text);
  try {
    return await runFlow(project, openHub(io.env, project.backend), request, { ...following, history: openHistory(io.env) });
  } finally {
    await project.close();
  }
}

async function askServer(request: RunRequest, server: string, options: FlowOptions, io: CliIo, following: Following): Promise<RunResponse> {
  const { runFlowStream } = await import('#client');
  return runFlowStream(connectionTo(server, options, io), request, following);
}
