/** Records the sample project's snapshot and the plans of the golden queries, so that packs can be built from them without a database. */
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExplainedPlan, ProjectSnapshot } from '#contract';
import { openProject } from '#server';
import { goldenRequests } from '../src/flows/testing/golden-requests.ts';

const folder = fileURLToPath(new URL('../src/flows/testing/', import.meta.url));
const project = await openProject({ watch: false });
try {
  writeFileSync(`${folder}sample-snapshot.json`, linePerObject(withoutPlaces(project.snapshot())));
  const plans: Record<string, ExplainedPlan> = {};
  for (const request of goldenRequests) {
    if (request.kind === 'query') plans[request.body.sql] = await project.explain(request.body.sql);
  }
  writeFileSync(`${folder}sample-plans.json`, `${JSON.stringify(plans, null, 1)}\n`);
} finally {
  await project.close();
}

/** Paths of this machine do not belong into a recording. */
function withoutPlaces(snapshot: ProjectSnapshot): ProjectSnapshot {
  const { database, openapi, migrations } = snapshot.project.sources;
  const sources = { database, openapi: openapi && basename(openapi), migrations: migrations && basename(migrations) };
  return { ...snapshot, project: { ...snapshot.project, sources } };
}

/** One line an object, so that a change of one shows as one line. */
function linePerObject(snapshot: ProjectSnapshot): string {
  const parts = Object.entries(snapshot).map(([key, value]) => {
    const text = Array.isArray(value) && value.length > 0 ? `[\n${value.map((item) => JSON.stringify(item)).join(',\n')}\n]` : JSON.stringify(value);
    return `${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${parts.join(',\n')}\n}\n`;
}
