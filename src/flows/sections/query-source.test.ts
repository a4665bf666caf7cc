import { beforeAll, describe, expect, it } from 'vitest';
import type { Query, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { buildPack } from '../build-pack.ts';
import { model, query, snapshot } from '../testing/snapshot-fixture.ts';
import { querySource } from './query-source.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const sql = 'SELECT * FROM deals';

function recorded(source: Query['source']) {
  return snapshot({ models: [model('deals')], queries: [query(parser.fingerprint(sql)?.slice(0, 12) ?? '', sql, { source, models: ['public.deals'] })] });
}

function build(source: Query['source'], action_key: string) {
  const request = action_key === 'explain_model' ? ({ kind: 'model', body: { action_key, model_name: 'deals' } } as const) : ({ kind: 'query', body: { action_key, sql } } as const);
  return buildPack(request, recorded(source), { plan: null, provider: 'copy_only', model: '' }, { parser });
}

describe('the source of measured statements', () => {
  it('is whoever counted them', () => {
    const sourceOf = (source: Query['source']) => build(source, 'explain_plan').sections?.find(({ id }) => id === 'measured')?.source;
    expect(sourceOf('traced_request')).toBe('the last requests the Aksara backend traced');
    expect(sourceOf('pg_stat_statements')).toBe('pg_stat_statements, since its counters were reset');
  });

  it('stands beside the names of the document where a model is used', () => {
    const { sections, omitted } = build('traced_request', 'explain_model');
    expect(sections?.find(({ id }) => id === 'used-by')?.source).toBe('OpenAPI names and the last requests the Aksara backend traced');
    expect(omitted?.map(({ part }) => part)).not.toContain('statements inside functions');
    expect(build('pg_stat_statements', 'explain_model').omitted?.map(({ part }) => part)).toContain('statements inside functions');
  });

  it('names each once, and the usual one where nothing was counted', () => {
    expect(querySource([{ source: 'traced_request' }, { source: 'pg_stat_statements' }, { source: 'traced_request' }])).toBe('pg_stat_statements and the last requests the Aksara backend traced');
    expect(querySource([])).toBe('pg_stat_statements');
  });
});
