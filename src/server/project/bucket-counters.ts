import type { IndexDefinition, Model, Query } from '#contract';

/**
 * Counters that run while nobody changes anything, rounded down to two significant digits: the same schema under the same load gives the
 * same facts, packs and pack ids from one read to the next, and no threshold is passed by rounding. Estimates of the planner stay as they
 * are: they change with ANALYZE only.
 */
export function bucketModel(model: Model): Model {
  const { activity } = model;
  return {
    ...model,
    indexes: model.indexes.map(bucketIndex),
    activity: activity && {
      ...activity,
      sequentialScans: bucket(activity.sequentialScans),
      indexScans: bucket(activity.indexScans),
      inserted: bucket(activity.inserted),
      updated: bucket(activity.updated),
      deleted: bucket(activity.deleted),
      liveRows: bucket(activity.liveRows),
      deadRows: bucket(activity.deadRows),
      modifiedSinceAnalyze: bucket(activity.modifiedSinceAnalyze),
    },
  };
}

export function bucketQuery(query: Query): Query {
  return {
    ...query,
    calls: bucketNullable(query.calls),
    totalMs: bucketNullable(query.totalMs),
    meanMs: bucketNullable(query.meanMs),
    maxMs: bucketNullable(query.maxMs),
    rows: bucketNullable(query.rows),
    sharedBlocksHit: bucketNullable(query.sharedBlocksHit),
    sharedBlocksRead: bucketNullable(query.sharedBlocksRead),
    tempBlocksWritten: bucketNullable(query.tempBlocksWritten),
  };
}

function bucketIndex(index: IndexDefinition): IndexDefinition {
  return { ...index, scans: bucketNullable(index.scans) };
}

function bucketNullable(value: number | null): number | null {
  return value === null ? null : bucket(value);
}

/** 12,689 → 12,000; 0.0478 → 0.047; numbers of one or two digits stay. By the shortest digits, not by logarithm: 1,000 is exactly 1,000, and 0.0087 is 0.0087. */
export function bucket(value: number): number {
  if (!Number.isFinite(value) || value <= 0) return value;
  const [digits = '0', exponent = '0'] = value.toExponential().split('e');
  return Number(`${digits.slice(0, 3)}e${exponent}`);
}
