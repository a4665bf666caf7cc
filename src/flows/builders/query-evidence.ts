import { applySuppressions, describeQuery, findPlanProblems, packSuppressions, PLAN_RULESET, rewriteFacts, SCHEMA_RULESET, whatIfFindings, type PlanProblems, type QueryShape } from '#analysis';
import { FlowError, type AcceptedRisk, type Finding, type Model, type QueryFlowRequest, type Skipped, type SqlStatement } from '#contract';
import type { BuildContext } from '../pack/build-context.ts';
import { omit, sections, type SectionDraft } from '../pack/section.ts';
import { failed, found, type Resolution } from '../resolve/resolution.ts';
import { hasDeclared, untold, type PartWords } from '../sections/declared.ts';
import { acceptedOf, acceptedSection, findingsSection, rankFindings } from '../sections/findings.ts';
import { modelIndexes } from '../sections/model-relations.ts';
import { plannerSettings, queryColumns, queryMeasured, queryTables, queryText } from '../sections/query-facts.ts';
import { queryPlan } from '../sections/query-plan.ts';
import { mustStayEqual, queryAsks, rewriteGuarantees } from '../sections/query-shape.ts';
import { whatIfAction, whatIfOmissions, whatIfSection } from '../sections/what-if.ts';
import { maskSql } from '../text/mask-sql.ts';
import { schemaVocabulary } from '../text/vocabulary.ts';
import { toVisibleLine } from '../text/visible.ts';
import type { ActionEvidence } from './action-evidence.ts';
import { findingsOfModels } from './model-evidence.ts';

/** Rules about indexes, statistics and keys: the ones that bear on a plan. */
const PLAN_RELATED = new Set(['D002', 'D003', 'D010', 'D011', 'D012', 'D013', 'D014', 'D015', 'D016', 'D017', 'D018']);

/** Evidence of the three query actions. */
export function queryEvidence(body: QueryFlowRequest, context: BuildContext): Resolution<ActionEvidence> {
  const parsed = singleStatement(body.sql, context);
  if (!parsed.ok) return parsed;
  const statement = parsed.value;
  const shape = describeQuery(statement, context.snapshot.models);
  const models = touchedBy(shape, context.snapshot.models);
  const masking = { parser: context.parser, vocabulary: schemaVocabulary(models) };
  const masked = context.detail === 'literals' ? { text: statement.text, count: 0 } : maskSql(statement.text, masking);
  const mask = (sql: string): string => (context.detail === 'literals' ? sql : maskSql(sql, masking).text);
  const problems = context.plan?.ok === true ? findPlanProblems(context.plan.plan, context.snapshot.models, context.parser) : null;
  const queryId = context.parser.fingerprint(statement.text)?.slice(0, 12) ?? null;
  const helpful = context.whatIf === null || body.action_key !== whatIfAction ? [] : whatIfFindings(context.whatIf, models);
  const judged = applySuppressions([...(problems?.findings ?? []), ...helpful], packSuppressions(context.snapshot, queryId), context.today);
  const findings = queryFindings(models, judged.findings, context);
  const accepted = [...judged.accepted, ...acceptedOf('model', models.map(({ id }) => id), context.snapshot).filter(({ finding }) => PLAN_RELATED.has(finding.rule))];
  return found({
    sections: sectionsOf(body.action_key, { statement, shape, models, findings, accepted, sql: masked.text, isMasked: context.detail !== 'literals', mask }, context),
    omitted: [...queryOmissions(body, problems, context), ...untold(models, PARTS)],
    findings,
    accepted,
    unjudged: hasDeclared(models),
    masked: masked.count === 0 ? [] : [{ kind: 'sql-literal', count: masked.count }],
    identity: { sql: masked.text, action: body.action_key },
  });
}

/** The one statement of a text, counted in the syntax tree; `INVALID_SQL` or `INVALID_REQUEST` otherwise. */
export function singleStatement(sql: string, context: Pick<BuildContext, 'parser'>): Resolution<SqlStatement> {
  if (sql.trim() === '') return failed(new FlowError('INVALID_REQUEST', 'sql is empty. Give one SQL statement.'));
  const parsed = context.parser.parse(sql);
  if (!parsed.ok) return failed(new FlowError('INVALID_SQL', `The SQL does not parse: ${parsed.message}${placeWords(sql, parsed.position)}.`));
  const [statement, ...more] = parsed.statements;
  if (statement === undefined) return failed(new FlowError('INVALID_REQUEST', 'sql holds no statement, only white space or comments.'));
  if (more.length > 0) {
    return failed(new FlowError('INVALID_SQL', `The SQL holds ${more.length + 1} statements. Give one statement at a time.`));
  }
  return found(statement);
}

interface QueryParts {
  readonly statement: SqlStatement;
  readonly shape: QueryShape;
  readonly models: readonly Model[];
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedRisk[];
  readonly sql: string;
  readonly isMasked: boolean;
  readonly mask: (sql: string) => string;
}

function sectionsOf(action: string, parts: QueryParts, context: BuildContext): readonly SectionDraft[] {
  const { shape, models } = parts;
  const query = queryText(parts.sql, parts.isMasked);
  const plan = queryPlan(context, parts.mask);
  const lints = findingsSection(parts.findings, `${PLAN_RULESET} and ${SCHEMA_RULESET}`);
  const risks = acceptedSection(parts.accepted);
  const measured = context.detail === 'structure' ? null : queryMeasured(measuredQuery(parts.statement.text, context));
  const tables = queryTables(models, context);
  const indexes = modelIndexes(models, context);
  const columns = queryColumns(models, usedColumns(shape), context);
  if (action === whatIfAction) return sections(query, queryAsks(shape, context.snapshot.models), plan, whatIfSection(context.whatIf), lints, risks, tables, indexes, columns, measured, plannerSettings(context));
  if (action === 'rewrite_suggestions') {
    const guarantees = rewriteGuarantees(rewriteFacts(shape, context.snapshot.models), models);
    return sections(query, mustStayEqual(shape), plan, guarantees, lints, risks, queryAsks(shape, context.snapshot.models), tables, columns, indexes, measured, plannerSettings(context));
  }
  return sections(query, plan, lints, risks, tables, plannerSettings(context), measured, queryAsks(shape, context.snapshot.models), indexes, columns);
}

function queryFindings(models: readonly Model[], planFindings: readonly Finding[], context: BuildContext): readonly Finding[] {
  return rankFindings([...planFindings, ...findingsOfModels(models, context.snapshot).filter(({ rule }) => PLAN_RELATED.has(rule))]);
}

function queryOmissions(body: QueryFlowRequest, problems: PlanProblems | null, context: BuildContext): readonly Skipped[] {
  const { plan } = context;
  const noPlan = plan === null ? [omit('plan', body.include_explain === false ? 'include_explain is false' : 'detail level: structure')] : [];
  const failedPlan = plan !== null && !plan.ok ? [omit('plan', plan.reason, plan.remedy)] : [];
  const values = context.detail === 'literals' ? [] : [omit('literals and most-common values', `detail level: ${context.detail}`)];
  const tried = body.action_key === whatIfAction ? whatIfOmissions(context) : [];
  return [...noPlan, ...failedPlan, ...tried, ...unreadLines(context), ...(problems?.skipped ?? []), ...values, ...context.snapshot.skipped.filter(({ part }) => part === 'queries' || part === 'models')];
}

const PARTS: PartWords = [
  ['indexes', 'undeclared indexes'], ['keys', 'keys'], ['foreign_keys', 'foreign keys'], ['checks', 'checks'], ['partitions', 'partitions'],
  ['statistics', 'row counts, sizes and statistics'],
];

/** Lines of a pasted plan that were not understood: named, never shown, because nothing tells a literal from a name in them. */
function unreadLines({ plan }: BuildContext): readonly Skipped[] {
  const lines = plan?.ok === true ? (plan.plan.notes ?? []).map(({ line }) => line) : [];
  if (lines.length === 0) return [];
  const more = lines.length > NAMED_LINES ? ` and ${lines.length - NAMED_LINES} more` : '';
  return [omit('lines of the pasted plan', `not part of a plan that could be read: line ${lines.slice(0, NAMED_LINES).join(', ')}${more}`)];
}

const NAMED_LINES = 12;

/** The models of a statement. */
export function touchedBy(shape: QueryShape, models: readonly Model[]): readonly Model[] {
  const ids = new Set(shape.tables.map(({ model }) => model));
  return models.filter(({ id }) => ids.has(id));
}

function usedColumns(shape: QueryShape): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>();
  for (const table of shape.tables) {
    if (table.model === null) continue;
    const names = used.get(table.model) ?? new Set<string>();
    const conditions = [...table.lists, ...table.joins, ...table.sort, ...table.nullTests, ...table.patterns, ...table.functions, ...table.otherConditions];
    const reads = table.readsAll ? [] : table.read;
    for (const name of [...table.equality, ...table.range, ...reads, ...table.group, ...table.alternatives, ...table.writes]) names.add(name);
    for (const { column } of conditions) if (column !== null) names.add(column);
    used.set(table.model, names);
  }
  return used;
}

function measuredQuery(sql: string, context: BuildContext) {
  const id = context.parser.fingerprint(sql)?.slice(0, 12);
  return context.snapshot.queries.find((query) => query.id === id) ?? null;
}

function placeWords(sql: string, position: number | null): string {
  if (position === null) return '';
  const before = sql.slice(0, position).split('\n');
  const near = toVisibleLine(sql.slice(position, position + 24));
  return ` (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}${near === '' ? '' : `, at "${near}"`})`;
}
