import type { CustomAction } from '#contract';
import { toVisible } from '../text/visible.ts';
import { diagnosticPrioritize } from './diagnostic-prompts.ts';
import { explainMigration, safeRolloutPlan } from './migration-prompts.ts';
import { explainModel, refactorSuggestions, suggestConstraints } from './model-prompts.ts';
import { explainPlan, rewriteSuggestions, suggestIndexes } from './query-prompts.ts';
import { generateExamples, hardenPermissions, reviewEndpoint } from './route-prompts.ts';
import { customSystemPrompt } from './system-prompt.ts';

interface ActionPrompt {
  readonly system: string;
  /** First line of the user prompt. */
  readonly task: string;
}

/** Prompts of a built-in or of one of the project's own actions; undefined for a key that is neither. */
export function promptOf(key: string, custom: readonly CustomAction[] = []): ActionPrompt | undefined {
  if (Object.hasOwn(actionPrompts, key)) return actionPrompts[key];
  const own = custom.find(({ action_key }) => action_key === key);
  return own && { system: customSystemPrompt(toVisible(own.system_prompt)), task: toVisible(own.task ?? `${own.title}.`) };
}

/** System prompt and task line of each built-in action. */
const actionPrompts: Readonly<Record<string, ActionPrompt>> = {
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
