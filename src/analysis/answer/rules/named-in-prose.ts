import { databaseRemedy, whyUnknown, type AnswerMark } from '#contract';
import { quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { nearest } from '../../format/nearest.ts';
import { nodesAt, statementNode, stringsAt, textAt, treeAt } from '../../sql/tree.ts';
import { hasNo, mark, mayExist, type AnswerFacts, type AnswerRule, type AnswerRuleInfo } from '../answer-facts.ts';
import type { CodeSpan } from '../answer-text.ts';

const index: AnswerRuleInfo = { id: 'C004', name: 'index_unknown', level: 'warning' };
const prose: AnswerRuleInfo = { id: 'C006', name: 'name_unknown', level: 'warning' };

/** Indexes that are dropped, rebuilt or spoken of, and that neither the project has nor the answer makes. */
export const indexUnknown: AnswerRule = {
  ...index,
  check(facts) {
    if (facts.project.models.length === 0) return { skipped: 'no index of the project is known', remedy: 'Connect the database, then check again.' };
    const [why] = facts.project.models.flatMap((model) => whyUnknown(model, 'indexes') ?? []);
    if (why !== undefined) return { skipped: `indexes ${why}`, remedy: databaseRemedy };
    const known = indexNames(facts);
    const inSql = facts.sql.statements.flatMap(({ statement, start, end }) => droppedIndexes(statementNode(statement)).filter((name) => !known.has(name)).map((name) => ({ name, start, end })));
    const inProse = facts.answer.spans.filter(({ text }) => /^[a-z_][\w$]*_(?:idx|index|pkey)$/.test(text) && !known.has(text)).map((span) => ({ name: span.text, ...span }));
    return onceEach([...inSql, ...inProse]).map(({ name, start, end }) =>
      mark(index, facts, { start, end, title: `The project has no index ${quoteIdentifier(name)}`, evidence: nearNames(name, [...known]) }),
    );
  },
};

function indexNames(facts: AnswerFacts): Set<string> {
  const own = facts.project.models.flatMap((model) => [...model.indexes, ...model.uniques, ...model.exclusions, ...(model.primaryKey === null ? [] : [model.primaryKey])]);
  return new Set([...own.map(({ name }) => name), ...facts.created.indexes]);
}

function droppedIndexes(node: ReturnType<typeof statementNode>): string[] {
  const { kind, body } = node;
  if (kind === 'DropStmt' && textAt(body, 'removeType') === 'OBJECT_INDEX' && body['missing_ok'] !== true) {
    return nodesAt(body, 'objects').flatMap((object) => stringsAt({ list: { [object.kind]: object.body } }, 'list').at(-1) ?? []);
  }
  const relation = kind === 'ReindexStmt' && textAt(body, 'kind') === 'REINDEX_OBJECT_INDEX' ? treeAt(body, 'relation') : null;
  const name = relation === null ? null : textAt(relation, 'relname');
  return name === null ? [] : [name];
}

function onceEach<Named extends { readonly name: string; readonly start: number }>(found: readonly Named[]): Named[] {
  const seen = new Set<string>();
  return found.filter(({ name }) => !seen.has(name) && seen.add(name));
}

/** `table.column` in a code span, where the table is there and the column is not; a span that the text calls a table or column. */
export const nameUnknown: AnswerRule = {
  ...prose,
  check(facts) {
    if (facts.project.models.length === 0) return [];
    const found = facts.answer.spans.flatMap((span) => unknownPair(facts, span) ?? unknownWord(facts, span) ?? []);
    const seen = new Set<string>();
    return found.filter(({ title }) => !seen.has(title) && seen.add(title));
  },
};

function unknownPair(facts: AnswerFacts, span: CodeSpan): AnswerMark | null {
  const [, name = '', column = ''] = /^([a-z_]\w*)\.([a-z_]\w*)$/.exec(span.text) ?? [];
  const candidates = facts.project.models.filter((model) => model.name === name);
  const known = candidates.some((model) => model.columns.some((own) => own.name === column)) || facts.created.columns.has(column);
  // A schema may have the name of a table.
  if (candidates.length === 0 || known || FILE_ENDINGS.has(column) || facts.project.models.some(({ schema }) => schema === name)) return null;
  const names = candidates.flatMap((model) => model.columns.map((own) => own.name));
  const shown = candidates.map(quoteName).join(' or ');
  const title = facts.declaredBy === null ? `${shown} has no column ${quoteIdentifier(column)}` : `${hasNo(facts)} column ${shown}.${quoteIdentifier(column)}`;
  return mark(prose, facts, { ...span, level: levelOf(facts), title, evidence: [...nearNames(column, names), ...mayExist(facts)] });
}

const FILE_ENDINGS: ReadonlySet<string> = new Set(['sql', 'json', 'ts', 'js', 'py', 'rb', 'yaml', 'yml', 'md', 'txt', 'toml', 'prisma']);

function unknownWord(facts: AnswerFacts, span: CodeSpan): AnswerMark | null {
  if (!/^[a-z_]\w{2,}$/.test(span.text)) return null;
  const kind = kindInProse(facts.answer.prose, span);
  if (kind === null) return null;
  const names = kind === 'table' ? facts.project.models.flatMap((model) => [model.name, model.displayName]) : facts.project.models.flatMap((model) => model.columns.map(({ name }) => name));
  const created = kind === 'table' ? facts.created.tables : facts.created.columns;
  if (names.includes(span.text) || created.has(span.text) || isProposed(facts.answer.prose, span)) return null;
  return mark(prose, facts, { ...span, level: levelOf(facts), title: `${hasNo(facts)} ${kind} ${quoteIdentifier(span.text)}`, evidence: [...nearNames(span.text, names), ...mayExist(facts)] });
}

function levelOf({ declaredBy }: AnswerFacts): AnswerMark['level'] {
  return declaredBy === null ? prose.level : 'info';
}

/** `the column \`x\``, `table \`x\``, or `\`x\` column`: only words right beside it count. */
function kindInProse(text: string, { start, end }: CodeSpan): 'table' | 'column' | null {
  const before = /\b(table|column)\s+`+$/i.exec(text.slice(Math.max(0, start - 24), start))?.[1];
  const after = /^`+\s+(table|column)\b/i.exec(text.slice(end, end + 16))?.[1];
  const word = (before ?? after)?.toLowerCase();
  return word === 'table' || word === 'column' ? word : null;
}

/** "Add a column `x`", "a new table `x`": it need not be there. */
function isProposed(text: string, { start }: CodeSpan): boolean {
  return /\b(?:add|adding|create|creating|new|introduce|introducing|separate|called|named|missing|no|without)\b[^.\n|]{0,40}$/i.test(text.slice(Math.max(0, start - 64), start));
}

function nearNames(name: string, names: readonly string[]): string[] {
  const near = nearest(name, names).slice(0, 3).map(quoteIdentifier);
  return near.length === 0 ? [] : [`nearest: ${near.join(', ')}`];
}
