import { found, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { flagAt } from '../../sql/tree.ts';
import type { MigrationFacts, MigrationStep } from '../migration-facts.ts';
import { shownTable, type TableReference } from '../table-reference.ts';
import { hazard, isLarge } from './hazard.ts';
import { alter, SET_LOCK_TIMEOUT } from './safe-forms.ts';
import { boundText } from './source-text.ts';

const M030: RuleInfo = {
  id: 'M030', name: 'no_statement_timeout', level: 'info', title: 'No statement_timeout',
  rationale: 'A statement that reads or writes a whole table under a lock has no end that is known before.',
};

export const noStatementTimeout: Rule<MigrationFacts> = {
  ...M030,
  check(facts) {
    const heavy = facts.steps.filter(({ hadStatementTimeout, statement }) => !hadStatementTimeout && (statement.rewrite !== null || statement.scan !== null) && statement.targets.some(({ isNew, role }) => !isNew && role !== 'created'));
    const [first] = heavy;
    const effect = first?.effects[0];
    if (first === undefined || effect === undefined) return found([]);
    return found([
      hazard(M030, { facts, step: first, effect }, {
        wholeStatement: true,
        title: 'No statement_timeout for statements that read or write whole tables',
        level: 'info',
        evidence: [`statements: ${heavy.map(({ statement }) => statement.number).join(', ')}`],
        remedy: 'Some seconds for schema changes; longer only for VALIDATE and CREATE INDEX CONCURRENTLY.',
        sql: ["SET statement_timeout = '5s';"],
      }),
    ]);
  },
};

const M033: RuleInfo = {
  id: 'M033', name: 'create_partition_locks_parent', level: 'info', title: 'CREATE TABLE … PARTITION OF stops reads of the parent',
  rationale: 'It needs the strongest lock on the parent and its default partition, whose rows are read.',
};

/** The partition is new, its parent is not: so this looks at tables the other lock rules leave out. */
export const createPartitionLocks: Rule<MigrationFacts> = {
  ...M033,
  check: (facts) =>
    found(
      facts.steps.flatMap((step) =>
        step.effects
          .filter(({ action }) => action === 'create_partition')
          .flatMap((effect) => {
            const locked = effect.others.filter(({ lock, table }) => lock === 'ACCESS EXCLUSIVE' && !table.isNew);
            const [parent] = locked;
            if (parent === undefined) return [];
            const scansLarge = effect.scan !== null && locked.slice(1).some(({ table }) => isLarge(table));
            return hazard(M033, { facts, step, effect: { ...effect, table: parent.table } }, {
              title: `CREATE TABLE … PARTITION OF stops reads of ${locked.map(({ table }) => shownTable(table)).join(', ')}`,
              level: scansLarge ? 'error' : 'info',
              remedy: 'Create the table by itself (LIKE the parent), then ATTACH it, which lets readers of the parent go on.',
              sql: attachSteps(facts, step, { parent: parent.table, part: effect.table }),
            });
          }),
      ),
    ),
};

function attachSteps({ parser }: MigrationFacts, step: MigrationStep, { parent, part }: { readonly parent: TableReference; readonly part: TableReference | null }): string[] | null {
  const bound = boundText(parser, step.statement.text);
  if (part === null || bound === null || step.statement.text.includes('PARTITION BY')) return null;
  const steps = [
    SET_LOCK_TIMEOUT,
    `CREATE TABLE ${shownTable(part)} (LIKE ${shownTable(parent)} INCLUDING ALL EXCLUDING IDENTITY);`,
    `${alter(parent)} ATTACH PARTITION ${shownTable(part)} ${bound};`,
  ];
  return parser.parse(steps.join('\n')).ok ? steps : null;
}

const M043: RuleInfo = {
  id: 'M043', name: 'not_rerunnable', level: 'info', title: 'Cannot be run again after it failed half-way',
  rationale: 'Outside a transaction what ran before the failure stays, and the first statement of the second try fails on it.',
};

export const notRerunnable: Rule<MigrationFacts> = {
  ...M043,
  check(facts) {
    const inTransaction = facts.transactional !== false;
    const bare = facts.steps.filter((step) => step.transaction === 0 && isBare(step));
    const [first] = bare;
    const effect = first?.effects[0];
    const working = facts.steps.filter(({ effects }) => effects.some(({ action, lock }) => lock !== 'none' && action !== 'transaction'));
    if (inTransaction || working.length < 2 || first === undefined || effect === undefined) return found([]);
    return found([
      hazard(M043, { facts, step: first, effect }, {
        wholeStatement: true,
        title: 'The file runs outside a transaction and cannot be run again when it fails half-way',
        level: 'info',
        evidence: [`without IF [NOT] EXISTS: statements ${bare.map(({ statement }) => statement.number).join(', ')}`],
        remedy: 'Add IF [NOT] EXISTS, or put each statement into a file of its own; drop an invalid index before its CREATE INDEX CONCURRENTLY is tried again.',
      }),
    ]);
  },
};

const NAMED: ReadonlySet<string> = new Set(['create_table', 'create_index', 'create_index_concurrently', 'drop_table', 'drop_index', 'drop_index_concurrently', 'add_column', 'drop_column', 'drop_constraint']);

function isBare(step: MigrationStep): boolean {
  return step.effects.some(({ action, node }) => NAMED.has(action) && !flagAt(node.body, 'missing_ok') && !flagAt(node.body, 'if_not_exists'));
}

const M042: RuleInfo = {
  id: 'M042', name: 'no_way_back', level: 'warning', title: 'No way back',
  rationale: 'When the deployment has to be rolled back, nobody has written or tried the statements that do it.',
};

/** Only when the caller said what the down file holds: null = there is none. */
export const noWayBack: Rule<MigrationFacts> = {
  ...M042,
  check(facts) {
    const [first] = facts.steps;
    const effect = first?.effects[0];
    if (facts.down === undefined || first === undefined || effect === undefined) return found([]);
    const isEmpty = facts.down === null || isWithoutStatements(facts, facts.down);
    if (!isEmpty) return found([]);
    const inverses = facts.steps.toReversed().map(({ statement }) => statement.reversible);
    const complete = inverses.every(({ kind, inverse }) => kind === 'not_needed' || inverse !== null);
    return found([
      hazard(M042, { facts, step: first, effect }, {
        wholeStatement: true,
        title: facts.down === null ? 'There is no down file' : 'The down file is empty',
        level: complete || !facts.steps.some(({ statement }) => statement.reversible.kind === 'no') ? 'info' : 'warning',
        evidence: [`statements that cannot be undone: ${facts.steps.filter(({ statement }) => statement.reversible.kind === 'no').map(({ statement }) => statement.number).join(', ') || 'none'}`],
        remedy: complete ? 'Each statement has a mechanical inverse; in reverse order, not tested:' : 'Say that it is not reversible, and write a migration that repairs forward.',
        sql: complete ? inverses.flatMap(({ inverse }) => inverse ?? []) : null,
      }),
    ]);
  },
};

function isWithoutStatements(facts: MigrationFacts, down: string): boolean {
  const parsed = facts.parser.parse(down);
  return parsed.ok && parsed.statements.length === 0;
}
