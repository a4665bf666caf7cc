import { quoteIdentifier } from '../format/identifier.ts';
import type { SqlNode } from '../sql/tree.ts';
import { stringsAt } from '../sql/tree.ts';
import type { Origin, Reading, Scope, Source } from './reading.ts';

/** A column reference that was looked up. `origin` is null for columns of derived tables and for names nobody has. */
export interface ResolvedColumn {
  readonly origin: Origin | null;
  /** True when it belongs to a query around this one. */
  readonly outer: boolean;
}

const SYSTEM_COLUMNS: ReadonlySet<string> = new Set(['ctid', 'oid', 'tableoid', 'xmin', 'xmax', 'cmin', 'cmax']);
const NOT_FOUND: ResolvedColumn = { origin: null, outer: false };

/** The table column a `ColumnRef` means; names that no table in sight has are noted as unresolved. */
export function resolveColumn(reading: Reading, scope: Scope, reference: SqlNode): ResolvedColumn {
  const path = stringsAt(reference.body, 'fields');
  for (let current: Scope | null = scope; current !== null; current = current.parent) {
    const match = path.length === 1 ? byColumn(current, path[0] ?? '') : byTable(current, path);
    if (match === null) continue;
    if (current !== scope) markCorrelated(scope, current);
    if (match.unknown !== null) reading.unresolved.add(match.unknown);
    return { origin: match.origin, outer: current !== scope };
  }
  if (!SYSTEM_COLUMNS.has(path.at(-1) ?? '')) reading.unresolved.add(path.map(quoteIdentifier).join('.'));
  return NOT_FOUND;
}

interface Match {
  readonly origin: Origin | null;
  readonly unknown: string | null;
}

function byColumn(scope: Scope, column: string): Match | null {
  const known = scope.sources.find((source) => source.columns?.has(column) === true);
  if (known !== undefined) return { origin: known.columns?.get(column) ?? null, unknown: null };
  const wholeRow = scope.sources.find((source) => source.name === column);
  if (wholeRow !== undefined) {
    if (wholeRow.use !== null) wholeRow.use.readsAll = true;
    return { origin: null, unknown: null };
  }
  const open = scope.sources.filter((source) => source.columns === null);
  if (open.length === 0) return null;
  const [only] = open;
  // Only one of the tables in sight could have it.
  const origin = open.length === 1 && only?.use ? { use: only.use, column } : null;
  return { origin, unknown: null };
}

function byTable(scope: Scope, path: readonly string[]): Match | null {
  const column = path.at(-1) ?? '';
  const source = findSource(scope, path);
  if (source === null) return null;
  if (source.columns === null) return { origin: source.use === null ? null : { use: source.use, column }, unknown: null };
  if (source.columns.has(column)) return { origin: source.columns.get(column) ?? null, unknown: null };
  return { origin: null, unknown: SYSTEM_COLUMNS.has(column) ? null : path.map(quoteIdentifier).join('.') };
}

/** `alias.column`, `schema.table.column`, or `database.schema.table.column`. */
export function findSource(scope: Scope, path: readonly string[]): Source | null {
  const table = path.at(-2);
  const schema = path.at(-3) ?? null;
  return (
    scope.sources.find((source) => source.name === table && (schema === null || source.schema === null || source.schema === schema)) ?? null
  );
}

function markCorrelated(scope: Scope, until: Scope): void {
  for (let current: Scope | null = scope; current !== null && current !== until; current = current.parent) current.correlated = true;
}
