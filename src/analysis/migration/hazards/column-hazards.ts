import type { FindingLevel } from '#contract';
import { generatedName } from '../../format/generated-name.ts';
import { quoteIdentifier, quoteLiteral, quoteQualified, regclassLiteral } from '../../format/identifier.ts';
import { formatCounted } from '../../format/number.ts';
import { notChecked, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { nodesAt, parseExpression, textAt, treeAt } from '../../sql/tree.ts';
import { defaultOf, has, isSerial } from '../effects/add-column.ts';
import { shownTable } from '../table-reference.ts';
import type { MigrationFacts } from '../migration-facts.ts';
import { typeText } from '../type-name.ts';
import { hazardRule, isLarge, nameOf, type Occurrence } from './hazard.ts';
import { alter, batchedUpdate, expressionText, notNullSteps, SET_LOCK_TIMEOUT, swapColumn } from './safe-forms.ts';
import { textBehind } from './source-text.ts';

const M014: RuleInfo = {
  id: 'M014', name: 'add_not_null_without_default', level: 'error', title: 'NOT NULL column without a default',
  rationale: 'The statement fails as soon as the table has one row.',
};

export const addNotNullColumn = hazardRule(M014, ['add_column'], (occurrence) => {
  const { effect } = occurrence;
  const definition = columnOf(occurrence);
  const constraints = nodesAt(definition, 'constraints');
  const fills = has(constraints, 'CONSTR_DEFAULT') || has(constraints, 'CONSTR_IDENTITY') || has(constraints, 'CONSTR_GENERATED') || isSerial(typeOf(occurrence).base);
  const demands = has(constraints, 'CONSTR_NOTNULL') || has(constraints, 'CONSTR_PRIMARY');
  if (!demands || fills || effect.table === null || effect.subject === null) return null;
  const column = quoteIdentifier(effect.subject);
  const rows = effect.table.model?.rowEstimate ?? null;
  return {
    title: `NOT NULL column ${column} without a default fails on ${nameOf(effect)} unless it is empty`,
    level: rows === 0 ? 'info' : 'error',
    remedy: 'Add it nullable, let the code fill it for new rows, fill the old ones in batches, then make it NOT NULL.',
    sql: [SET_LOCK_TIMEOUT, `${alter(effect.table)} ADD COLUMN ${column} ${typeOf(occurrence).text};`, ...notNullSteps(effect.table, effect.subject)],
  };
});

const M016: RuleInfo = {
  id: 'M016', name: 'add_column_volatile_default', level: 'error', title: 'Column with a default that differs from row to row',
  rationale: 'Every row is written anew while nobody can read the table.',
};

export const addVolatileDefault = admitting(M016, 'add_column', hazardRule(M016, ['add_column'], (occurrence) => {
  const { effect } = occurrence;
  const expression = expressionText(defaultOf(columnOf(occurrence)));
  const constraints = nodesAt(columnOf(occurrence), 'constraints');
  if (effect.rewrite === null || !has(constraints, 'CONSTR_DEFAULT') || effect.table === null || effect.subject === null) return null;
  const column = quoteIdentifier(effect.subject);
  const demands = has(constraints, 'CONSTR_NOTNULL');
  return {
    title: `ADD COLUMN ${column} with a volatile default rewrites ${nameOf(effect)}`,
    remedy: 'Add the column without a default, set the default for new rows, then fill the old ones in batches (run the UPDATE again until it changes no row).',
    sql:
      expression === null
        ? null
        : [
            SET_LOCK_TIMEOUT,
            `${alter(effect.table)} ADD COLUMN ${column} ${typeOf(occurrence).text};`,
            `${alter(effect.table)} ALTER COLUMN ${column} SET DEFAULT ${expression};`,
            batchedUpdate(effect.table, `${column} = ${expression}`, `${column} IS NULL`),
            ...(demands ? notNullSteps(effect.table, effect.subject) : []),
          ],
  };
}));

const M017: RuleInfo = {
  id: 'M017', name: 'add_generated_column', level: 'error', title: 'Stored generated column',
  rationale: 'Every row is written anew while nobody can read the table.',
};

export const addGeneratedColumn = hazardRule(M017, ['add_column'], (occurrence) => {
  const { effect } = occurrence;
  if (effect.rewrite === null || !has(nodesAt(columnOf(occurrence), 'constraints'), 'CONSTR_GENERATED')) return null;
  return {
    title: `Generated column ${quoteIdentifier(effect.subject ?? '')} rewrites ${nameOf(effect)}`,
    remedy: 'A plain column kept by a trigger and filled in batches; or, where it is only read, a view or an expression index.',
  };
});

const M018: RuleInfo = {
  id: 'M018', name: 'add_identity_column', level: 'error', title: 'Identity or serial column on a table with rows',
  rationale: 'Every row is written anew while nobody can read the table.',
};

export const addIdentityColumn = hazardRule(M018, ['add_column'], (occurrence) => {
  const { effect } = occurrence;
  const type = typeOf(occurrence);
  const constraints = nodesAt(columnOf(occurrence), 'constraints');
  const identity = has(constraints, 'CONSTR_IDENTITY');
  if (effect.rewrite === null || (!identity && !isSerial(type.base)) || effect.table === null || effect.subject === null) return null;
  const column = quoteIdentifier(effect.subject);
  const table = alter(effect.table);
  const when = textAt(constraints.find(({ body }) => textAt(body, 'contype') === 'CONSTR_IDENTITY')?.body ?? {}, 'generated_when') === 'a' ? 'ALWAYS' : 'BY DEFAULT';
  const fill = fillSequence(occurrence);
  const end = identity
    ? [
        'BEGIN;',
        `${table} ALTER COLUMN ${column} DROP DEFAULT, ALTER COLUMN ${column} ADD GENERATED ${when} AS IDENTITY;`,
        `SELECT setval(pg_get_serial_sequence(${regclassLiteral({ schema: effect.table.schema, name: effect.table.name })}, ${quoteLiteral(effect.subject)}), nextval(${regclassLiteral(fill)}));`,
        `DROP SEQUENCE ${shownTable({ ...fill, model: null, isNew: true })};`,
        'COMMIT;',
      ]
    : [`ALTER SEQUENCE ${shownTable({ ...fill, model: null, isNew: true })} OWNED BY ${shownTable(effect.table)}.${column};`];
  return {
    title: `${identity ? 'Identity' : 'Serial'} column ${column} rewrites ${nameOf(effect)}`,
    remedy: 'A nullable bigint fed by a sequence, filled in batches (run the UPDATE again until it changes no row), then NOT NULL; an identity goes on where that sequence stopped.',
    sql: [...sequenceSteps(occurrence), ...notNullSteps(effect.table, effect.subject), ...end],
  };
});

function fillSequence({ effect }: Pick<Occurrence, 'effect'>) {
  return { schema: effect.table?.schema ?? null, name: generatedName({ table: effect.table?.name ?? '', columns: [effect.subject ?? ''], suffix: 'fill' }, new Set()) };
}

function sequenceSteps({ effect }: Occurrence): string[] {
  if (effect.table === null || effect.subject === null) return [];
  const column = quoteIdentifier(effect.subject);
  const table = alter(effect.table);
  const sequence = fillSequence({ effect });
  const next = `nextval(${regclassLiteral(sequence)})`;
  return [
    SET_LOCK_TIMEOUT,
    `${table} ADD COLUMN ${column} bigint;`,
    `CREATE SEQUENCE ${shownTable({ ...sequence, model: null, isNew: true })};`,
    `${table} ALTER COLUMN ${column} SET DEFAULT ${next};`,
    batchedUpdate(effect.table, `${column} = ${next}`, `${column} IS NULL`),
  ];
}

const M019: RuleInfo = {
  id: 'M019', name: 'alter_type_rewrites', level: 'error', title: 'Change of type rewrites the table',
  rationale: 'Every row and every index of the table is written anew while nobody can read it.',
};

export const alterTypeRewrites = admitting(M019, 'alter_type', hazardRule(M019, ['alter_type'], (occurrence) => {
  const { effect } = occurrence;
  if (effect.table === null || effect.subject === null || effect.rewrite === null || isBetweenTimestamps(occurrence)) return null;
  const type = typeText(treeAt(columnOf(occurrence), 'typeName') ?? {});
  return {
    title: `Changing ${nameOf(effect)}.${quoteIdentifier(effect.subject)} to ${type.text} rewrites the table`,
    evidence: [effect.table.model === null ? null : `${formatCounted(effect.table.model.indexes.length, 'index', 'indexes')} built anew`, ...keysOver(effect)],
    remedy: isLarge(effect.table)
      ? 'A new column kept in step by a trigger, filled in batches (run the UPDATE again until it changes no row), then swapped in a short transaction. Indexes, constraints and defaults of the old column are made for the new one before the swap.'
      : 'The table is small: run it with a lock_timeout in a quiet moment.',
    sql: typeSteps(occurrence, type.text),
  };
}));

function typeSteps({ facts, step, effect }: Occurrence, type: string): string[] | null {
  if (effect.table === null || effect.subject === null) return null;
  if (!isLarge(effect.table)) return [SET_LOCK_TIMEOUT, `${step.statement.text};`];
  const hasUsing = (treeAt(effect.node.body, 'def') ?? {})['raw_default'] !== undefined;
  if (hasUsing && step.effects.length > 1) return null;
  const using = hasUsing ? textBehind(facts.parser, step.statement.text, 'USING') : null;
  if (hasUsing && (using === null || parseExpression(facts.parser, using) === null)) return null;
  return swapColumn(effect.table, effect.subject, { type, using });
}

/** Foreign keys on either side that the change checks again. */
function keysOver({ table, subject }: Occurrence['effect']): string[] {
  const own = (table?.model?.foreignKeys ?? []).filter(({ columns }) => columns.includes(subject ?? '')).map(({ name }) => name);
  const others = (table?.model?.referencedBy ?? []).filter(({ referencedColumns }) => referencedColumns.includes(subject ?? '')).map(({ name, from }) => `${quoteIdentifier(name)} of ${quoteQualified(from)}`);
  const all = [...own.map(quoteIdentifier), ...others];
  return all.length === 0 ? [] : [`foreign keys made anew, which locks the other table as well: ${all.join(', ')}`];
}

const M021: RuleInfo = {
  id: 'M021', name: 'alter_timestamp_zone', level: 'error', title: 'timestamp ↔ timestamptz rewrites outside UTC',
  rationale: 'In a session whose time zone is UTC nothing is rewritten; in any other every row is.',
};

export const alterTimestampZone = hazardRule(M021, ['alter_type'], (occurrence) => {
  const { effect } = occurrence;
  if (effect.table === null || effect.subject === null || !isBetweenTimestamps(occurrence)) return null;
  if (effect.known && effect.rewrite === null) return null;
  const isPlain = columnOf(occurrence)['raw_default'] === undefined;
  return {
    title: `${nameOf(effect)}.${quoteIdentifier(effect.subject)}: the change of time zone ${effect.known ? 'rewrites the table' : 'rewrites the table unless the session is in UTC'}`,
    level: zoneLevel(effect),
    remedy: "If the values are UTC, run it with SET LOCAL timezone = 'UTC': then no row is touched.",
    sql: isPlain ? [`BEGIN;`, "SET LOCAL lock_timeout = '2s';", "SET LOCAL timezone = 'UTC';", `${alter(effect.table)} ALTER COLUMN ${quoteIdentifier(effect.subject)} TYPE ${typeText(treeAt(columnOf(occurrence), 'typeName') ?? {}).text};`, 'COMMIT;'] : null,
  };
});

/** An error when it is sure to rewrite a large table, a warning when the session decides. */
function zoneLevel(effect: Occurrence['effect']): FindingLevel {
  if (!isLarge(effect.table)) return 'info';
  return effect.known ? 'error' : 'warning';
}

function isBetweenTimestamps({ effect, facts }: Occurrence): boolean {
  const before = effect.table?.model?.columns.find(({ name }) => name === effect.subject)?.type ?? '';
  const after = typeText(treeAt(treeAt(effect.node.body, 'def') ?? {}, 'typeName') ?? {}).base;
  return facts.models.length > 0 && before.startsWith('timestamp') && after.startsWith('timestamp') && before.includes('with time zone') !== after.includes('with time zone');
}

const M025: RuleInfo = {
  id: 'M025', name: 'drop_not_null_or_default', level: 'info', title: 'DROP NOT NULL or DROP DEFAULT',
  rationale: 'Code that is running may not expect NULL, or may rely on the default.',
};

export const dropNotNullOrDefault = hazardRule(M025, ['drop_not_null', 'drop_default'], ({ effect }) => ({
  title: `${effect.command} on ${nameOf(effect)}.${quoteIdentifier(effect.subject ?? '')}`,
  level: 'info',
  remedy: 'Check that the code that runs now, and the code it replaces, stand NULL in this column.',
}));

/** The rule, with a word about each command whose work is not known: silence would look like an all-clear. */
function admitting(info: RuleInfo, action: 'add_column' | 'alter_type', rule: Rule<MigrationFacts>): Rule<MigrationFacts> {
  return {
    ...rule,
    check: (facts) => {
      const unknown = facts.steps.flatMap(({ statement, effects }) => effects.filter((one) => one.action === action && !one.known && one.table?.isNew !== true && !isZoneChange(one)).map(({ note }) => `statement ${statement.number}: ${note ?? 'not known'}`));
      const { findings } = rule.check(facts);
      return { findings, skipped: unknown.flatMap((reason) => notChecked(info, reason, 'Try it on a copy of the table in a transaction that is rolled back, and compare pg_relation_filenode before and after.').skipped) };
    },
  };
}

/** M021 says the same of a change between timestamp types. */
function isZoneChange({ action, note }: Occurrence['effect']): boolean {
  return action === 'alter_type' && note?.includes('time zone is UTC') === true;
}

function columnOf({ effect }: Occurrence) {
  return treeAt(effect.node.body, 'def') ?? {};
}

function typeOf(occurrence: Occurrence) {
  return typeText(treeAt(columnOf(occurrence), 'typeName') ?? {});
}

