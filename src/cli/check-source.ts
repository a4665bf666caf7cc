import type { CheckRequest, CheckResponse } from '#contract';
import { configWarnings } from './config-warnings.ts';
import { connectionTo, projectSources } from './flow-source.ts';
import type { CliIo } from './io.ts';
import type { ProjectOptions } from './options.ts';

/** Checks an answer: by a running Studio (`--server`), else in this process from the sources. */
export async function requestCheck(request: CheckRequest, options: ProjectOptions, io: CliIo): Promise<CheckResponse> {
  if (options.server !== undefined) {
    const { createStudioClient } = await import('#client');
    return createStudioClient(connectionTo(options.server, options, io)).answerCheck(request);
  }
  const { checkAnswerOf, openHub, openProject } = await import('#server');
  const project = await openProject({ ...projectSources(options, io), watch: false });
  for (const text of configWarnings(project.snapshot())) io.err(text);
  try {
    return await checkAnswerOf({ project, hub: openHub(io.env, project.backend) }, request);
  } finally {
    await project.close();
  }
}
