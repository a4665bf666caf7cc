import { databaseRemedy, isKnown, whyUnknown, type Column, type Model, type Skipped, type SqlParser, type SqlStatement } from '#contract';
import { generatedName } from '../../format/generated-name.ts';
import { quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { describeQuery } from '../../query/describe-query.ts';
import type { PatternUse, TableUse } from '../../query/query-shape.ts';
import { wrapperName } from '../../query/expressions.ts';
import { notChecked, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { nodeAt, stringsAt, toNode } from '../../sql/tree.ts';
import { textField } from '../node-fields.ts';
import type { PlanFacts } from '../plan-facts.ts';
import { modelOf, planFinding } from '../plan-finding.ts';
import type { FlatPlanNode } from '../plan-types.ts';

const info: RuleInfo = {
  id: 'P028',
  name: 'function_on_column',
  level: 'warning',
  title: 'Function, cast or pattern that keeps an index from being used',
  rationale: 'A btree index is ordered by the column, not by what the function makes of it; a pattern that begins with a wildcard has no beginning to look up.',
};

export const functionOnColumn: Rule<PlanFacts> = {
  ...info,
  check(facts) {
    const { parser } = facts;
    if (parser === null) return notChecked(info, 'it reads the conditions as SQL, for which there is no parser here', 'Open an AI flow for the query: its pack has it.');
    const filters = facts.nodes.flatMap((node) => {
      const model = modelOf(facts, node);
      const filter = textField(node.node, 'Filter');
      return model === null || filter === null || node.loops === 0 ? [] : [{ node, model, filter }];
    });
    const read = filters.filter(({ model }) => isKnown(model, 'indexes')).map((entry) => ({ ...entry, use: readFilter(parser, entry) }));
    return {
      findings: read.flatMap(({ node, model, use }) => (use === null ? [] : obstacles(model, use).map((obstacle) => describe(facts, { node, model, obstacle })))),
      skipped: [
        ...filters.flatMap(({ model }) => unknownIndexes(model)),
        ...read.filter(({ use }) => use === null).map(({ node }) => ({ part: `${info.id} ${info.name}`, reason: `the filter of node ${node.path} could not be parsed`, remedy: null })),
      ],
    };
  },
};

function unknownIndexes(model: Model): Skipped[] {
  const why = whyUnknown(model, 'indexes');
  return why === null ? [] : [{ part: `${info.id} ${info.name}`, reason: `indexes of ${quoteName(model)} ${why}`, remedy: databaseRemedy }];
}

/** The filter as a WHERE clause of a query of its own, so that it is read as every query is. */
function readFilter(parser: SqlParser, entry: { readonly node: FlatPlanNode; readonly model: Model; readonly filter: string }): TableUse | null {
  const alias = quoteIdentifier(entry.node.alias ?? entry.model.name);
  // What EXPLAIN writes for subplans is no SQL.
  const condition = entry.filter
    .replaceAll(/\((?:hashed |alternatives: )?SubPlan \d+(?: or hashed SubPlan \d+)?\)(?:\.\w+)?/g, '(NULL)')
    .replaceAll(/\(InitPlan \d+\)\.\w+/g, '(NULL)')
    .replaceAll(/\((?:ANY|ALL) \(/g, '((');
  const parsed = parser.parse(`SELECT 1 FROM ${quoteName(entry.model)} ${alias} WHERE ${condition}`);
  const [statement] = parsed.ok ? parsed.statements : [];
  if (statement === undefined) return null;
  const bare = { ...statement, tree: withoutRelabels(statement.tree, entry.model) };
  return describeQuery(bare, [entry.model]).tables[0] ?? null;
}

/** PostgreSQL writes varchar comparisons with a cast to text that costs nothing and stops no index: the tree without them. */
function withoutRelabels(tree: SqlStatement['tree'], model: Model): SqlStatement['tree'] {
  const strings = new Set(model.columns.filter(({ type }) => /^(character varying|text|name|citext|public\.citext)/.test(type)).map(({ name }) => name));
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== 'object' || value === null) return value;
    const node = toNode(value);
    const argument = node?.kind === 'TypeCast' && wrapperName(node) === '::text' ? nodeAt(node.body, 'arg') : null;
    if (argument?.kind === 'ColumnRef' && strings.has(stringsAt(argument.body, 'fields').at(-1) ?? '')) return { ColumnRef: argument.body };
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
  };
  return Object.fromEntries(Object.entries(tree).map(([key, inner]) => [key, copy(inner)]));
}

interface Obstacle {
  readonly column: Column;
  readonly what: string;
  readonly kind: 'function' | 'cast' | 'pattern';
  readonly function: string;
}

function obstacles(model: Model, use: TableUse): Obstacle[] {
  const functions = use.functions.map(({ column, function: name }) => functionObstacle(model, column, name));
  return [...functions, ...use.patterns.map((pattern) => patternObstacle(model, pattern))].filter((obstacle) => obstacle !== null);
}

function functionObstacle(model: Model, columnName: string | null, name: string): Obstacle | null {
  const column = indexedColumn(model, columnName);
  if (column === null || hasExpressionIndex(model, name)) return null;
  const shown = quoteIdentifier(column.name);
  if (name.startsWith('::')) return { column, what: `${shown}${name}`, kind: 'cast', function: name };
  return /^[a-z_]\w*$/.test(name) && !NO_FUNCTIONS.has(name) ? { column, what: `${name}(${shown})`, kind: 'function', function: name } : null;
}

function patternObstacle(model: Model, { column: name, operator, leadingWildcard }: PatternUse): Obstacle | null {
  const column = indexedColumn(model, name);
  const slow = (operator === 'ILIKE' || operator === 'LIKE') && leadingWildcard === true;
  if (column === null || !slow || hasTrigramIndex(model, name)) return null;
  return { column, what: `${quoteIdentifier(name)} ${operator} with a leading wildcard`, kind: 'pattern', function: operator };
}

const SCALAR_METHODS: ReadonlySet<string> = new Set(['btree', 'hash']);

/** What `wrapperName` says of things that are no function. */
const NO_FUNCTIONS: ReadonlySet<string> = new Set(['expression', 'row', 'array', 'case', 'subscript', 'json', 'xml', 'collate', 'function']);

/** Of an index ordered or hashed by the column itself: a trigram or full-text index is not what a comparison of the bare column would use. */
function indexedColumn(model: Model, name: string | null): Column | null {
  const indexed = model.indexes.some((index) => index.valid && SCALAR_METHODS.has(index.method) && index.keys.some(({ column }) => column === name));
  return indexed ? (model.columns.find((column) => column.name === name) ?? null) : null;
}

function hasExpressionIndex(model: Model, name: string): boolean {
  return model.indexes.some(({ keys }) => keys.some(({ expression }) => expression?.includes(name) === true));
}

function hasTrigramIndex(model: Model, column: string): boolean {
  return model.indexes.some(({ keys }) => keys.some((key) => key.column === column && key.operatorClass.includes('trgm')));
}

function describe(facts: PlanFacts, entry: { readonly node: FlatPlanNode; readonly model: Model; readonly obstacle: Obstacle }) {
  const { node, model, obstacle } = entry;
  const remedy = remedyFor(model, obstacle);
  return planFinding(info, facts, {
    node,
    title: `Filter on ${obstacle.what}: the index on ${quoteIdentifier(obstacle.column.name)} cannot serve it`,
    evidence: [`the filter holds ${obstacle.what}; ${quoteIdentifier(obstacle.column.name)} is indexed in ${quoteName(model)}`],
    remedy: remedy.text,
    sql: remedy.sql,
  });
}

/** Functions of one argument that never change their answer: an index may hold their result. */
const INDEXABLE: ReadonlySet<string> = new Set(['lower', 'upper', 'abs', 'md5', 'reverse', 'initcap']);

function remedyFor(model: Model, { column, kind, function: name }: Obstacle): { text: string; sql: string | null } {
  const taken = new Set(model.indexes.map((index) => index.name));
  const target = `ON ${quoteName(model)}`;
  if (kind === 'pattern') {
    const index = quoteIdentifier(generatedName({ table: model.name, columns: [column.name, 'trgm'], suffix: 'idx' }, taken));
    const sql = `CREATE EXTENSION IF NOT EXISTS pg_trgm;\nCREATE INDEX CONCURRENTLY ${index} ${target} USING gin (${quoteIdentifier(column.name)} gin_trgm_ops);`;
    return { text: 'A trigram index finds text in the middle of a value.', sql: /^(text|character varying)/.test(column.type) ? sql : null };
  }
  if (kind === 'cast') return { text: 'Compare the bare column: write the other side in the type of the column, or a range (>= start AND < end) instead of a date cast.', sql: null };
  const index = quoteIdentifier(generatedName({ table: model.name, columns: [column.name, name], suffix: 'idx' }, taken));
  return {
    text: 'Compare the bare column, or index the expression as the query writes it.',
    sql: INDEXABLE.has(name) ? `CREATE INDEX CONCURRENTLY ${index} ${target} (${name}(${quoteIdentifier(column.name)}));` : null,
  };
}
