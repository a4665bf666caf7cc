import type { Column, ForeignKey, Model } from '#contract';
import { quoteColumns, quoteIdentifier, quoteLiteral, quoteName, quoteQualified, regclassLiteral } from '../../format/identifier.ts';
import { formatCounted } from '../../format/number.ts';
import { finding, found, modelObject, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { dependentsEvidence } from '../column-dependents.ts';
import { alterTable } from '../safe-ddl.ts';
import { isTable, ownTables, type SchemaFacts } from '../schema-facts.ts';
import { sizeEvidence } from '../size-evidence.ts';
import { compareIntegers, widening } from '../widen-key.ts';

const mismatch: RuleInfo = {
  id: 'D003', name: 'fk_type_mismatch', level: 'warning', title: 'Foreign key between columns of different types',
  rationale: 'Every check and join converts one side, and values that fit one column may not fit the other.',
};

const smallKey: RuleInfo = {
  id: 'D020', name: 'pk_int_small', level: 'info', title: 'Primary key smaller than bigint',
  rationale: 'integer ends at 2,147,483,647 and smallint at 32,767; widening later rewrites this table and every one that references it.',
};

const serial: RuleInfo = {
  id: 'D021', name: 'serial_column', level: 'info', title: 'serial instead of an identity column',
  rationale: 'The default and the sequence are separate objects with rights of their own; an identity column keeps them together.',
};

export const foreignKeyTypeMismatch: Rule<SchemaFacts> = {
  ...mismatch,
  check: (facts) => found(ownTables(facts).flatMap((model) => model.foreignKeys.flatMap((key) => describeMismatch(facts, model, key)))),
};

function describeMismatch(facts: SchemaFacts, model: Model, key: ForeignKey) {
  const target = facts.modelById.get(key.references);
  if (target === undefined) return [];
  const pairs = key.columns.flatMap((name, position) => {
    const from = model.columns.find((column) => column.name === name);
    const to = target.columns.find((column) => column.name === key.referencedColumns[position]);
    return from === undefined || to === undefined || from.type === to.type ? [] : [{ from, to }];
  });
  if (pairs.length === 0) return [];
  const { dependents, ...remedy } = sameTypes(facts, { model, target, pairs });
  return [
    finding(mismatch, {
      object: modelObject(model, key.name),
      title: `Foreign key ${quoteIdentifier(key.name)} of ${quoteName(model)} joins different types`,
      evidence: [
        ...pairs.map(({ from, to }) => `${quoteName(model)}.${quoteIdentifier(from.name)} is ${from.type}, ${quoteName(target)}.${quoteIdentifier(to.name)} is ${to.type}`),
        sizeEvidence(model),
        dependentsEvidence(dependents),
      ],
      remedy,
    }),
  ];
}

interface Pair {
  readonly from: Column;
  readonly to: Column;
}

/** Widens the narrower side, never the other way round; null SQL where neither holds all values of the other. */
function sameTypes(facts: SchemaFacts, keys: { readonly model: Model; readonly target: Model; readonly pairs: readonly Pair[] }) {
  const { model, target, pairs } = keys;
  const order = pairs.map(({ from, to }) => compareIntegers(from.type, to.type) ?? 0);
  const widensKey = order.every((difference) => difference > 0);
  const text = widensKey
    ? `Widen the referenced key ${quoteName(target)} ${quoteColumns(pairs.map(({ to }) => to.name))} and all that references it.`
    : `Give ${quoteColumns(pairs.map(({ from }) => from.name))} the type of the key it references.`;
  const types = new Set(pairs.map(({ from, to }) => (widensKey ? from.type : to.type)));
  const [type = ''] = types;
  if (types.size !== 1 || !(widensKey || order.every((difference) => difference < 0))) return { text, sql: null, dependents: [] };
  const changed = pairs.map(({ from, to }) => (widensKey ? { model: target, column: to } : { model, column: from }));
  const change = widening(facts, changed, type);
  return { text: `${text} ${change.text}`, sql: change.sql, dependents: change.dependents };
}

export const primaryKeySmall: Rule<SchemaFacts> = {
  ...smallKey,
  check: (facts) =>
    found(
      ownTables(facts).flatMap((model) => {
        const column = singleKey(model);
        if (column === null || !['smallint', 'integer'].includes(column.type) || takesItsValues(facts, model, column)) return [];
        const { sql, text, dependents } = widening(facts, [{ model, column }], 'bigint');
        return finding(smallKey, {
          object: modelObject(model, column.name),
          title: `Primary key ${quoteName(model)}.${quoteIdentifier(column.name)} is ${column.type}`,
          evidence: [
            sizeEvidence(model),
            model.referencedBy.length === 0 ? null : `referenced by ${formatCounted(model.referencedBy.length, 'foreign key')}, whose columns need the same type`,
            dependentsEvidence(dependents),
          ],
          remedy: { text: `Where the table can grow large, make it bigint while it is small. ${text}`, sql },
        });
      }),
    ),
};

/** A key that is a foreign key too cannot outgrow the one it references, which is named itself. */
function takesItsValues(facts: SchemaFacts, model: Model, column: Column): boolean {
  return model.foreignKeys.some(({ columns, references }) => columns.length === 1 && columns[0] === column.name && references !== model.id && facts.modelById.has(references));
}

export const serialColumn: Rule<SchemaFacts> = {
  ...serial,
  check: (facts) =>
    found(
      facts.models.filter((model) => isTable(model) && model.partitionOf === null).flatMap((model) =>
        model.columns
          .filter((column) => column.sequence !== null && column.identity === null)
          .map((column) =>
            finding(serial, {
              object: modelObject(model, column.name),
              title: `${quoteName(model)}.${quoteIdentifier(column.name)} is a serial column`,
              evidence: [`its default draws from the sequence ${quoteQualified(column.sequence ?? '')}`],
              remedy: {
                text: 'Make it an identity column that goes on after the highest value, in one short transaction.',
                sql: toIdentity(model, column),
              },
            }),
          ),
      ),
    ),
};

function toIdentity(model: Model, column: Column): string | null {
  const name = quoteIdentifier(column.name);
  // An identity column is NOT NULL; making it so may read the whole table, which is not this rule's business.
  if (column.nullable || column.sequence === null) return null;
  return [
    'BEGIN;',
    "SET LOCAL lock_timeout = '2s';",
    `${alterTable(model)} ALTER COLUMN ${name} DROP DEFAULT;`,
    `DROP SEQUENCE ${quoteQualified(column.sequence)};`,
    `${alterTable(model)} ALTER COLUMN ${name} ADD GENERATED BY DEFAULT AS IDENTITY;`,
    `SELECT setval(pg_get_serial_sequence(${regclassLiteral(model)}, ${quoteLiteral(column.name)}), coalesce(max(${name}), 0) + 1, false) FROM ${quoteName(model)};`,
    'COMMIT;',
  ].join('\n');
}

function singleKey(model: Model): Column | null {
  const columns = model.primaryKey?.columns ?? [];
  return columns.length === 1 ? (model.columns.find(({ name }) => name === columns[0]) ?? null) : null;
}
