import { applySuppressions, describeMigration, MIGRATION_RULESET, packSuppressions, quoteIdentifier, quoteName, type MigrationReport } from '#analysis';
import { isOnlyNamed, type AcceptedRisk, type Finding, type Migration, type MigrationFlowRequest, type Model, type Skipped, type SqlParser } from '#contract';
import type { BuildContext } from '../pack/build-context.ts';
import { omit, sections, type SectionDraft } from '../pack/section.ts';
import { failed, found, type Resolution } from '../resolve/resolution.ts';
import { resolveMigration } from '../resolve/resolve-migration.ts';
import { hasDeclared, untold, type PartWords } from '../sections/declared.ts';
import { acceptedOf, acceptedSection, findingsSection, rankFindings, remediesSection } from '../sections/findings.ts';
import { migrationState, migrationStatements, migrationText } from '../sections/migration-facts.ts';
import { queryTables } from '../sections/query-facts.ts';
import { tableUsage, usageOmissions } from '../sections/usage.ts';
import { maskMigration, type MaskedMigration } from '../text/mask-migration.ts';
import { maskSql } from '../text/mask-sql.ts';
import { schemaVocabulary } from '../text/vocabulary.ts';
import type { ActionEvidence } from './action-evidence.ts';

/** Evidence of the two migration actions. */
export function migrationEvidence(body: MigrationFlowRequest, context: BuildContext): Resolution<ActionEvidence> {
  const resolved = resolveMigration(context.snapshot, body);
  if (!resolved.ok) return failed(resolved.error);
  const migration = resolved.value;
  const report = migration.up.sql ? describe(migration.up.text, migration, context) : null;
  const models = modelsTouched(report, context.snapshot.models);
  const up = maskFile(migration.up, models, context);
  const own = context.snapshot.diagnostics.filter(({ object }) => object.kind === 'migration' && object.id === migration.id);
  const judged = applySuppressions(report?.findings ?? [], packSuppressions(context.snapshot), context.today);
  const hidden = new Set(up.hidden);
  const mask = <Own extends Finding>(finding: Own): Own => maskRemedy(finding, hidden, context.parser);
  const risks = [...(report?.accepted ?? []), ...judged.accepted, ...acceptedOf('migration', [migration.id], context.snapshot)];
  const accepted = risks.map((risk) => ({ ...risk, finding: mask(risk.finding) }));
  const findings = rankFindings([...judged.findings, ...own]).map(mask);
  return found({
    sections: sectionsOf(body.action_key, { migration, report, models, up, findings, accepted }, context),
    omitted: [...migrationOmissions(migration, report, context), ...untold(models, PARTS)],
    findings,
    accepted,
    unjudged: hasDeclared(models),
    masked: up.count === 0 ? [] : [{ kind: 'sql-literal', count: up.count }],
    identity: { migration_id: migration.id, app: migration.app, name: migration.name, action: body.action_key },
  });
}

interface MigrationParts {
  readonly migration: Migration;
  readonly report: MigrationReport | null;
  readonly models: readonly Model[];
  readonly up: MaskedMigration;
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedRisk[];
}

function sectionsOf(action: string, parts: MigrationParts, context: BuildContext): readonly SectionDraft[] {
  const { migration, report, models, up, findings } = parts;
  const state = migrationState(migration, context.snapshot.migrations);
  const statements = report === null ? null : migrationStatements(report, up.statements, context);
  const hazards = renamed(findingsSection(findings, MIGRATION_RULESET));
  const accepted = acceptedSection(parts.accepted);
  const upText = migrationText('up', 'Migration file', migration.up, up.text);
  const usage = tableUsage(models, context);
  const tables = queryTables(models, context);
  const downText = migration.down === null ? null : migrationText('down', 'Down file', migration.down, maskFile(migration.down, models, context).text);
  if (action === 'safe_rollout_plan') return sections(statements, hazards, remediesSection(findings), accepted, state, upText, downText, usage, tables);
  return sections(state, statements, upText, hazards, accepted, tables, usage, downText);
}

function renamed(draft: SectionDraft | null): SectionDraft | null {
  return draft === null ? null : { ...draft, id: 'hazards', title: 'Hazards' };
}

function describe(sql: string, migration: Migration, context: BuildContext): MigrationReport {
  return describeMigration(sql, context.parser, context.snapshot.models, {
    migrationId: migration.id,
    transactional: migration.transactional,
    serverVersion: context.snapshot.database?.versionNumber ?? null,
    down: migration.down?.text ?? null,
    state: migration.state,
    source: migration.up.path,
    today: context.today,
  });
}

function maskFile(file: Migration['up'], models: readonly Model[], context: BuildContext): MaskedMigration {
  const { parser, detail } = context;
  if (!file.sql || detail === 'literals') return { text: file.text, statements: [], count: 0, hidden: [] };
  const options = { parser, vocabulary: schemaVocabulary(models) };
  const parsed = parser.parse(file.text);
  // What does not parse shows no statements to tell data from schema, so all of its literals go.
  return parsed.ok ? maskMigration(file.text, parsed.statements, options) : { ...maskSql(file.text, options), statements: [] };
}

/** The safer form quotes the statement it is for: what was hidden there is hidden here, and our own numbers and comments stay. */
function maskRemedy<Own extends Finding>(finding: Own, hidden: ReadonlySet<string>, parser: SqlParser): Own {
  if (finding.remedy?.sql == null || hidden.size === 0) return finding;
  const { text } = maskSql(finding.remedy.sql, { parser, vocabulary: new Set(), only: hidden });
  return { ...finding, remedy: { ...finding.remedy, sql: text } };
}

/** Of declared models the report knows nothing, so their tables go by name; whose schema is not told, they go without one too. */
function modelsTouched(report: MigrationReport | null, models: readonly Model[]): readonly Model[] {
  const targets = (report?.statements ?? []).flatMap((statement) => statement.targets.filter(({ role }) => role !== 'partition'));
  const ids = new Set(targets.map(({ model }) => model));
  const names = new Set(targets.filter(({ model, isNew }) => model === null && !isNew).map(({ name }) => name));
  return models.filter((model) => ids.has(model.id) || (model.declared !== undefined && (names.has(quoteIdentifier(model.name)) || names.has(quoteName(model)))));
}

const PARTS: PartWords = [
  ['statistics', 'row counts and sizes'], ['indexes', 'indexes'], ['keys', 'keys'], ['foreign_keys', 'foreign keys'], ['checks', 'checks'],
  ['triggers', 'triggers'], ['policies', 'policies'], ['partitions', 'partitions'],
];

function migrationOmissions(migration: Migration, report: MigrationReport | null, context: BuildContext): readonly Skipped[] {
  return [...contentOmissions(migration, report), ...usageOmissions(context.snapshot), ...unread(context), omit('replication and traffic by the hour', 'not visible from this database role')];
}

function unread({ snapshot }: BuildContext): readonly Skipped[] {
  return snapshot.skipped.filter(({ part }) => part === 'migrations' || part === 'models');
}

function contentOmissions(migration: Migration, report: MigrationReport | null): readonly Skipped[] {
  if (isOnlyNamed(migration)) return [omit('statements, locks, hazards and rollback', 'only the name of the migration is told', 'Start with --migrations DIR.')];
  const down = migration.down === null ? [omit('down file', 'it does not exist: rollback steps must be written and marked as untested')] : [];
  const source = report === null ? [omit('statements, locks and hazards', `${migration.tool} migrations are source code, not SQL`, 'print the SQL with the tool and put it beside the file')] : [];
  const syntax = report?.syntaxError == null ? [] : [omit('statements and locks', `the file does not parse: ${report.syntaxError.message}`)];
  return [...down, ...source, ...syntax, ...(report?.skipped ?? [])];
}
