import type { AnswerMark, Model, SqlStatement } from '#contract';
import { quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { nearest } from '../../format/nearest.ts';
import { describeQuery } from '../../query/describe-query.ts';
import { statementNode, textAt, treeAt, walk, type Tree } from '../../sql/tree.ts';
import { columnNames, hasNo, mark, mayExist, type AnswerFacts, type AnswerRule, type AnswerRuleInfo } from '../answer-facts.ts';
import { neededNames } from '../answer-names.ts';
import type { AnswerStatement } from '../sql-text.ts';

const table: AnswerRuleInfo = { id: 'C002', name: 'table_unknown', level: 'error' };
const column: AnswerRuleInfo = { id: 'C003', name: 'column_unknown', level: 'error' };

interface TableName {
  readonly schema: string | null;
  readonly table: string;
}

const NO_MODELS = { skipped: 'no table of the project is known', remedy: 'Connect the database, then check again.' };

/** Tables of statements that neither the project has nor the answer makes. */
export const tableUnknown: AnswerRule = {
  ...table,
  check(facts) {
    if (facts.project.models.length === 0) return NO_MODELS;
    return facts.sql.statements.flatMap((found) => unknownTables(facts, found).map((name) => tableMark(facts, found, name)));
  },
};

/** Columns of statements that their tables do not have and the answer does not make. */
export const columnUnknown: AnswerRule = {
  ...column,
  check(facts) {
    if (facts.project.models.length === 0) return NO_MODELS;
    return facts.sql.statements.flatMap((found) => {
      const { names, models } = unknownColumns(facts, found);
      return names.map((name) => columnMark(facts, found, { name, models }));
    });
  },
};

function unknownTables(facts: AnswerFacts, { statement }: AnswerStatement): string[] {
  const node = statementNode(statement);
  const shape = describeQuery(statement, facts.project.models);
  const named: readonly TableName[] = shape.operation === 'OTHER' ? neededNames(node).filter((needed) => needed.column === null) : readTables(shape.unresolved, statement);
  const unknown = named.filter(({ schema, table: name }) => facts.models.find(schema, name) === null && !facts.created.tables.has(name) && !isAmbiguous(facts, schema, name));
  return [...new Set(unknown.map(({ schema, table: name }) => shownTable(schema, name)))];
}

/** Tables among what the query reader did not find: it lists columns too. */
function readTables(unresolved: readonly string[], statement: SqlStatement): TableName[] {
  const root = statementNode(statement);
  const relations: Tree[] = [];
  walk({ [root.kind]: root.body }, ({ kind, body }) => {
    // The target of INSERT, UPDATE, DELETE and MERGE carries no type name of its own.
    const target = kind === 'RangeVar' ? body : treeAt(body, 'relation');
    if (target !== null) relations.push(target);
  });
  return relations.flatMap((relation) => {
    const [schema, name] = [textAt(relation, 'schemaname'), textAt(relation, 'relname')];
    return name !== null && unresolved.includes(shownTable(schema, name)) ? [{ schema, table: name }] : [];
  });
}

function shownTable(schema: string | null, name: string): string {
  return schema === null ? quoteIdentifier(name) : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}

/** Several schemas have it and none is `public`: which one is meant is not known, but there is one. */
function isAmbiguous(facts: AnswerFacts, schema: string | null, name: string): boolean {
  return schema === null && facts.project.models.some((model) => model.name === name);
}

function unknownColumns(facts: AnswerFacts, { statement }: AnswerStatement): { names: readonly string[]; models: readonly Model[] } {
  const shape = describeQuery(statement, facts.project.models);
  if (shape.operation === 'OTHER') return unknownDdlColumns(facts, statement);
  const tables = new Set(readTables(shape.unresolved, statement).map(({ schema, table: name }) => shownTable(schema, name)));
  const ids = new Set(shape.tables.map(({ model }) => model));
  const names = shape.unresolved.filter((name) => !tables.has(name) && !isCreatedColumn(facts, name));
  return { names, models: facts.project.models.filter(({ id }) => ids.has(id)) };
}

function isCreatedColumn(facts: AnswerFacts, shown: string): boolean {
  const last = shown.split('.').at(-1) ?? shown;
  return [...facts.created.columns].some((name) => quoteIdentifier(name) === last);
}

function unknownDdlColumns(facts: AnswerFacts, statement: AnswerStatement['statement']): { names: readonly string[]; models: readonly Model[] } {
  const models: Model[] = [];
  const names = neededNames(statementNode(statement)).flatMap((needed) => {
    const model = facts.models.find(needed.schema, needed.table);
    if (model === null || needed.column === null) return [];
    models.push(model);
    const isKnown = model.columns.some(({ name }) => name === needed.column) || facts.created.columns.has(needed.column);
    return isKnown ? [] : [`${quoteIdentifier(model.name)}.${quoteIdentifier(needed.column)}`];
  });
  return { names: [...new Set(names)], models };
}

function tableMark(facts: AnswerFacts, found: AnswerStatement, name: string): AnswerMark {
  const near = nearest(name.replace(/^.*\./, ''), facts.project.models.map((model) => model.name));
  const shown = near.flatMap((close) => facts.project.models.filter((model) => model.name === close)).slice(0, 3).map(quoteName);
  return mark(table, facts, {
    ...placeOf(facts, found, name),
    level: facts.declaredBy === null ? table.level : 'info',
    title: `${hasNo(facts)} table ${name}`,
    evidence: [...(shown.length === 0 ? [] : [`nearest: ${shown.join(', ')}`]), ...mayExist(facts)],
  });
}

function columnMark(facts: AnswerFacts, found: AnswerStatement, { name, models }: { readonly name: string; readonly models: readonly Model[] }): AnswerMark {
  const near = nearest(name.replace(/^.*\./, ''), columnNames(models)).slice(0, 3).map(quoteIdentifier);
  return mark(column, facts, {
    ...placeOf(facts, found, name),
    // Code that declares a table declares the columns it uses.
    level: facts.declaredBy === null ? column.level : 'warning',
    title: `${facts.declaredBy === null ? 'There is no' : hasNo(facts)} column ${name}`,
    evidence: [
      ...(models.length === 0 ? [] : [`looked in ${[...new Set(models.map(quoteName))].join(', ')}`]),
      ...(near.length === 0 ? [] : [`nearest: ${near.join(', ')}`]),
      ...mayExist(facts),
    ],
  });
}

/** Where the name first stands in its statement; the whole statement when it is written in another way. */
function placeOf(facts: AnswerFacts, { start, end }: AnswerStatement, name: string): { start: number; end: number } {
  const text = facts.answer.text.slice(start, end);
  const candidates = [name, name.split('.').at(-1) ?? name];
  for (const candidate of candidates) {
    const at = findWord(text, candidate);
    if (at >= 0) return { start: start + at, end: start + at + candidate.length };
  }
  return { start, end };
}

function findWord(text: string, word: string): number {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = `${text.charAt(at - 1)}${text.charAt(at + word.length)}`;
    if (!/\w/.test(around)) return at;
  }
  return -1;
}
