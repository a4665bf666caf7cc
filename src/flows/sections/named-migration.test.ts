import { beforeAll, describe, expect, it } from 'vitest';
import type { Migration, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { buildPack } from '../build-pack.ts';
import { migration, snapshot } from '../testing/snapshot-fixture.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

function packOf(changes: Partial<Migration>) {
  const named = migration('crm', '0001_auto', '', { tool: 'aksara', up: { path: '0001_auto', text: '', sql: false }, transactional: null, ...changes });
  const request = { kind: 'migration', body: { action_key: 'safe_rollout_plan', migration_id: 'crm/0001_auto' } } as const;
  return buildPack(request, snapshot({ migrations: [named] }), { plan: null, provider: 'copy_only', model: '' }, { parser });
}

describe('a migration of which a backend tells the name only', () => {
  it('is said to be that: no file, no transaction and no down file are claimed', () => {
    const { sections, omitted } = packOf({ state: 'applied' });
    const state = sections?.find(({ id }) => id === 'state');
    expect(state?.source).toBe('the Aksara backend, which names the newest migration of each app');
    expect(state?.text).not.toMatch(/file|transaction/);
    expect(omitted?.[0]).toEqual({ part: 'statements, locks, hazards and rollback', reason: 'only the name of the migration is told', remedy: 'Start with --migrations DIR.' });
    expect(omitted?.map(({ part }) => part)).not.toContain('down file');
  });

  it('may be pending with others of its app', () => {
    expect(packOf({ state: 'unknown' }).user_prompt).toContain('not known whether it is applied: some migrations of its app are pending');
  });
});
