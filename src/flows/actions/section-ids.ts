import type { FlowKind } from '#contract';

/**
 * Every section a pack of that kind can hold, in the order a custom action has them by default. A section of one of several models
 * (`constraints-public.orders`) goes by the part before the dash that belongs to its name.
 */
export const sectionIds: Readonly<Record<FlowKind, readonly string[]>> = {
  model: [
    'model', 'columns', 'relations', 'constraints', 'domains', 'indexes', 'comments', 'row-security', 'triggers', 'used-by', 'findings',
    'accepted', 'column-statistics', 'key-names', 'remedies',
  ],
  route: [
    'route', 'security', 'parameters', 'request', 'responses', 'findings', 'accepted', 'models', 'constraints', 'domains', 'row-security',
    'definer-functions', 'limits',
  ],
  query: ['query', 'plan', 'what-if', 'findings', 'accepted', 'tables', 'settings', 'measured', 'asks', 'indexes', 'columns', 'must-stay', 'guarantees'],
  migration: ['state', 'statements', 'up', 'hazards', 'accepted', 'tables', 'users', 'down', 'remedies'],
  diagnostic: ['findings', 'remedies', 'accepted', 'tables', 'users'],
};

/** The id among `sectionIds` that a section of a pack goes by. */
export function sectionIdOf(kind: FlowKind, id: string): string {
  return sectionIds[kind].find((known) => id === known) ?? sectionIds[kind].find((known) => id.startsWith(`${known}-`)) ?? id;
}
