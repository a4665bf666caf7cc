import type { Finding } from '#contract';
import { found, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { isRefusedInTransaction } from '../refused-in-transaction.ts';
import { strength } from '../lock-modes.ts';
import { sharesTransaction, type MigrationFacts, type MigrationStep } from '../migration-facts.ts';
import type { LockMode } from '../migration-report.ts';
import { hazard } from './hazard.ts';
import { SET_LOCK_TIMEOUT } from './safe-forms.ts';

const M004: RuleInfo = {
  id: 'M004', name: 'concurrently_in_transaction', level: 'error', title: 'CONCURRENTLY or VACUUM inside a transaction',
  rationale: 'PostgreSQL refuses it: the migration fails at this statement.',
};

export const concurrentlyInTransaction: Rule<MigrationFacts> = {
  ...M004,
  check: (facts) =>
    found(
      facts.steps.flatMap((step) => {
        const effect = step.effects.find(isRefusedInTransaction);
        const inside = facts.transactional === true || step.transaction > 0;
        if (effect === undefined || !inside) return [];
        return hazard(M004, { facts, step, effect }, {
          title: `${effect.command} inside a transaction fails`,
          level: 'error',
          remedy: 'Put this statement alone into a file that runs outside a transaction (the directive of the tool).',
          sql: [`${step.statement.text};`],
        });
      }),
    ),
};

const M027: RuleInfo = {
  id: 'M027', name: 'ddl_and_backfill_together', level: 'warning', title: 'Schema change and backfill in one transaction',
  rationale: 'The exclusive lock of the schema change is held for as long as the backfill takes.',
};

export const ddlAndBackfill: Rule<MigrationFacts> = {
  ...M027,
  check: (facts) => found(afterExclusive(facts).flatMap(({ step, holder }) => {
    const effect = step.effects.find(({ action, table }) => (action === 'update' || action === 'delete' || (action === 'insert' && step.statement.targets.length > 1)) && table?.isNew !== true);
    if (effect === undefined) return [];
    return hazard(M027, { facts, step, effect }, {
      wholeStatement: true,
      title: `${effect.command} runs while statement ${holder.statement.number} still holds ACCESS EXCLUSIVE`,
      level: 'warning',
      evidence: [`statement ${holder.statement.number} locks ${lockedTables(holder).join(', ')}`],
      remedy: 'Split the file: the schema change first, the backfill in batches after it is committed.',
    });
  })),
};

const M028: RuleInfo = {
  id: 'M028', name: 'work_under_exclusive_lock', level: 'info', title: 'More statements while an exclusive lock is held',
  rationale: 'Each of them makes everyone who wants the first table wait longer.',
};

export const workUnderLock: Rule<MigrationFacts> = {
  ...M028,
  check(facts) {
    const later = afterExclusive(facts).filter(({ step }) => !step.statement.fine?.startsWith('M045') && !validatesOwn(facts, step) && step.effects.some(({ lock }) => lock === null || (lock !== 'none' && strength(lock) >= strength('SHARE UPDATE EXCLUSIVE'))));
    const [first] = later;
    const effect = first?.step.effects[0];
    if (first === undefined || effect === undefined) return found([]);
    const numbers = later.map(({ step }) => step.statement.number);
    const heavy = later.filter(({ step }) => step.statement.scan !== null || step.statement.rewrite !== null);
    const finding: Finding = hazard(M028, { facts, step: first.step, effect }, {
      wholeStatement: true,
      title: `${numbers.length === 1 ? 'Statement' : 'Statements'} ${numbers.join(', ')} run while statement ${first.holder.statement.number} holds ACCESS EXCLUSIVE`,
      level: heavy.length > 0 ? 'warning' : 'info',
      evidence: [`statement ${first.holder.statement.number} locks ${lockedTables(first.holder).join(', ')}`, heavy.length === 0 ? null : `of these, ${heavy.map(({ step }) => step.statement.number).join(', ')} read or write a whole table`],
      remedy: 'One table a transaction, the strongest and shortest lock last; what reads or writes whole tables in a file of its own.',
    });
    return found([finding]);
  },
};

/** M012 says it of a constraint that is validated where it was added. */
function validatesOwn(facts: MigrationFacts, step: MigrationStep): boolean {
  return step.effects.every(({ action, subject }) => action === 'validate_constraint' && facts.steps.some((earlier) => earlier !== step && sharesTransaction(facts, earlier, step) && earlier.effects.some((other) => other.subject === subject && other.action.startsWith('add_'))));
}

const M029: RuleInfo = {
  id: 'M029', name: 'no_lock_timeout', level: 'warning', title: 'No lock_timeout',
  rationale: 'While the statement waits for its lock, every later query on the table waits behind it.',
};

const QUEUING: ReadonlySet<LockMode | 'none' | null> = new Set(['ACCESS EXCLUSIVE', 'SHARE ROW EXCLUSIVE']);

export const noLockTimeout: Rule<MigrationFacts> = {
  ...M029,
  check(facts) {
    const steps = facts.steps.filter((step) => !step.hadLockTimeout && lockedTables(step, QUEUING).length > 0);
    const [first] = steps;
    const effect = first?.effects.find(({ lock }) => QUEUING.has(lock)) ?? first?.effects[0];
    if (first === undefined || effect === undefined) return found([]);
    const tables = [...new Set(steps.flatMap((step) => lockedTables(step, QUEUING)))];
    return found([
      hazard(M029, { facts, step: first, effect }, {
        wholeStatement: true,
        title: `No lock_timeout: every query on ${tables.join(', ')} waits behind this migration while it waits`,
        level: 'warning',
        evidence: [`statements that wait for a strong lock: ${steps.map(({ statement }) => statement.number).join(', ')}`],
        remedy: 'Set it at the head of the file, and run the migration again with a growing pause when it is hit.',
        sql: [SET_LOCK_TIMEOUT],
      }),
    ]);
  },
};

/** Statements that run in the transaction of an earlier one that locked an old table exclusively, with the first such. */
function afterExclusive(facts: MigrationFacts): { readonly step: MigrationStep; readonly holder: MigrationStep }[] {
  return facts.steps.flatMap((step, index) => {
    const { transaction } = step;
    if (transaction === 0 && facts.transactional === false) return [];
    const holder = facts.steps.slice(0, index).find((earlier) => earlier.transaction === transaction && lockedTables(earlier).length > 0);
    return holder === undefined ? [] : [{ step, holder }];
  });
}

/** Tables that were there before and that the statement locks so. */
function lockedTables(step: MigrationStep, modes: ReadonlySet<LockMode | 'none' | null> = new Set(['ACCESS EXCLUSIVE'])): string[] {
  return step.statement.targets.filter(({ isNew, lock, role }) => !isNew && role !== 'created' && role !== 'partition' && modes.has(lock)).map(({ name }) => name);
}
