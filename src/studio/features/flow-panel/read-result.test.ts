import { describe, expect, it } from 'vitest';
import { aPack } from '../../testing/pack-factory.ts';
import { aDiagnostic } from '../../testing/snapshot-factory.ts';
import { readResult } from './read-result.ts';

const markdown = '**Prompt pack ready**\n\n### Findings\n\n**warning** D002\n\n### Answer\n\ntext\n\n### Not included\n\n- rows';

describe('readResult', () => {
  it('leaves out what comes as data', () => {
    const pack = aPack('explain_model', { result_markdown: markdown, findings: [aDiagnostic('d-001')], omitted: [{ part: 'rows', reason: 'x', remedy: null }] });
    expect(readResult(pack)).toEqual({ lead: '**Prompt pack ready**', rest: '### Answer\n\ntext' });
  });

  it('keeps all of the text of a pack without that data', () => {
    const { lead, rest } = readResult(aPack('explain_model', { result_markdown: markdown, findings: undefined, omitted: undefined }));
    expect(`${lead}\n\n${rest}`).toBe(markdown);
  });
});
