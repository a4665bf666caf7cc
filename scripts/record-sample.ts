/**
 * Records the sample project's snapshot, the plans of the golden queries and the indexes tried for them, so that packs can be built
 * from them without a database.
 * With `--rules` the recorded facts stay and only what the rules say of them is made anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diagnose } from '#analysis';
import { projectSnapshotSchema, type ExplainedPlan, type ProjectSnapshot, type WhatIfEvidence } from '#contract';
import { asksWhatIf } from '#flows';
import { openProject } from '#server';
import { loadSqlParser } from '#sql';
import { goldenRequests } from '../src/flows/testing/golden-requests.ts';

const folder = fileURLToPath(new URL('../src/flows/testing/', import.meta.url));
const snapshotFile = `${folder}sample-snapshot.json`;

if (process.argv.includes('--rules')) await judgeAgain();
else await recordAll();

async function recordAll(): Promise<void> {
  const project = await openProject({ watch: false });
  try {
    writeFileSync(snapshotFile, linePerObject(withoutPlaces(project.snapshot())));
    const plans: Record<string, ExplainedPlan> = {};
    const tried: Record<string, WhatIfEvidence> = {};
    for (const request of goldenRequests) {
      if (request.kind !== 'query') continue;
      plans[request.body.sql] = await project.explain(request.body.sql);
      if (asksWhatIf(request, project.snapshot())) tried[request.body.sql] = await project.whatIf(request.body.sql);
    }
    writeFileSync(`${folder}sample-plans.json`, `${JSON.stringify(plans, null, 1)}\n`);
    writeFileSync(`${folder}sample-what-if.json`, `${JSON.stringify(tried, null, 1)}\n`);
  } finally {
    await project.close();
  }
}

/** What a source could not read stays; what a rule could not look at is said anew. */
async function judgeAgain(): Promise<void> {
  const recorded = projectSnapshotSchema.parse(JSON.parse(readFileSync(snapshotFile, 'utf8')));
  const ofSources = recorded.skipped.filter(({ part }) => !/^[A-Z]\d{3}/.test(part));
  const { diagnostics, skipped, checks } = diagnose({ ...recorded, skipped: ofSources }, await loadSqlParser());
  const inOrder = [...ofSources, ...skipped].toSorted((a, b) => (`${a.part}\n${a.reason}` < `${b.part}\n${b.reason}` ? -1 : 1));
  writeFileSync(snapshotFile, linePerObject({ ...recorded, diagnostics, skipped: inOrder, checks }));
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
