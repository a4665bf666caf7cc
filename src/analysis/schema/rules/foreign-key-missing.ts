import type { Column, Model } from '#contract';
import { quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { finding, found, modelObject, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { addForeignKeyStatements, createIndexStatements, sqlLines } from '../safe-ddl.ts';
import { isTable, ownTables, type SchemaFacts } from '../schema-facts.ts';
import { sizeEvidence } from '../size-evidence.ts';

const info: RuleInfo = {
  id: 'D004',
  name: 'fk_missing',
  level: 'info',
  title: 'Column that looks like a foreign key, without one',
  rationale: 'Nothing keeps the column from pointing to rows that do not exist, and the planner cannot use the relation.',
};

export const foreignKeyMissing: Rule<SchemaFacts> = {
  ...info,
  check(facts) {
    const tables = new Map(facts.models.filter(isTable).map((model) => [`${model.schema}\0${model.name}`, model]));
    return found(
      ownTables(facts).flatMap((model) =>
        model.columns.flatMap((column) => {
          const target = isConstrained(facts, model, column.name) ? null : missingTarget(tables, model, column);
          return target === null ? [] : describe(facts, model, { column, target });
        }),
      ),
    );
  },
};

/** The table `x` or `xs` in the same schema whose one key column `x_id` could reference. */
function missingTarget(tables: ReadonlyMap<string, Model>, model: Model, column: Column): Model | null {
  const stem = /^(.+)_id$/.exec(column.name)?.[1];
  if (stem === undefined || isPolymorphic(model, stem)) return null;
  const target = tables.get(`${model.schema}\0${stem}`) ?? tables.get(`${model.schema}\0${stem}s`);
  if (target === undefined || (target.id === model.id && isOwnKey(model, column.name))) return null;
  const key = keyColumn(target);
  return key !== null && comparable(key.type, column.type) ? target : null;
}

/** By a foreign key of its own, or by one of its partitions. */
function isConstrained(facts: SchemaFacts, model: Model, column: string): boolean {
  const partitions = model.partitions.flatMap(({ model: id }) => facts.modelById.get(id) ?? []);
  return [model, ...partitions].some(({ foreignKeys }) => foreignKeys.some((key) => key.columns.includes(column)));
}

/** `owner_type` beside `owner_id`: the target differs from row to row. */
function isPolymorphic(model: Model, stem: string): boolean {
  return model.columns.some(({ name }) => name === `${stem}_type`);
}

function isOwnKey(model: Model, column: string): boolean {
  return [...(model.primaryKey?.columns ?? []), ...model.uniques.flatMap(({ columns }) => columns)].includes(column);
}

function keyColumn(target: Model): Column | null {
  const columns = target.primaryKey?.columns ?? [];
  return columns.length === 1 ? (target.columns.find(({ name }) => name === columns[0]) ?? null) : null;
}

const INTEGERS = new Set(['smallint', 'integer', 'bigint']);

/** A foreign key between other types than these is refused or compares slowly: not something to propose. */
function comparable(left: string, right: string): boolean {
  return left === right || (INTEGERS.has(left) && INTEGERS.has(right));
}

function describe(facts: SchemaFacts, model: Model, { column, target }: { readonly column: Column; readonly target: Model }) {
  const key = keyColumn(target)?.name ?? '';
  const indexed = model.indexes.some(({ valid, keys, predicate }) => valid && predicate === null && keys[0]?.column === column.name);
  // Without an index D002 would be the next finding.
  const index = indexed ? [] : (createIndexStatements(facts, model, [column.name]) ?? []);
  const statements = [...index, ...addForeignKeyStatements(model, { columns: [column.name], target, targetColumns: [key] })];
  return finding(info, {
    object: modelObject(model, column.name),
    title: `${quoteName(model)}.${quoteIdentifier(column.name)} has no foreign key to ${quoteName(target)}`,
    evidence: [
      `${quoteName(model)}.${quoteIdentifier(column.name)} is ${column.type}; ${quoteName(target)} has the primary key ${quoteIdentifier(key)} (guess from the name)`,
      sizeEvidence(model),
    ],
    remedy: {
      text: 'If the column is meant to reference that table, index it where it is not, add the key unchecked, then check the old rows; VALIDATE fails when rows without a target exist.',
      sql: sqlLines(statements),
    },
  });
}
