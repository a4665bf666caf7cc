import type { Column, Model } from '#contract';
import { quoteIdentifier, quoteWord } from '../format/identifier.ts';
import { byCodeUnit } from '../format/order.ts';
import { parseTypeText, type TypeText } from '../migration/type-name.ts';
import { constraintNames } from '../schema/schema-facts.ts';
import type { ExpectedColumn, ExpectedTable } from './schema-history.ts';

export interface Differences {
  /** Columns the code relies on and the database lacks. */
  readonly missing: readonly string[];
  /** Everything else that is not the same. */
  readonly other: readonly string[];
}

/** One line for each difference between what the migrations make and the catalog, by name. */
export function compareTable(expected: ExpectedTable, model: Model): Differences {
  const columns = new Map(model.columns.map((column) => [column.name, column]));
  const names = [...expected.columns.keys()].toSorted(byCodeUnit);
  return {
    missing: names.filter((name) => !columns.has(name)).map((name) => `column ${quoteIdentifier(name)} of ${quoteWord(expected.columns.get(name)?.by ?? '')} is not in the database`),
    other: [
      ...names.flatMap((name) => compareColumn(expected.columns.get(name), columns.get(name))),
      ...model.columns.filter(({ name }) => !expected.columns.has(name)).map(({ name, type }) => `column ${quoteIdentifier(name)} (${type}) is in the database and in no applied migration`).toSorted(byCodeUnit),
      ...compareParts(expected, model),
    ],
  };
}

function compareColumn(expected: ExpectedColumn | undefined, column: Column | undefined): string[] {
  if (expected === undefined || column === undefined) return [];
  const name = quoteIdentifier(column.name);
  const sameType = expected.type === null || isSameType(expected.type, column.type);
  // A domain may refuse NULL by itself.
  const mayRefuse = expected.nullable === true && expected.type?.builtIn !== true;
  const sameNull = expected.nullable === null || mayRefuse || expected.nullable === column.nullable;
  return [
    ...(sameType ? [] : [`column ${name} is ${column.type} in the database, ${expected.type?.text ?? ''} by ${quoteWord(expected.by)}`]),
    ...(sameNull ? [] : [`column ${name} is ${nullWords(column.nullable)} in the database, ${nullWords(!column.nullable)} by ${quoteWord(expected.by)}`]),
  ];
}

function nullWords(nullable: boolean): string {
  return nullable ? 'nullable' : 'NOT NULL';
}

/** Types of the project and of extensions by their last name only: the migrations need not say in which schema they are. */
function isSameType(expected: TypeText, type: string): boolean {
  const actual = parseTypeText(type);
  if (expected.isArray !== actual.isArray) return false;
  if (!expected.builtIn) return lastName(expected.base) === lastName(actual.base);
  // Fields and precision of an interval are folded into one number by the parser.
  if (expected.base === 'interval') return actual.base.startsWith('interval');
  return expected.base === storedBase(actual.base) && modifiersOf(expected) === modifiersOf(actual);
}

/** `"char"` is a type of its own, and `bpchar` is `character` without a length. */
function storedBase(base: string): string {
  if (base === '"char"') return 'char';
  return base === 'bpchar' ? 'character' : base;
}

/** `numeric(10)` is printed as `numeric(10,0)`. */
function modifiersOf({ base, modifiers }: TypeText): string {
  return (base === 'numeric' && modifiers.length === 1 ? [...modifiers, 0] : modifiers).join(',');
}

function lastName(base: string): string {
  return (base.split('.').at(-1) ?? base).replaceAll('"', '').replace(/\(.*$/, '');
}

/** Indexes and constraints by the names the migrations gave them. */
function compareParts(expected: ExpectedTable, model: Model): string[] {
  const names = new Set([...constraintNames(model), ...model.indexes.map(({ name }) => name)]);
  return [...expected.parts]
    .filter(([name]) => !names.has(name))
    .map(([name, { kind, by }]) => `${kind === 'index' ? 'index' : 'constraint'} ${quoteIdentifier(name)} of ${quoteWord(by)} is not in the database`)
    .toSorted(byCodeUnit);
}
