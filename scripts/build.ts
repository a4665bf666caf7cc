// `npm run build`: the Studio (dist/studio), the command and server (dist/node), the sample project (dist/sample), and
// what a configuration file imports (dist/config).
import { build } from 'vite';
import { sourceFingerprint, writeStamp } from './ensure-built.mjs';
import { buildConfigModule } from './config-module.ts';
import { buildSample } from './sample-assets.ts';

const started = performance.now();
const fingerprint = sourceFingerprint();
const logLevel = 'warn';

const sample = buildSample();
await build({ logLevel });
await build({ logLevel, build: { ssr: true } });
buildConfigModule();
await sample;
writeStamp(fingerprint);
console.log(`Built dist/ in ${((performance.now() - started) / 1000).toFixed(1)} s`);
