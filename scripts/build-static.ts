// `npm run build:static`: the Studio in the browser alone (dist/static), with the sample project as a snapshot file beside it.
import { readFileSync, writeFileSync } from 'node:fs';
import { build } from 'vite';
import { parseSnapshot, projectSnapshotSchema } from '#contract';
import { redactSnapshot } from '#flows';
import { loadSqlParser } from '#sql';
import { sourceFingerprint, writeStamp } from './ensure-built.mjs';

const started = performance.now();
const fingerprint = sourceFingerprint();

await build({ mode: 'static', logLevel: 'warn' });
writeFileSync('dist/static/sample-project.json', await sampleText());
writeStamp(fingerprint, 'static');
console.log(`Built dist/static/ in ${((performance.now() - started) / 1000).toFixed(1)} s`);

/** What `aksara snapshot` writes of the recorded sample: redacted, literals masked. */
async function sampleText(): Promise<string> {
  const recorded = parseSnapshot(readFileSync('src/flows/testing/sample-snapshot.json', 'utf8'));
  const { snapshot } = redactSnapshot(recorded, { parser: await loadSqlParser(), secrets: [] });
  return `${JSON.stringify(projectSnapshotSchema.parse(snapshot))}\n`;
}
