import type { SessionGroup } from '#contract';
import { quoteIdentifier, quoteWord } from '../../format/identifier.ts';
import { groupBy, sortedUnique } from '../../format/order.ts';
import { finding, found, notInSnapshot, type Rule, type RuleInfo } from '../../rule/rule.ts';
import type { SchemaFacts } from '../schema-facts.ts';

const idle: RuleInfo = {
  id: 'D038', name: 'idle_in_transaction', level: 'warning', title: 'Transaction left open while nothing runs',
  rationale: 'It keeps its locks, holds up schema changes, and keeps VACUUM from removing dead rows in the whole database.',
};

const blocked: RuleInfo = {
  id: 'D039', name: 'blocked_session', level: 'warning', title: 'Session that waits for a lock of another',
  rationale: 'Whoever waits holds locks too: a queue behind one lock can stop the application.',
};

const long: RuleInfo = {
  id: 'D040', name: 'long_running', level: 'warning', title: 'Statement that has been running for long',
  rationale: 'It holds its locks and its snapshot the whole time, and takes a connection from the others.',
};

export const idleInTransaction: Rule<SchemaFacts> = {
  ...idle,
  check: (facts) =>
    perRole(idle, facts, {
      state: 'idle_in_transaction',
      title: (role) => `Sessions of ${role} stay idle inside a transaction`,
      text: 'Commit or roll back before waiting for anything but the database. As a guard, let the server end such sessions; it holds for new ones.',
      sql: (role) => `ALTER ROLE ${role} SET idle_in_transaction_session_timeout = '60s';`,
    }),
};

export const blockedSession: Rule<SchemaFacts> = {
  ...blocked,
  check: (facts) =>
    perRole(blocked, facts, {
      state: 'blocked',
      title: (role) => `Sessions of ${role} wait for a lock`,
      text: 'End or speed up the transaction that holds the lock: pg_blocking_pids(pid) names it. A lock_timeout for migrations keeps a queue from forming.',
      sql: () => null,
    }),
};

export const longRunning: Rule<SchemaFacts> = {
  ...long,
  check: (facts) =>
    perRole(long, facts, {
      state: 'active',
      title: (role) => `A statement of ${role} has been running for long`,
      text: 'Look it up in pg_stat_activity: make it cheaper (explain_plan), give reports a role and a server of their own, and the application a statement_timeout.',
      sql: () => null,
    }),
};

interface Detail {
  readonly state: SessionGroup['state'];
  title(role: string): string;
  readonly text: string;
  sql(role: string): string | null;
}

/** One finding a role: how many sessions and for how long changes from moment to moment, and so stands in the evidence only. */
function perRole(rule: RuleInfo, facts: SchemaFacts, detail: Detail) {
  if (facts.database === null) return found([]);
  if (facts.database.sessions === undefined) return notInSnapshot();
  const groups = facts.database.sessions.filter(({ state }) => state === detail.state);
  return found(
    [...groupBy(groups, ({ role }) => role)].map(([name, sessions]) => {
      const role = quoteIdentifier(name);
      return finding(rule, {
        object: { kind: 'database', id: name, part: null },
        title: detail.title(role),
        evidence: sortedUnique(sessions.map(sessionEvidence)),
        remedy: { text: detail.text, sql: detail.sql(role) },
      });
    }),
  );
}

function sessionEvidence({ count, atLeast, application, blockers }: SessionGroup): string {
  const from = application === null ? '' : ` of application ${quoteWord(application)}`;
  const by = blockers.length === 0 ? '' : `, held up by ${blockers.map(blockerWords).join(' and ')}`;
  return `${count} ${count === '1' ? 'session' : 'sessions'}${from}, for ${atLeast} or more${by}`;
}

function blockerWords({ role, state }: SessionGroup['blockers'][number]): string {
  return role === null ? 'a prepared transaction or a session of the server' : `a session of ${quoteIdentifier(role)} (${state ?? 'state not known'})`;
}
