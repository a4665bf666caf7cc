import { beforeAll, describe, expect, it } from 'vitest';
import type { ProjectSnapshot, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { buildPack } from '../build-pack.ts';
import { goldenRequests } from '../testing/golden-requests.ts';
import { sampleEvidence, sampleSnapshot } from '../testing/sample-project.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

/** Every figure that only statistics tell becomes one that is found wherever it is shown: 7,xxx,xxx with a tail of its own. */
function planted(): ProjectSnapshot {
  let next = 7_000_133;
  const figure = () => (next += 1_009);
  const figures = new Set(['rowEstimate', 'table', 'indexes', 'toast', 'total', 'sequentialScans', 'indexScans', 'inserted', 'updated', 'deleted', 'liveRows', 'deadRows', 'modifiedSinceAnalyze', 'scans', 'sizeBytes', 'lastValue', 'calls', 'totalMs', 'meanMs', 'maxMs', 'rows', 'distinct', 'averageWidth', 'sharedBlocksHit', 'sharedBlocksRead', 'tempBlocksWritten']);
  const from: ProjectSnapshot = JSON.parse(JSON.stringify(sampleSnapshot()), (key, value: unknown) => (typeof value === 'number' && figures.has(key) ? figure() : value));
  return { ...from, diagnostics: from.diagnostics.map((diagnostic) => ({ ...diagnostic, evidence: [...diagnostic.evidence, '7,000,133 rows (estimate)'] })) };
}

describe('a pack at detail level structure', () => {
  it.each(goldenRequests.map((request) => [request.body.action_key, request] as const))('%s shows no figure of the statistics', (_, request) => {
    const asked = { ...request, body: { ...request.body, detail: 'structure' } } as typeof request; // kind and body still belong together
    const pack = buildPack(asked, planted(), sampleEvidence(request), { parser });
    expect(pack.ok).toBe(true);
    expect(JSON.stringify(pack)).not.toMatch(/7,\d{3},\d{3}|\b7\d{6}\b|\b[67]\.\d MB|\b7(\.\d)? M\b/);
    expect(JSON.stringify(pack)).not.toMatch(/< 1 hour|< 1 day|< 7 days/);
  });

  it('keeps the short id of a finding', () => {
    const pack = buildPack({ kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize', issue_id: 'd-004', detail: 'structure' } }, sampleSnapshot(), { plan: null, provider: 'copy_only', model: '' }, { parser });
    expect(pack.user_prompt).toContain('`d-004`');
    expect(pack.findings?.[0]?.id).toBe(sampleSnapshot().diagnostics.find(({ shortId }) => shortId === 'd-004')?.id);
  });
});
