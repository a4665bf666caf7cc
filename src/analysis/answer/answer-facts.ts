import type { AnswerMark, Finding, Model, ProjectSnapshot, SqlParser } from '#contract';
import { createModelLookup, type ModelLookup } from '../query/model-lookup.ts';
import { createdNames, type CreatedNames } from './answer-names.ts';
import { lineOf, readAnswerText, type AnswerText, type TextRange } from './answer-text.ts';
import { readAnswerSql, type AnswerSql } from './sql-text.ts';

/** What was asked: an answer is judged against it. */
export interface AnswerRequest {
  readonly actionKey: string;
  /** The text the model was given: figures of an answer that stand here are evidence. */
  readonly prompt: string;
  /** Headings the answer was asked to have, in order; empty = any. */
  readonly headings: readonly string[];
  /** Ids that had to be ranked, as the prompt shows them (`d-001`); empty = nothing had to be ranked. */
  readonly toRank: readonly string[];
  /** True when the prompt holds a plan. */
  readonly hasPlan: boolean;
}

export type AnswerProject = Pick<ProjectSnapshot, 'models' | 'routes' | 'database'>;

/** Everything the checks of an answer look at. */
export interface AnswerFacts {
  readonly answer: AnswerText;
  readonly sql: AnswerSql;
  readonly created: CreatedNames;
  readonly request: AnswerRequest;
  readonly project: AnswerProject;
  readonly models: ModelLookup;
  /** Who declared the models in code; then a name that is not among them may exist all the same. Null = they are those of the catalog. */
  readonly declaredBy: string | null;
  readonly parser: SqlParser;
  /** `YYYY-MM-DD`; null = not known. */
  readonly today: string | null;
}

export function answerFacts(answer: string, about: Pick<AnswerFacts, 'request' | 'project' | 'parser' | 'today'>): AnswerFacts {
  const text = readAnswerText(answer);
  const sql = readAnswerSql(text, about.parser);
  const { models } = about.project;
  const declaredBy = models.find(({ declared }) => declared !== undefined)?.declared?.by ?? null;
  return { ...about, answer: text, sql, created: createdNames(sql.statements), models: createModelLookup(models), declaredBy };
}

/** What a check is. */
export interface AnswerRuleInfo {
  /** Such as `C003`. */
  readonly id: string;
  /** Such as `column_unknown`. */
  readonly name: string;
  readonly level: Finding['level'];
}

export interface AnswerRule extends AnswerRuleInfo {
  /** Marks, or why it could not look. */
  check(facts: AnswerFacts): readonly AnswerMark[] | { readonly skipped: string; readonly remedy: string | null };
}

export interface MarkDetail extends TextRange {
  readonly title: string;
  readonly evidence?: readonly string[];
  readonly remedy?: AnswerMark['remedy'];
  readonly level?: Finding['level'];
}

export function mark(rule: AnswerRuleInfo, facts: AnswerFacts, { start, end, ...detail }: MarkDetail): AnswerMark {
  return {
    id: `${rule.id}:${start}`,
    rule: rule.id,
    name: rule.name,
    level: detail.level ?? rule.level,
    title: detail.title,
    evidence: detail.evidence ?? [],
    remedy: detail.remedy ?? null,
    start,
    end,
    line: lineOf(facts.answer.text, start),
  };
}

/** Begins the title of a mark about a missing name: `The project has no`, or what alone is known where code declares the models. */
export function hasNo({ declaredBy }: Pick<AnswerFacts, 'declaredBy'>): string {
  return declaredBy === null ? 'The project has no' : `The ${declaredBy} declares no`;
}

/** Last line of the evidence of a mark that rests on declared models. */
export function mayExist({ declaredBy }: Pick<AnswerFacts, 'declaredBy'>): readonly string[] {
  return declaredBy === null ? [] : ['the database, which was not read, may have it'];
}

/** Names of the columns of these models, each once. */
export function columnNames(models: readonly Model[]): string[] {
  return [...new Set(models.flatMap(({ columns }) => columns.map(({ name }) => name)))];
}
