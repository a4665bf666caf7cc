import { beforeAll, describe, expect, it } from 'vitest';
import { promptPackSchema, type PackResult, type SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { buildPack } from './build-pack.ts';
import { goldenRequests } from './testing/golden-requests.ts';
import { sampleEvidence, sampleSnapshot } from './testing/sample-project.ts';

const snapshot = sampleSnapshot();
let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

/** Prompts and result as text, the rest as JSON: what a reviewer of a change wants to see. */
function goldenText(pack: PackResult): string {
  if (!pack.ok) return JSON.stringify(pack, null, 2);
  const { system_prompt, user_prompt, result_markdown, sections, findings, ...facts } = pack;
  const outline = sections.map(({ id, source, tokens }) => `${id} [${source}] ${tokens}`);
  const listed = findings.map(({ id, level }) => `${level} ${id}`);
  return [system_prompt, user_prompt, result_markdown, JSON.stringify({ ...facts, sections: outline, findings: listed }, null, 2)].join('\n\n<!-- ======== -->\n\n');
}

describe('packs of the recorded sample project', () => {
  it.each(goldenRequests.map((request) => [request.body.action_key, request] as const))('%s is the same to the byte', async (key, request) => {
    const pack = buildPack(request, snapshot, sampleEvidence(request), { parser });
    expect(pack.ok).toBe(true);
    expect(promptPackSchema.safeParse(pack).success).toBe(true);
    await expect(`${goldenText(pack)}\n`).toMatchFileSnapshot(`__goldens__/${key}.md`);
  });

  it.each(goldenRequests.map((request) => [request.body.action_key, request] as const))('%s has sections that are its prompt', (_, request) => {
    const pack = buildPack(request, snapshot, sampleEvidence(request), { parser });
    if (!pack.ok) throw new Error(pack.error);
    const task = pack.user_prompt.split('\n')[0] ?? '';
    expect(pack.user_prompt).toBe(`${[task, ...pack.sections.map(({ text }) => text)].join('\n\n')}\n`);
  });

  it('gives the same bytes when it is built again, from a copy of the snapshot', () => {
    for (const request of goldenRequests) {
      const first = JSON.stringify(buildPack(request, snapshot, sampleEvidence(request), { parser }));
      const second = JSON.stringify(buildPack(request, structuredClone(snapshot), sampleEvidence(request), { parser }));
      expect(second).toBe(first);
    }
  });
});
