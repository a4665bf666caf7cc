import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { buildPack } from './build-pack.ts';
import { goldenRequests } from './testing/golden-requests.ts';
import { sampleEvidence, sampleSnapshot } from './testing/sample-project.ts';

const snapshot = sampleSnapshot();
let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

function packIds(): Record<string, string | undefined> {
  return Object.fromEntries(goldenRequests.map((request) => [request.body.action_key, buildPack(request, snapshot, sampleEvidence(request), { parser }).pack_id]));
}

describe('the bytes of packs', () => {
  it.each([
    ['a zone half an hour off', { TZ: 'Asia/Kolkata' }],
    ['a locale whose i has no dot', { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' }],
    ['another zone and locale', { TZ: 'America/St_Johns', LC_ALL: 'de_DE.UTF-8' }],
  ])('are the same under %s', (_, environment) => {
    const script = fileURLToPath(new URL('testing/print-pack-ids.ts', import.meta.url));
    const printed = execFileSync(process.execPath, ['--import', 'tsx', script], { env: { ...process.env, ...environment }, encoding: 'utf8' });
    expect(JSON.parse(printed)).toEqual(packIds());
  }, 60_000);
});
