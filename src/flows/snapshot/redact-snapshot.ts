import { FlowError, type Migration, type MigrationText, type ProjectSnapshot, type Query, type Redaction, type SqlParser } from '#contract';
import { maskMigration } from '../text/mask-migration.ts';
import { maskSql, type MaskOptions } from '../text/mask-sql.ts';
import type { KnownSecret } from '../text/known-values.ts';
import { createRedactor, holdsSecret } from '../text/redact.ts';
import { mapStrings } from '../text/map-strings.ts';
import { schemaVocabulary } from '../text/vocabulary.ts';

export interface RedactedSnapshot {
  readonly snapshot: ProjectSnapshot;
  readonly redactions: readonly Redaction[];
}

/**
 * A snapshot that may leave the machine, by the rules of packs: literals of queries and of data statements in migrations masked,
 * secrets replaced everywhere. The packs built from it have the ids of those built from the original. Throws REDACTION_FAILED when a
 * secret is still in it.
 */
export function redactSnapshot(snapshot: ProjectSnapshot, { parser, secrets }: { readonly parser: SqlParser; readonly secrets: readonly KnownSecret[] }): RedactedSnapshot {
  const masking = { parser, vocabulary: schemaVocabulary(snapshot.models) };
  const project = { ...snapshot.project, sources: withoutFolders(snapshot.project.sources) };
  const masked = { ...snapshot, project, queries: snapshot.queries.map((query) => maskQuery(query, masking)), migrations: snapshot.migrations.map((migration) => maskFiles(migration, masking)) };
  const redactor = createRedactor(secrets);
  const redacted = mapStrings(masked, redactor.redact);
  if (holdsSecret(JSON.stringify(redacted), secrets)) {
    throw new FlowError('REDACTION_FAILED', 'The snapshot was not made: text that looks like a secret could not be removed from it.', { remedy: 'Remove the secret at its source, such as a comment or a migration.' });
  }
  return { snapshot: redacted, redactions: redactor.report() };
}

/** Folders of this machine tell who uses it, and nothing to whom the file is given. */
function withoutFolders(sources: ProjectSnapshot['project']['sources']): ProjectSnapshot['project']['sources'] {
  const last = (place: string | null): string | null => (place === null || /^https?:/i.test(place) ? place : (place.split(/[\\/]/).findLast((part) => part !== '') ?? place));
  return { ...sources, openapi: last(sources.openapi), migrations: last(sources.migrations) };
}

function maskQuery(query: Query, masking: MaskOptions): Query {
  return { ...query, sql: maskSql(query.sql, masking).text };
}

function maskFiles(migration: Migration, masking: MaskOptions): Migration {
  return { ...migration, up: maskFile(migration.up, masking), down: migration.down === null ? null : maskFile(migration.down, masking) };
}

/** What does not parse shows no statements to tell data from schema, so all of its literals go. */
function maskFile(file: MigrationText, masking: MaskOptions): MigrationText {
  if (!file.sql) return file;
  const parsed = masking.parser.parse(file.text);
  return { ...file, text: parsed.ok ? maskMigration(file.text, parsed.statements, masking).text : maskSql(file.text, masking).text };
}
