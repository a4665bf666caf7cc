import { formatCount } from '#analysis';
import { errorCodeSchema, FlowError, type PromptPack } from '#contract';
import { contextError } from './context-error.ts';

/** UTF-16 code units of both prompts; masking more would take seconds. */
const longestPrompts = 500_000;

/** Why the answer of a backend is no pack to show: its own refusal, or prompts without facts. Null for one that is. */
export function packProblem(pack: PromptPack, origin: string): FlowError | null {
  return pack.ok ? promptProblem(pack) : refusal(pack, origin);
}

function promptProblem({ system_prompt, user_prompt }: PromptPack): FlowError | null {
  const length = system_prompt.length + user_prompt.length;
  if (length > longestPrompts) {
    return new FlowError('PAYLOAD_TOO_LARGE', `The pack of the Aksara backend has ${formatCount(length)} characters, more than the ${formatCount(longestPrompts)} that are shown.`, { remedy: 'Our own pack keeps to its budget.' });
  }
  if (user_prompt.trim() === '') return new FlowError('RUNTIME_ERROR', 'The Aksara backend answered with an empty pack.', { remedy: 'Look into the log of the backend.' });
  return contextError(user_prompt);
}

/** A code that is not ours is told in the message. */
function refusal({ error, error_code }: PromptPack, origin: string): FlowError {
  if (error_code === 'AI_HUB_NOT_CONFIGURED') {
    return new FlowError('AI_HUB_NOT_CONFIGURED', 'An Aksara backend gives packs only when its own AI Hub is configured, and this one’s is not.', {
      remedy: `Set up a provider in AI Hub of ${origin}/studio/ui, or start the backend with a key such as OPENAI_API_KEY.`,
    });
  }
  const said = error || 'it gave no reason';
  const code = errorCodeSchema.safeParse(error_code);
  if (!code.success) return new FlowError('RUNTIME_ERROR', `The Aksara backend gives no pack: ${said}${error_code ? ` (${error_code})` : ''}`);
  return new FlowError(code.data, `The Aksara backend gives no pack: ${said}`, code.data === 'INVALID_ACTION' ? { remedy: 'The action is known here only: our own pack has it.' } : {});
}
