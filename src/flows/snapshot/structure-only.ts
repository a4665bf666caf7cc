import { diagnose } from '#analysis';
import type { Column, DatabaseFacts, Diagnostic, IndexDefinition, Model, ProjectSnapshot, Query, SqlParser } from '#contract';

/**
 * The snapshot as detail level `structure` may show it: the catalog without a count, size, fraction, time or age. What the rules say is
 * said anew from what is left, so that no figure stands in a finding; a finding keeps its short id, and one that rests on statistics goes.
 */
export function structureOnly(snapshot: ProjectSnapshot, parser: SqlParser, today: string | null): ProjectSnapshot {
  const ofSources = snapshot.skipped.filter(({ part }) => !/^[A-Z]\d{3}/.test(part));
  const plain = { ...snapshot, database: snapshot.database && plainDatabase(snapshot.database), models: snapshot.models.map(plainModel), queries: snapshot.queries.map(plainQuery) };
  const { diagnostics, accepted, skipped } = diagnose({ ...plain, skipped: ofSources }, parser, today);
  const said = new Map(diagnostics.map((diagnostic) => [diagnostic.id, diagnostic]));
  return {
    ...plain,
    diagnostics: snapshot.diagnostics.flatMap((known) => inItsPlace(known, said.get(known.id))),
    skipped: [...ofSources, ...skipped],
    ...(snapshot.accepted && { accepted }),
  };
}

function inItsPlace(known: Diagnostic, plain: Diagnostic | undefined): Diagnostic[] {
  return plain === undefined ? [] : [{ ...plain, shortId: known.shortId }];
}

function plainDatabase({ freezing: _freezing, sessions: _sessions, cacheHit: _cacheHit, ...database }: DatabaseFacts): DatabaseFacts {
  return { ...database, sizeBytes: null, statisticsAge: 'not shown', sequences: database.sequences.map((sequence) => ({ ...sequence, lastValue: null })) };
}

function plainModel(model: Model): Model {
  return { ...model, columns: model.columns.map(plainColumn), indexes: model.indexes.map(plainIndex), rowEstimate: null, size: null, activity: null };
}

function plainColumn(column: Column): Column {
  return { ...column, nullFraction: null, distinct: null, averageWidth: null };
}

function plainIndex(index: IndexDefinition): IndexDefinition {
  return { ...index, sizeBytes: null, scans: null };
}

function plainQuery(query: Query): Query {
  return { ...query, calls: null, totalMs: null, meanMs: null, maxMs: null, rows: null, sharedBlocksHit: null, sharedBlocksRead: null, tempBlocksWritten: null };
}
