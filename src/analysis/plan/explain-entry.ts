import type { ExplainedPlan, PlanJit, PlanNode, PlanTrigger } from '#contract';

/** What one entry of `EXPLAIN (FORMAT JSON)` holds. */
export type ExplainEntry = Pick<ExplainedPlan, 'root' | 'settings' | 'planningMs' | 'executionMs' | 'jit' | 'triggers' | 'planningBlocks'>;

type Fields = Readonly<Record<string, unknown>>;

/** Deeper than any plan PostgreSQL makes: keeps hostile documents from exhausting the stack. */
const DEEPEST = 400;

/** The entry with the tree and the statement's own figures; null when it holds no plan tree. Figures it does not give are left out. */
export function readExplainEntry(entry: unknown): ExplainEntry | null {
  const fields = toFields(entry);
  const root = fields?.['Plan'];
  if (fields === null || !isPlanNode(root, 0)) return null;
  const planning = toFields(fields['Planning']);
  return {
    root,
    settings: settingsOf(fields['Settings']),
    ...present('planningMs', toNumber(fields['Planning Time'])),
    ...present('executionMs', toNumber(fields['Execution Time'])),
    ...present('jit', jitOf(fields['JIT'])),
    ...present('triggers', triggersOf(fields['Triggers'])),
    ...present('planningBlocks', planning === null ? null : blocksOf(planning)),
  };
}

function isPlanNode(value: unknown, depth: number): value is PlanNode {
  const fields = toFields(value);
  if (fields === null || typeof fields['Node Type'] !== 'string' || depth > DEEPEST) return false;
  const children = fields['Plans'];
  return children === undefined || (Array.isArray(children) && children.every((child) => isPlanNode(child, depth + 1)));
}

/** Names as PostgreSQL has them and short values: a document from elsewhere could hold anything here. */
export function settingsOf(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(toFields(value) ?? {}).map(([name, setting]) => [name, String(setting)] as const);
  return Object.fromEntries(entries.filter(([name, setting]) => /^[A-Za-z_][\w.]{0,62}$/.test(name) && /^[\w ,.$"-]{0,80}$/.test(setting)));
}

function jitOf(value: unknown): PlanJit | null {
  const fields = toFields(value);
  return fields === null ? null : { functions: toNumber(fields['Functions']) ?? 0, totalMs: toNumber(toFields(fields['Timing'])?.['Total']) };
}

function triggersOf(value: unknown): readonly PlanTrigger[] | null {
  return Array.isArray(value) ? value.flatMap((entry: unknown) => triggerOf(toFields(entry)) ?? []) : null;
}

function triggerOf(fields: Fields | null): PlanTrigger | null {
  const constraint = fields?.['Constraint Name'];
  const name = constraint ?? fields?.['Trigger Name'];
  if (fields === null || typeof name !== 'string') return null;
  const relation = fields['Relation'];
  return {
    name,
    isConstraint: constraint !== undefined,
    relation: typeof relation === 'string' ? relation : null,
    ms: toNumber(fields['Time']),
    calls: toNumber(fields['Calls']) ?? 0,
  };
}

function blocksOf(planning: Fields): { hit: number; read: number } | null {
  const [hit, read] = [toNumber(planning['Shared Hit Blocks']), toNumber(planning['Shared Read Blocks'])];
  return hit === null && read === null ? null : { hit: hit ?? 0, read: read ?? 0 };
}

export function toFields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function toNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function present<Name extends string, Value>(name: Name, value: Value | null): { readonly [Key in Name]?: Value } {
  return value === null ? {} : ({ [name]: value } as { readonly [Key in Name]?: Value }); // a computed key loses its name in the type
}
