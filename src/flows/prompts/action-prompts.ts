import { diagnosticPrioritize } from './diagnostic-prompts.ts';
import { explainMigration, safeRolloutPlan } from './migration-prompts.ts';
import { explainModel, refactorSuggestions, suggestConstraints } from './model-prompts.ts';
import { explainPlan, rewriteSuggestions, suggestIndexes } from './query-prompts.ts';
import { generateExamples, hardenPermissions, reviewEndpoint } from './route-prompts.ts';

interface ActionPrompt {
  readonly system: string;
  /** First line of the user prompt. */
  readonly task: string;
}

/** System prompt and task line of each built-in action. */
export const actionPrompts: Readonly<Record<string, ActionPrompt>> = {
  explain_model: { system: explainModel, task: 'Explain this model.' },
  suggest_constraints: { system: suggestConstraints, task: 'Suggest constraints for this model.' },
  refactor_suggestions: { system: refactorSuggestions, task: 'Suggest refactorings of this model.' },
  review_endpoint: { system: reviewEndpoint, task: 'Review this endpoint.' },
  harden_permissions: { system: hardenPermissions, task: 'Harden the permissions of this endpoint.' },
  generate_examples: { system: generateExamples, task: 'Write example requests and responses for this endpoint.' },
  explain_plan: { system: explainPlan, task: 'Explain the plan of this query.' },
  suggest_indexes: { system: suggestIndexes, task: 'Suggest indexes for this query.' },
  rewrite_suggestions: { system: rewriteSuggestions, task: 'Suggest rewrites of this query.' },
  explain_migration: { system: explainMigration, task: 'Explain this migration.' },
  safe_rollout_plan: { system: safeRolloutPlan, task: 'Plan the rollout and rollback of this migration.' },
  diagnostic_prioritize: { system: diagnosticPrioritize, task: 'Rank these findings.' },
};
