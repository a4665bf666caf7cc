import type { CustomAction, FlowAction, FlowKind } from '#contract';

/** The twelve actions of design §6, in the order buttons and lists show them. */
export const flowActions: readonly FlowAction[] = [
  {
    action_key: 'explain_model', kind: 'model', title: 'Explain model', risk: 'low',
    description: 'Purpose, columns, keys, relations and usage of a table or view.',
    what_it_does: 'Reads columns, keys, relations both ways, indexes, checks, policies, sizes, and the routes and queries that use the model.',
    what_it_cannot_do: 'Cannot see rows or values, and cannot change the schema.',
    recommended_next: ['suggest_constraints', 'refactor_suggestions'],
  },
  {
    action_key: 'suggest_constraints', kind: 'model', title: 'Suggest constraints', risk: 'medium',
    description: 'Missing NOT NULL, unique, foreign key and check constraints, as DDL in its safe form.',
    what_it_does: 'Reads nullability with null fractions, distinct counts, key-like names without a foreign key, checks, and constraints not validated.',
    what_it_cannot_do: 'Cannot test a constraint against the rows, and cannot run DDL.',
    recommended_next: ['explain_model'],
  },
  {
    action_key: 'refactor_suggestions', kind: 'model', title: 'Refactor suggestions', risk: 'medium',
    description: 'Types, naming, normalisation and unused parts, with what each change would break.',
    what_it_does: "Reads the model's findings, column types and statistics, and its callers among routes and queries.",
    what_it_cannot_do: 'Cannot see application code, and cannot write or run migrations.',
    recommended_next: ['suggest_constraints'],
  },
  {
    action_key: 'review_endpoint', kind: 'route', title: 'Review endpoint', risk: 'low',
    description: 'Contract, validation, errors and access of one operation.',
    what_it_does: 'Reads parameters, request and response schemas, status codes, security, and the models the route appears to touch.',
    what_it_cannot_do: 'Cannot send requests, and cannot see the handler.',
    recommended_next: ['harden_permissions', 'generate_examples'],
  },
  {
    action_key: 'harden_permissions', kind: 'route', title: 'Harden permissions', risk: 'medium',
    description: 'Who can call this, what the database would still allow, and safe defaults.',
    what_it_does: 'Compares the security of this path with its neighbours, and reads row security, grants and definer functions of the touched models.',
    what_it_cannot_do: 'Cannot see guards in code, and cannot change permissions.',
    recommended_next: ['review_endpoint'],
  },
  {
    action_key: 'generate_examples', kind: 'route', title: 'Generate examples', risk: 'low',
    description: 'Requests and responses that satisfy the schemas, with invented data only.',
    what_it_does: 'Reads schemas, formats, enums, limits and error shapes of the operation.',
    what_it_cannot_do: 'Cannot use rows of the database, and cannot send the requests.',
    recommended_next: ['review_endpoint'],
  },
  {
    action_key: 'explain_plan', kind: 'query', title: 'Explain plan', risk: 'low',
    description: 'What the planner does with this statement, and where the cost is.',
    what_it_does: 'Plans the statement without running it, and reads table sizes, the age of statistics and planner settings.',
    what_it_cannot_do: 'Cannot show real times unless the statement is analysed, and cannot change the query.',
    recommended_next: ['suggest_indexes', 'rewrite_suggestions'],
  },
  {
    action_key: 'suggest_indexes', kind: 'query', title: 'Suggest indexes', risk: 'medium',
    description: 'Whether an index is worth it for this statement, and which.',
    what_it_does: 'Reads predicates, sort keys, plan, indexes and the share of writes; asks the planner about indexes that do not exist.',
    what_it_cannot_do: 'Cannot create an index, and cannot see the rest of the workload.',
    recommended_next: ['explain_plan'],
  },
  {
    action_key: 'rewrite_suggestions', kind: 'query', title: 'Rewrite suggestions', risk: 'medium',
    description: 'Equivalent forms of this statement that the planner can do less work for.',
    what_it_does: 'Reads the statement, its plan, and the constraints that make a rewrite safe.',
    what_it_cannot_do: 'Cannot prove that two statements are equal, and cannot run either.',
    recommended_next: ['explain_plan', 'suggest_indexes'],
  },
  {
    action_key: 'explain_migration', kind: 'migration', title: 'Explain migration', risk: 'low',
    description: 'Each statement with its lock, what it blocks, and whether it rewrites or scans.',
    what_it_does: "Splits the migration with PostgreSQL's parser and sets each statement beside the size of its table and the applied state.",
    what_it_cannot_do: 'Cannot run the migration, and cannot see traffic by the hour.',
    recommended_next: ['safe_rollout_plan'],
  },
  {
    action_key: 'safe_rollout_plan', kind: 'migration', title: 'Safe rollout plan', risk: 'medium',
    description: 'Steps to roll out and back with timeouts, checks and abort rules.',
    what_it_does: 'Reads hazards with the safer form for each table, sizes, reversibility a statement, and who else uses the tables.',
    what_it_cannot_do: 'Cannot run or schedule anything, and cannot see replication.',
    recommended_next: ['explain_migration'],
  },
  {
    action_key: 'diagnostic_prioritize', kind: 'diagnostic', title: 'Prioritise', risk: 'low',
    description: 'What to fix first, why, and how much work it is.',
    what_it_does: 'Reads the finding with its evidence and remedy, the size of its object, and related findings.',
    what_it_cannot_do: 'Cannot apply a fix.',
    recommended_next: [],
  },
];

/** The built-in actions, then the project's own in the order of its configuration, each in its wire shape. */
export function allActions(custom: readonly CustomAction[] = []): readonly FlowAction[] {
  return custom.length === 0 ? flowActions : [...flowActions, ...custom.map(toWire)];
}

/** The action of that key and kind among the built-in and the given ones, or null. */
export function findAction(kind: FlowKind, key: string, custom: readonly CustomAction[] = []): FlowAction | null {
  return allActions(custom).find((action) => action.kind === kind && action.action_key === key) ?? null;
}

/** Actions of one kind, built-in ones first. */
export function actionsOf(kind: FlowKind, custom: readonly CustomAction[] = []): readonly FlowAction[] {
  return allActions(custom).filter((action) => action.kind === kind);
}

/** Without the prompt: what a list shows. */
function toWire({ action_key, kind, title, description, risk, what_it_does, what_it_cannot_do, recommended_next }: CustomAction): FlowAction {
  return { action_key, kind, title, description, risk, what_it_does, what_it_cannot_do, recommended_next };
}
