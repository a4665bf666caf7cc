import type { AnswerMark, IndexDefinition, Model } from '#contract';
import { quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { nodesAt, statementNode, textAt, treeAt, type Tree } from '../../sql/tree.ts';
import { mark, type AnswerFacts, type AnswerRule, type AnswerRuleInfo } from '../answer-facts.ts';
import type { AnswerStatement } from '../sql-text.ts';

const info: AnswerRuleInfo = { id: 'C007', name: 'index_exists', level: 'warning' };

/** An index the answer proposes that is there already, or is the beginning of one that is. */
export const indexExists: AnswerRule = {
  ...info,
  check: (facts) => facts.sql.statements.flatMap((found) => existing(facts, found) ?? []),
};

interface NewIndex {
  readonly method: string;
  readonly unique: boolean;
  readonly keys: readonly { readonly column: string; readonly descending: boolean }[];
  readonly include: readonly string[];
}

function existing(facts: AnswerFacts, found: AnswerStatement): AnswerMark | null {
  const { kind, body } = statementNode(found.statement);
  const relation = kind === 'IndexStmt' ? treeAt(body, 'relation') : null;
  const model = relation === null ? null : facts.models.find(textAt(relation, 'schemaname'), textAt(relation, 'relname') ?? '');
  const proposed = model === null ? null : readIndex(body);
  if (model === null || proposed === null || isDroppedFirst(facts, model)) return null;
  const same = model.indexes.find((index) => comparable(index, proposed) && index.keys.length === proposed.keys.length && (!proposed.unique || index.unique));
  const isDeclared = model.declared !== undefined;
  if (same !== undefined) return describe(facts, found, { model, index: same, words: isDeclared ? 'is declared in code already' : 'is there already' });
  const longer = proposed.unique ? undefined : model.indexes.find((index) => comparable(index, proposed) && index.keys.length > proposed.keys.length);
  return longer === undefined ? null : describe(facts, found, { model, index: longer, words: `is the beginning of an index that is ${isDeclared ? 'declared in code' : 'there'}` });
}

/** Plain keys of a whole table only: predicates and expressions have too many ways to be written. */
function readIndex(body: Tree): NewIndex | null {
  const keys = nodesAt(body, 'indexParams').map(({ body: key }) => ({ column: textAt(key, 'name'), descending: textAt(key, 'ordering') === 'SORTBY_DESC', class: nodesAt(key, 'opclass').length > 0 }));
  if (body['whereClause'] !== undefined || keys.some((key) => key.column === null || key.class)) return null;
  return {
    method: textAt(body, 'accessMethod') ?? 'btree',
    unique: body['unique'] === true,
    keys: keys.map(({ column, descending }) => ({ column: column ?? '', descending })),
    include: nodesAt(body, 'indexIncludingParams').flatMap(({ body: key }) => textAt(key, 'name') ?? []),
  };
}

/** The existing index answers whatever the new one would: same method, its keys begin alike, and it holds the included columns. */
function comparable(index: IndexDefinition, proposed: NewIndex): boolean {
  if (!index.valid || index.predicate !== null || index.method !== proposed.method || index.keys.length < proposed.keys.length) return false;
  const pairs = proposed.keys.map((key, position) => ({ key, own: index.keys[position] }));
  const sameColumns = pairs.every(({ key, own }) => own?.column === key.column);
  // A btree is read in both directions: all keys the same way round, or all the other way.
  const turned = pairs.map(({ key, own }) => own?.descending !== key.descending);
  const sameOrder = proposed.method !== 'btree' || turned.every((turn) => turn === turned[0]);
  const held = new Set([...index.include, ...index.keys.map(({ column }) => column)]);
  return sameColumns && sameOrder && proposed.include.every((name) => held.has(name));
}

/** An answer may replace an index: what it drops need not be compared. */
function isDroppedFirst(facts: AnswerFacts, model: Model): boolean {
  const names = new Set(model.indexes.map(({ name }) => name));
  return facts.sql.statements.some(({ statement }) => {
    const { kind, body } = statementNode(statement);
    return kind === 'DropStmt' && textAt(body, 'removeType') === 'OBJECT_INDEX' && JSON.stringify(body['objects']).split('"').some((part) => names.has(part));
  });
}

function describe(facts: AnswerFacts, { start, end }: AnswerStatement, { model, index, words }: { readonly model: Model; readonly index: IndexDefinition; readonly words: string }): AnswerMark {
  const keys = index.keys.map((key) => `${key.column === null ? (key.expression ?? '') : quoteIdentifier(key.column)}${key.descending ? ' DESC' : ''}`);
  return mark(info, facts, {
    start,
    end,
    level: model.declared === undefined ? info.level : 'info',
    title: `This index of ${quoteName(model)} ${words}`,
    evidence: [
      `${quoteIdentifier(index.name)} (${keys.join(', ')})${index.unique ? ', unique' : ''}`,
      ...(model.declared === undefined ? [] : ['the database, which was not read, may lack it']),
    ],
  });
}
