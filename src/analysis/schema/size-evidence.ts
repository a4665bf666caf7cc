import type { Model } from '#contract';
import { quoteName } from '../format/identifier.ts';
import { formatBytes, formatCounted } from '../format/number.ts';
import { schemaThresholds } from './thresholds.ts';

/** `public.orders: 600,000 rows (estimate), table 57 MB, indexes 42 MB`. */
export function sizeEvidence(model: Model): string {
  const rows = model.rowEstimate === null ? 'row count not known (never analysed)' : `${formatCounted(model.rowEstimate, 'row')} (estimate)`;
  if (model.size === null) return `${quoteName(model)}: ${rows}`;
  return `${quoteName(model)}: ${rows}, table ${formatBytes(model.size.table)}, indexes ${formatBytes(model.size.indexes)}`;
}

/** True when a rewrite or full scan under an exclusive lock would hurt, or the size is not known. */
export function isLarge(model: Model): boolean {
  return model.rowEstimate === null || model.rowEstimate >= schemaThresholds.largeRows;
}
