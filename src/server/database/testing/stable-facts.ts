import type { Model } from '#contract';

/**
 * A model without what differs from server to server: counters, ages and sizes. What is left is the same on every supported
 * version and on both drivers, but for the text of view definitions, of which 16 shortened column references.
 */
export function stableFacts(model: Model, { reader }: { reader: string }): unknown {
  const { size: _size, activity: _activity, definition, ...rest } = model;
  const facts = {
    ...rest,
    definition: definition === null ? null : definition.replace(/\bloans\.member_id/g, 'member_id'),
    indexes: model.indexes.map(({ sizeBytes: _bytes, scans: _scans, ...index }) => index),
  };
  return JSON.parse(JSON.stringify(facts).replaceAll(reader, 'reader'));
}
