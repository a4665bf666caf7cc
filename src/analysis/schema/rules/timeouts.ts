import type { Timeout } from '#contract';
import { quoteIdentifier } from '../../format/identifier.ts';
import { finding, found, notApplicable, notChecked, notInSnapshot, type Rule, type RuleInfo } from '../../rule/rule.ts';
import type { SchemaFacts } from '../schema-facts.ts';

const info: RuleInfo = {
  id: 'D036',
  name: 'timeouts_unset',
  level: 'warning',
  title: 'Sessions without time limits',
  rationale: 'One statement, lock or forgotten transaction can hold up everyone else for as long as it likes.',
};

/** What to begin with; the application knows better. */
const PROPOSED: Readonly<Record<Timeout['name'], string>> = {
  statement_timeout: '30s',
  lock_timeout: '5s',
  idle_in_transaction_session_timeout: '60s',
};

export const timeoutsUnset: Rule<SchemaFacts> = {
  ...info,
  check({ database }) {
    if (database === null) return found([]);
    if (database.engine === 'pglite') return notApplicable('the embedded database has a single session');
    if (database.timeouts === undefined) return notInSnapshot();
    if (database.superuser) return notChecked(info, 'the facts were read as a superuser: which role the application uses is not known', 'Connect as the role of the application.');
    const unset = database.timeouts.filter(({ milliseconds }) => milliseconds === 0);
    return found(unset.length === 0 ? [] : [describe(database.role, unset)]);
  },
};

function describe(role: string, unset: readonly Timeout[]) {
  return finding(info, {
    object: { kind: 'database', id: role, part: null },
    title: `Sessions of ${quoteIdentifier(role)} begin without ${unset.map(({ name }) => name).join(', ')}`,
    evidence: unset.map(({ name }) => `${name} is 0: no limit, neither for the role nor for the database or the server`),
    remedy: {
      text: 'Give the role limits that fit its work; they hold for new sessions. Migrations and reports run longer: give them a role of their own.',
      sql: unset.map(({ name }) => `ALTER ROLE ${quoteIdentifier(role)} SET ${name} = '${PROPOSED[name]}';`).join('\n'),
    },
  });
}
