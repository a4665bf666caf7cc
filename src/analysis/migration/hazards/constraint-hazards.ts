import { quoteIdentifier } from '../../format/identifier.ts';
import { found, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { nodesAt, stringsAt, textAt, treeAt, walk, type SqlNode } from '../../sql/tree.ts';
import { sharesTransaction, type MigrationFacts, type MigrationStep } from '../migration-facts.ts';
import { defaultOf } from '../effects/add-column.ts';
import { shownTable, type TableReference } from '../table-reference.ts';
import { typeText } from '../type-name.ts';
import { hazard, hazardRule, nameOf, sizeEvidence, type Occurrence } from './hazard.ts';
import { alter, constraintName, expressionText, foreignKeyText, notNullSteps, SET_LOCK_TIMEOUT } from './safe-forms.ts';
import { checkText } from './source-text.ts';

const M007: RuleInfo = {
  id: 'M007', name: 'add_foreign_key_scans', level: 'warning', title: 'ADD FOREIGN KEY stops writes to both tables',
  rationale: 'Both tables are locked while each row is looked up.',
};

export const addForeignKeyScans = hazardRule(M007, ['add_foreign_key', 'add_column'], (occurrence) => {
  const { effect } = occurrence;
  const constraint = foreignKeyOf(effect.node);
  const parent = effect.others.find(({ role }) => role === 'referenced')?.table;
  // A new column without a default is null everywhere: nothing to look up.
  const looksUp = effect.action === 'add_column' ? effect.scan?.includes('referenced table') === true : effect.scan !== null;
  if (constraint === null || parent === undefined || effect.table === null || !looksUp) return null;
  const columns = effect.action === 'add_column' ? [effect.subject ?? ''] : stringsAt(constraint.body, 'fk_attrs');
  const name = quoteIdentifier(textAt(constraint.body, 'conname') ?? constraintName(effect.table, columns, 'fkey'));
  const isPartitioned = effect.table.model?.kind === 'partitioned_table' && (occurrence.facts.serverVersion ?? 0) < 180_000;
  return {
    title: `ADD FOREIGN KEY stops writes to ${nameOf(effect)} and ${shownTable(parent)} while every row is looked up`,
    level: 'warning',
    evidence: [`also locks ${shownTable(parent)} (SHARE ROW EXCLUSIVE)`, parent.isNew ? null : sizeEvidence(parent)],
    remedy: isPartitioned
      ? 'NOT VALID is refused on partitioned tables before PostgreSQL 18: add the key to each partition first, or use a quiet hour with a lock_timeout.'
      : 'Add it NOT VALID, which checks new rows only, and VALIDATE it in a later transaction, while reads and writes go on.',
    sql: isPartitioned
      ? null
      : [SET_LOCK_TIMEOUT, `${alter(effect.table)} ADD CONSTRAINT ${name} ${foreignKeyText(constraint, parent, columns)} NOT VALID;`, `${alter(effect.table)} VALIDATE CONSTRAINT ${name};`],
  };
});

function foreignKeyOf(node: SqlNode): SqlNode | null {
  if (textAt(node.body, 'contype') === 'CONSTR_FOREIGN') return node;
  const constraints = nodesAt(treeAt(node.body, 'def') ?? {}, 'constraints');
  return constraints.find(({ body }) => textAt(body, 'contype') === 'CONSTR_FOREIGN') ?? null;
}

const M008: RuleInfo = {
  id: 'M008', name: 'create_table_locks_parent', level: 'info', title: 'CREATE TABLE … REFERENCES stops writes to the referenced table',
  rationale: 'The lock is short, but it waits behind running transactions, and writers wait behind it.',
};

/** The new table is nobody's business; its parents are: the one lock hazard a new table carries. */
export const createTableLocksParent: Rule<MigrationFacts> = {
  ...M008,
  check: (facts) =>
    found(
      facts.steps.flatMap((step) =>
        step.effects
          .filter(({ action }) => action === 'create_table')
          .flatMap((effect) => {
            const parents = effect.others.filter(({ table, role, lock }) => role === 'referenced' && lock === 'SHARE ROW EXCLUSIVE' && !table.isNew);
            const names = [...new Set(parents.map(({ table }) => shownTable(table)))].join(', ');
            if (parents.length === 0 || step.hadLockTimeout) return [];
            return hazard(M008, { facts, step, effect: { ...effect, lock: 'SHARE ROW EXCLUSIVE', table: parents[0]?.table ?? null } }, {
              title: `CREATE TABLE … REFERENCES stops writes to ${names} for a moment`,
              remedy: 'Set a lock_timeout and try again when it is hit; or create the table first and add the key afterwards.',
              sql: [SET_LOCK_TIMEOUT],
            });
          }),
      ),
    ),
};

const M011: RuleInfo = {
  id: 'M011', name: 'add_check_scans', level: 'error', title: 'ADD CHECK reads the table under an exclusive lock',
  rationale: 'Nobody reads or writes the table until each row is checked.',
};

export const addCheckScans = hazardRule(M011, ['add_check', 'add_not_null', 'add_column'], (occurrence) => {
  const { effect } = occurrence;
  if (effect.scan === null || effect.table === null || (effect.action === 'add_column' && effect.scan !== 'every row is checked')) return null;
  return {
    title: `${effect.command}${effect.action === 'add_column' ? ' … CHECK' : ''} reads all of ${nameOf(effect)} while nobody else can`,
    remedy: 'Add it NOT VALID, which checks new rows only, and VALIDATE it in a later transaction, while reads and writes go on.',
    sql: checkSteps(occurrence),
  };
});

function checkSteps({ facts, step, effect }: Occurrence): string[] | null {
  if (effect.table === null) return null;
  if (effect.action === 'add_not_null') return notNullConstraintSteps(effect.table, effect.node);
  const definition = treeAt(effect.node.body, 'def');
  const checks = nodesAt(definition ?? {}, 'constraints').filter(({ body }) => textAt(body, 'contype') === 'CONSTR_CHECK');
  const check = effect.action === 'add_column' ? checks[0] : effect.node;
  const written = check === undefined ? null : checkText(facts.parser, step.statement.text, checkPosition(step, check));
  if (written === null) return null;
  if (effect.action === 'add_column') return columnCheckSteps(facts, effect, { written, more: checks.length > 1 });
  const name = quoteIdentifier(effect.subject ?? constraintName(effect.table, [], 'check'));
  return [SET_LOCK_TIMEOUT, `${alter(effect.table)} ADD CONSTRAINT ${name} ${written} NOT VALID;`, `${alter(effect.table)} VALIDATE CONSTRAINT ${name};`];
}

/** The column without its check, then the check; only where nothing else stands in the definition. */
function columnCheckSteps({ parser }: MigrationFacts, { table, subject, node }: Occurrence['effect'], check: { readonly written: string; readonly more: boolean }): string[] | null {
  const definition = treeAt(node.body, 'def') ?? {};
  const kinds = nodesAt(definition, 'constraints').map(({ body }) => textAt(body, 'contype'));
  const value = expressionText(defaultOf(definition));
  const isPlain = kinds.every((kind) => kind === 'CONSTR_CHECK' || (kind === 'CONSTR_DEFAULT' && value !== null));
  if (table === null || subject === null || check.more || !isPlain) return null;
  const name = quoteIdentifier(constraintName(table, [subject], 'check'));
  const steps = [
    SET_LOCK_TIMEOUT,
    `${alter(table)} ADD COLUMN ${quoteIdentifier(subject)} ${typeText(treeAt(definition, 'typeName') ?? {}).text}${value === null ? '' : ` DEFAULT ${value}`};`,
    `${alter(table)} ADD CONSTRAINT ${name} ${check.written} NOT VALID;`,
    `${alter(table)} VALIDATE CONSTRAINT ${name};`,
  ];
  return parser.parse(steps.join('\n')).ok ? steps : null;
}

/** `ADD CONSTRAINT … NOT NULL` is of PostgreSQL 18, which knows it NOT VALID as well. */
function notNullConstraintSteps(table: TableReference, node: SqlNode): string[] | null {
  const [column] = stringsAt(node.body, 'keys');
  if (column === undefined) return null;
  const name = quoteIdentifier(textAt(node.body, 'conname') ?? constraintName(table, [column], 'not_null'));
  return [SET_LOCK_TIMEOUT, `${alter(table)} ADD CONSTRAINT ${name} NOT NULL ${quoteIdentifier(column)} NOT VALID;`, `${alter(table)} VALIDATE CONSTRAINT ${name};`];
}

/** Which of the statement's checks this one is, in the order they are written. */
function checkPosition(step: MigrationStep, check: SqlNode): number {
  const checks: SqlNode[] = [];
  for (const { node } of step.effects) {
    walk({ [node.kind]: node.body }, (inner) => {
      if (textAt(inner.body, 'contype') === 'CONSTR_CHECK') checks.push(inner);
    });
  }
  return checks.findIndex(({ body }) => body === check.body);
}

const M012: RuleInfo = {
  id: 'M012', name: 'validate_in_same_transaction', level: 'warning', title: 'NOT VALID and VALIDATE in one transaction',
  rationale: 'The strong lock of the first statement is still held while the second reads the table: nothing is gained.',
};

export const validateInSameTransaction = hazardRule(M012, ['validate_constraint'], ({ facts, step, effect }) => {
  if (effect.table === null) return null;
  const table = shownTable(effect.table);
  const added = facts.steps
    .slice(0, step.statement.number)
    .filter((earlier) => earlier === step || sharesTransaction(facts, earlier, step))
    .flatMap(({ effects }) => effects)
    .find((other) => other.subject === effect.subject && other.table !== null && shownTable(other.table) === table && (other.action === 'add_check' || other.action === 'add_foreign_key'));
  if (added === undefined) return null;
  return {
    title: `${quoteIdentifier(effect.subject ?? '')} is added NOT VALID and validated in one transaction`,
    level: 'warning',
    evidence: [`the ${added.lock ?? ''} lock of ${added.command} is held while ${table} is read`],
    remedy: 'Put VALIDATE CONSTRAINT into a migration of its own that runs after this one is committed.',
    sql: [`${alter(effect.table)} VALIDATE CONSTRAINT ${quoteIdentifier(effect.subject ?? '')};`],
  };
});

const M013: RuleInfo = {
  id: 'M013', name: 'set_not_null_scans', level: 'error', title: 'SET NOT NULL reads the table under an exclusive lock',
  rationale: 'Nobody reads or writes the table until each row is checked.',
};

export const setNotNullScans = hazardRule(M013, ['set_not_null'], ({ effect }) => {
  if (effect.scan === null || effect.table === null || effect.subject === null) return null;
  return {
    title: `SET NOT NULL on ${nameOf(effect)}.${quoteIdentifier(effect.subject)} reads the whole table while nobody else can`,
    remedy: 'Prove it first with a check that is validated while reads and writes go on; SET NOT NULL then reads nothing. Each step in a migration of its own.',
    sql: notNullSteps(effect.table, effect.subject),
  };
});
