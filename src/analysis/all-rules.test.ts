import { describe, expect, it } from 'vitest';
import { findingLevels } from '#contract';
import { allRules } from './all-rules.ts';

/** D001 to D046 of the rules' document, without a gap. */
const schemaNames = [
  'no_primary_key', 'fk_unindexed', 'fk_type_mismatch', 'fk_missing', 'constraint_not_validated', 'unique_with_nulls', 'fk_triggers_disabled', 'trigger_disabled',
  'partition_no_default', 'index_invalid', 'index_duplicate', 'index_prefix_redundant', 'index_unused', 'index_boolean', 'index_mostly_null', 'seq_scan_heavy',
  'stats_stale', 'dead_tuples', 'sequence_near_limit', 'pk_int_small', 'serial_column', 'type_advice', 'reg_type_column', 'rls_disabled_with_policy', 'rls_no_policy',
  'rls_always_true', 'rls_initplan', 'rls_multiple_permissive', 'rls_owner_bypass', 'definer_search_path', 'definer_public_execute', 'view_definer', 'public_grant',
  'sensitive_column', 'extension_outdated', 'timeouts_unset', 'xid_age', 'idle_in_transaction', 'blocked_session', 'long_running', 'cache_hit_low', 'query_slow',
  'query_dominates', 'query_spills', 'pgss_missing', 'name_needs_quotes',
];

describe('the list of all rules', () => {
  it('is sorted, and names no id and no name twice', () => {
    const ids = allRules.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].toSorted());
    expect(new Set(allRules.map(({ name }) => name)).size).toBe(allRules.length);
  });

  it('holds every catalog rule of the document under its name', () => {
    const schema = allRules.filter(({ id }) => id.startsWith('D'));
    expect(schema.map(({ id, name, ruleset }) => [id, name, ruleset])).toEqual(schemaNames.map((name, index) => [`D${String(index + 1).padStart(3, '0')}`, name, 'schema@1']));
  });

  it.each(allRules)('$id $name says what it is, how bad and why', ({ id, name, level, title, rationale, ruleset }) => {
    expect(id).toMatch(/^[A-Z]\d{3}$/);
    expect(name).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
    expect(findingLevels).toContain(level);
    expect(title).toMatch(/^\S.*[^\s.]$/);
    expect(rationale).toMatch(/^\S[^]*\.$/);
    expect(ruleset).toMatch(/^(schema|route|migration|plan)@\d+$/);
  });
});
