import type { FailedPack, FlowAction, FlowError } from '#contract';

/** The reference's shape of a failure: `ok: false`, empty prompts, the code and text; near names in `suggestions`. */
export function failedPack(actionKey: string, error: FlowError, action: FlowAction | null = null): FailedPack {
  return {
    ok: false,
    action_key: actionKey,
    risk: action?.risk ?? 'low',
    provider: '',
    model: '',
    system_prompt: '',
    user_prompt: '',
    result_markdown: '',
    result_json: null,
    suggested_next: [],
    what_it_does: action?.what_it_does ?? '',
    what_it_cannot_do: action?.what_it_cannot_do ?? '',
    error_code: error.code,
    error: error.message,
    suggestions: error.suggestions,
    remedy: error.remedy,
  };
}
