import type { FindingLevel } from '#contract';
import { quoteIdentifier, quoteQualified } from '../../format/identifier.ts';
import type { RuleInfo } from '../../rule/rule.ts';
import { nodesAt, textAt, treeAt, type Tree } from '../../sql/tree.ts';
import { boundCondition, partitionColumn } from '../partition-bound.ts';
import { shownTable, type TableReference } from '../table-reference.ts';
import { hazardRule, isLarge, nameOf, type HazardDetail, type Occurrence } from './hazard.ts';
import { alter, constraintName, expressionText, SET_LOCK_TIMEOUT } from './safe-forms.ts';
import { withWordAfter } from './source-text.ts';

const M009: RuleInfo = {
  id: 'M009', name: 'drop_foreign_key_locks_both', level: 'info', title: 'DROP CONSTRAINT of a foreign key locks both tables',
  rationale: 'It is short, but it needs the strongest lock on two tables at once and waits behind every query on either.',
};

export const dropForeignKeyLocks = hazardRule(M009, ['drop_constraint'], ({ effect }) => {
  const parents = effect.others.filter(({ role, table }) => role === 'referenced' && !table.isNew).map(({ table }) => shownTable(table));
  if (parents.length === 0) return null;
  return {
    title: `Dropping ${quoteIdentifier(effect.subject ?? '')} stops reads of ${nameOf(effect)} and ${parents.join(', ')}`,
    remedy: 'Alone in its transaction, with a lock_timeout, tried again when it is hit.',
    sql: effect.table === null ? null : [SET_LOCK_TIMEOUT, `${alter(effect.table)} DROP CONSTRAINT ${quoteIdentifier(effect.subject ?? '')};`],
  };
});

const M010: RuleInfo = {
  id: 'M010', name: 'drop_table_locks_parent', level: 'info', title: 'DROP TABLE locks the tables it references',
  rationale: 'Its foreign keys go with it, and each of them needs the strongest lock on the table it points to.',
};

export const dropTableLocksParent = hazardRule(M010, ['drop_table'], ({ effect }) => {
  const parents = effect.others.filter(({ role, table }) => role === 'referenced' && !table.isNew).map(({ table }) => shownTable(table));
  if (parents.length === 0 || effect.table === null) return null;
  const keys = effect.table.model?.foreignKeys ?? [];
  const { table } = effect;
  if (table.model?.partitionOf != null) return dropPartition(table, parents);
  return {
    title: `DROP TABLE ${nameOf(effect)} stops reads of ${parents.join(', ')} as well`,
    level: 'info',
    remedy: 'Drop its foreign keys first, one parent at a time, each in a transaction of its own with a lock_timeout; then the table.',
    sql: keys.length === 0 ? null : [SET_LOCK_TIMEOUT, ...keys.map(({ name }) => `${alter(table)} DROP CONSTRAINT ${quoteIdentifier(name)};`)],
  };
});

function attachWithCheck({ table, others, node }: Occurrence['effect']): string[] | null {
  const part = treeAt(node.body, 'def') ?? {};
  const bound = treeAt(part, 'bound');
  const column = partitionColumn(table);
  const condition = bound === null || column === null ? null : boundCondition(bound, column, expressionText);
  const [child, ...defaults] = others.filter(({ lock }) => lock === 'ACCESS EXCLUSIVE').map((other) => other.table);
  const datums = bound === null ? null : boundWords(bound);
  if (table === null || child === undefined || condition === null || datums === null) return null;
  const name = quoteIdentifier(constraintName(child, [], 'bound_check'));
  return [
    SET_LOCK_TIMEOUT,
    `${alter(child)} ADD CONSTRAINT ${name} CHECK (${condition}) NOT VALID;`,
    `${alter(child)} VALIDATE CONSTRAINT ${name};`,
    ...defaults.flatMap((other) => [`${alter(other)} ADD CONSTRAINT ${name} CHECK (NOT (${condition})) NOT VALID;`, `${alter(other)} VALIDATE CONSTRAINT ${name};`]),
    `${alter(table)} ATTACH PARTITION ${shownTable(child)} FOR VALUES ${datums};`,
    `${alter(child)} DROP CONSTRAINT ${name};`,
  ];
}

function boundWords(bound: Tree): string | null {
  const list = (key: string) => nodesAt(bound, key).map(expressionText).join(', ');
  return textAt(bound, 'strategy') === 'l' ? `IN (${list('listdatums')})` : `FROM (${list('lowerdatums')}) TO (${list('upperdatums')})`;
}

function dropPartition(table: TableReference, parents: readonly string[]): HazardDetail {
  return {
    title: `Dropping partition ${shownTable(table)} stops reads of ${parents.join(', ')} as well`,
    level: 'info',
    remedy: 'Detach it CONCURRENTLY first, outside a transaction (not while there is a default partition), then drop the table that is left.',
    sql: parents.length > 1 || table.model?.partitionOf == null ? null : [`ALTER TABLE ${quoteQualified(table.model.partitionOf)} DETACH PARTITION ${shownTable(table)} CONCURRENTLY;`, SET_LOCK_TIMEOUT, `DROP TABLE ${shownTable(table)};`],
  };
}

const M031: RuleInfo = {
  id: 'M031', name: 'attach_partition_scans', level: 'error', title: 'ATTACH PARTITION reads the new partition under an exclusive lock',
  rationale: 'Its rows are checked against the bound, and so are those of a default partition.',
};

export const attachPartitionScans = hazardRule(M031, ['attach_partition'], ({ effect }) => {
  if (effect.scan === null) return null;
  const locked = effect.others.filter(({ lock, table }) => lock === 'ACCESS EXCLUSIVE' && !table.isNew);
  if (locked.length === 0) return null;
  return {
    title: `ATTACH PARTITION reads ${locked.map(({ table }) => shownTable(table)).join(', ')} while nobody else can`,
    level: locked.some(({ table }) => isLarge(table)) ? 'error' : 'info',
    remedy: 'Give the new partition a CHECK that says what the bound says (NOT VALID, then VALIDATE) before attaching it, and drop the check afterwards; the default partition needs one that excludes the bound. An index of the parent that it lacks is built meanwhile: create it CONCURRENTLY first.',
    sql: attachWithCheck(effect),
  };
});

const M032: RuleInfo = {
  id: 'M032', name: 'detach_partition_blocks', level: 'info', title: 'DETACH PARTITION stops reads of the whole table',
  rationale: 'It is short, but it waits behind every query on the parent, and everyone else waits behind it.',
};

export const detachPartitionBlocks = hazardRule(M032, ['detach_partition'], ({ facts, step, effect }) => {
  if (effect.lock !== 'ACCESS EXCLUSIVE') return null;
  const hasDefault = effect.table?.model?.partitions.some(({ bound }) => bound === 'DEFAULT') === true;
  const isOld = facts.serverVersion !== null && facts.serverVersion < 140_000;
  const sql = `${step.statement.text} CONCURRENTLY`;
  return {
    title: `DETACH PARTITION stops reads and writes of ${nameOf(effect)}`,
    remedy: hasDefault || isOld ? 'With a lock_timeout, tried again when it is hit (CONCURRENTLY needs PostgreSQL 14 and no default partition).' : 'DETACH … CONCURRENTLY, outside a transaction.',
    sql: hasDefault || isOld || !facts.parser.parse(sql).ok ? null : [`${sql};`],
  };
});

const M034: RuleInfo = {
  id: 'M034', name: 'trigger_change_blocks_writes', level: 'info', title: 'Change of a trigger stops writes for a moment',
  rationale: 'It waits behind running transactions, and writers wait behind it.',
};

export const triggerChange = hazardRule(M034, ['trigger'], ({ step, effect }) => {
  const all = effect.command === 'DISABLE TRIGGER ALL';
  const what = effect.lock === 'ACCESS EXCLUSIVE' ? 'reads and writes' : 'writes';
  return {
    title: all ? `DISABLE TRIGGER ALL on ${nameOf(effect)} also turns its foreign keys off` : `${effect.command} stops ${what} of ${nameOf(effect)} for a moment`,
    level: all ? 'warning' : 'info',
    remedy: all ? 'Disable the triggers by name, or USER; enable them again and check the rows written meanwhile.' : 'With a lock_timeout, tried again when it is hit.',
    sql: all && effect.table !== null ? [SET_LOCK_TIMEOUT, `${alter(effect.table)} DISABLE TRIGGER USER;`] : [SET_LOCK_TIMEOUT, `${step.statement.text};`],
  };
});

const M035: RuleInfo = {
  id: 'M035', name: 'row_security_without_policy', level: 'warning', title: 'Row level security enabled without a policy',
  rationale: 'From that moment everyone but the owner sees no row.',
};

export const rowSecurityWithoutPolicy = hazardRule(M035, ['row_security'], ({ facts, effect }) => {
  const makesPolicy = facts.steps.some((step) => step.effects.some(({ node, table }) => node.kind === 'CreatePolicyStmt' && table?.name === effect.table?.name));
  const hasPolicy = (effect.table?.model?.policies.length ?? 0) > 0 || makesPolicy;
  if (effect.command !== 'ENABLE ROW LEVEL SECURITY' || hasPolicy || effect.table?.model == null) return null;
  return {
    title: `${nameOf(effect)} gets row level security but has no policy: it looks empty to the application`,
    level: 'warning',
    remedy: 'Create the policies first, then enable it, in one transaction.',
  };
});

const M036: RuleInfo = {
  id: 'M036', name: 'refresh_blocks_reads', level: 'error', title: 'REFRESH MATERIALIZED VIEW stops reads',
  rationale: 'Nobody reads the view until it is computed anew.',
};

export const refreshBlocks = hazardRule(M036, ['refresh'], ({ facts, step, effect }) => {
  if (effect.lock !== 'ACCESS EXCLUSIVE') return null;
  const hasKey = effect.table?.model?.indexes.some(({ unique, predicate, keys }) => unique && predicate === null && keys.every(({ column }) => column !== null)) === true;
  const sql = withWordAfter(facts.parser, step.statement.text, { after: 'VIEW', word: 'CONCURRENTLY' });
  return {
    title: `REFRESH stops reads of ${nameOf(effect)} until it is computed`,
    remedy: hasKey ? 'REFRESH … CONCURRENTLY: readers go on.' : 'Give the view a unique index over plain columns, then REFRESH … CONCURRENTLY: readers go on.',
    sql: hasKey && sql !== null ? [`${sql};`] : null,
  };
});

const M037: RuleInfo = {
  id: 'M037', name: 'table_rewritten', level: 'error', title: 'The table is written anew',
  rationale: 'Nobody reads or writes it until that is done, and it needs room for a second copy.',
};

export const tableRewritten = hazardRule(M037, ['cluster', 'vacuum_full', 'set_logged'], ({ effect }) => ({
  title: `${effect.command} writes ${nameOf(effect)} anew while nobody else can read it`,
  remedy: 'pg_repack does it while reads and writes go on; plain VACUUM is often enough.',
}));

const M038: RuleInfo = {
  id: 'M038', name: 'enum_value_added', level: 'info', title: 'New enum value',
  rationale: 'It cannot be used before the transaction that adds it is committed, and it cannot be taken out again.',
};

export const enumValueAdded = hazardRule(M038, ['enum_add_value'], (occurrence) => ({
  title: `Enum value ${quoteIdentifier(occurrence.effect.subject ?? '')} cannot be taken out again`,
  level: 'info' satisfies FindingLevel,
  remedy: 'In a migration of its own, before the one that uses it; there is no down form.',
}));

const M039: RuleInfo = {
  id: 'M039', name: 'enum_value_renamed', level: 'warning', title: 'Renamed enum value breaks the code that is running',
  rationale: 'Code that still sends or compares the old value fails from that moment.',
};

export const enumValueRenamed = hazardRule(M039, ['enum_rename_value'], ({ effect }) => ({
  title: `Renaming enum value ${quoteIdentifier(textAt(effect.node.body, 'oldVal') ?? '')} breaks code that uses it`,
  level: 'warning',
  remedy: 'Add the new value, move the rows and the code, and leave the old value.',
}));

const M040: RuleInfo = {
  id: 'M040', name: 'domain_check_scans', level: 'warning', title: 'A check on a domain reads every table that uses it',
  rationale: 'Writes to all these tables stop until each row is checked.',
};

export const domainCheckScans = hazardRule(M040, ['domain_check'], (occurrence) => {
  const { effect } = occurrence;
  if (effect.others.length === 0 || effect.lock === null || effect.command === 'ALTER DOMAIN VALIDATE CONSTRAINT') return null;
  return {
    title: `${effect.command} stops writes to ${effect.others.map(({ table }) => shownTable(table)).join(', ')}`,
    level: 'warning',
    remedy: 'Add it NOT VALID and validate it later; or put the check on the tables, where it can be validated while writes go on.',
    sql: notValid(occurrence),
  };
});

function notValid({ facts, step, effect }: Occurrence): string[] | null {
  const sql = `${step.statement.text} NOT VALID`;
  return effect.command === 'ALTER DOMAIN ADD CHECK' && facts.parser.parse(sql).ok ? [`${sql};`] : null;
}

const M041: RuleInfo = {
  id: 'M041', name: 'view_replaced', level: 'info', title: 'CREATE OR REPLACE VIEW stops reads of the view for a moment',
  rationale: 'It can only add columns at the end; anything else fails.',
};

export const viewReplaced = hazardRule(M041, ['view'], ({ effect }) => {
  if (effect.command !== 'CREATE OR REPLACE VIEW' || effect.role !== 'target') return null;
  return {
    title: `CREATE OR REPLACE VIEW ${nameOf(effect)} fails unless it only adds columns at the end`,
    level: 'info',
    remedy: 'For any other change: DROP VIEW and CREATE VIEW in one transaction, with the grants given again.',
  };
});
