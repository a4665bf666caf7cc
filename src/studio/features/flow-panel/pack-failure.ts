import { FlowError, type PromptPack } from '#contract';
import { toErrorCode } from '../../lib/error-code.ts';

/** Why a pack was not built; null for one that was, and for none. */
export function packFailure(pack: PromptPack | undefined): FlowError | null {
  if (!pack || pack.ok) return null;
  return new FlowError(toErrorCode(pack.error_code), pack.error ?? 'The server gave no reason.', {
    suggestions: pack.suggestions ?? [],
    ...(pack.remedy ? { remedy: pack.remedy } : {}),
  });
}
