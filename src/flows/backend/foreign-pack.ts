import { FlowError, type FlowRequest, type PromptPack, type Redaction, type RedactRule, type Skipped } from '#contract';
import { cliCommand } from '../cli-command.ts';
import { failedPack } from '../pack/failed-pack.ts';
import { inline, line } from '../text/fence.ts';
import type { KnownSecret } from '../text/known-values.ts';
import { holdsSecret, type Redactor } from '../text/redact.ts';
import { estimateTokens, tokenizerName } from '../text/tokens.ts';
import { toVisible } from '../text/visible.ts';
import { backendLacks } from './backend-lacks.ts';
import { packProblem } from './pack-problem.ts';

export interface ForeignPackOptions {
  /** Of the backend that answered, such as `http://127.0.0.1:8000`. */
  readonly origin: string;
  /** What we were asked. */
  readonly request: FlowRequest;
  /** The one that the question went through, so that one value keeps one number. */
  readonly redactor: Redactor;
  readonly secrets: readonly KnownSecret[];
  readonly rules: readonly RedactRule[];
  /** What was masked in the question. */
  readonly masked: readonly Redaction[];
}

/**
 * A backend's own pack, fit to be shown beside ours: its texts are the words of strangers, so secrets are replaced and invisible characters
 * written out; tokens are counted as ours are. It has no `pack_id`: the same question may be answered otherwise tomorrow. Of its fields only
 * the reference's are taken. A refusal, and a pack that is none, come back as `ok: false`.
 */
export function foreignPack(pack: PromptPack, options: ForeignPackOptions): PromptPack {
  const { origin, request, redactor, secrets, rules, masked } = options;
  const { action_key } = request.body;
  const problem = packProblem(pack, origin);
  if (problem !== null) return foreignFailure(action_key, problem, redactor);
  const clean = (text: string): string => toVisible(redactor.redact(text));
  const brief = toBrief(redactor);
  const texts = {
    provider: brief(pack.provider), model: brief(pack.model), system_prompt: clean(pack.system_prompt), user_prompt: clean(pack.user_prompt), result_json: scalarsOf(pack.result_json, brief),
    what_it_does: brief(pack.what_it_does), what_it_cannot_do: brief(pack.what_it_cannot_do), cli_command: redactor.redact(commandOf(request)),
  };
  if (holdsSecret(texts, secrets, rules)) return failedPack(action_key, unredactable());
  const { system_prompt, user_prompt } = texts;
  const tokens = { system: estimateTokens(system_prompt), user: estimateTokens(user_prompt) };
  const omitted = backendLacks[request.kind];
  return {
    ok: true,
    action_key,
    risk: pack.risk,
    provider: texts.provider,
    model: texts.model,
    system_prompt,
    user_prompt,
    result_markdown: resultMarkdown(origin, omitted),
    result_json: texts.result_json,
    suggested_next: pack.suggested_next.filter((key) => /^[a-z][a-z0-9_]{0,63}$/.test(key)).slice(0, 12),
    what_it_does: texts.what_it_does,
    what_it_cannot_do: texts.what_it_cannot_do,
    error_code: null,
    error: null,
    omitted,
    redactions: [...masked, ...redactor.report()],
    tokens: { ...tokens, total: tokens.system + tokens.user, tokenizer: tokenizerName, exact: false },
    cli_command: texts.cli_command,
    backend: origin,
  };
}

/** The failed pack of a question to a backend; what it said is bounded, masked and made visible. */
export function foreignFailure(actionKey: string, error: FlowError, redactor: Redactor): PromptPack {
  const brief = toBrief(redactor);
  const { code, message, remedy, suggestions } = error;
  return failedPack(actionKey, new FlowError(code, brief(message), { suggestions: suggestions.map(brief), ...(remedy === null ? {} : { remedy: brief(remedy) }) }));
}

/** A pasted plan is ours alone: the backend never sees it. */
function commandOf(request: FlowRequest): string {
  const asked: FlowRequest = request.kind === 'query' ? { ...request, body: { ...request.body, plan: null } } : request;
  return `${cliCommand(asked)} --backend-pack`;
}

/** What the pack is about, without anything nested: a backend echoes names. */
function scalarsOf(value: PromptPack['result_json'], brief: (text: string) => string): PromptPack['result_json'] {
  if (value === null) return null;
  const entries = Object.entries(value).filter(([key]) => /^[a-z][a-z0-9_]{0,39}$/.test(key)).slice(0, 24);
  return Object.fromEntries(entries.flatMap(([key, item]): [string, unknown][] => {
    if (typeof item === 'string') return [[key, brief(item)]];
    return item === null || typeof item === 'number' || typeof item === 'boolean' ? [[key, item]] : [];
  }));
}

function resultMarkdown(origin: string, omitted: readonly Skipped[]): string {
  return [
    `**The backend’s own pack**, as ${inline(origin)} built it. Secrets in it are replaced, invisible characters are written out.`,
    `### Not included\n\n${omitted.map(({ part, reason }) => `- ${line(part)}: ${line(reason)}`).join('\n')}`,
  ].join('\n\n');
}

/** A text of one line or a few. It is cut behind the masking, so that no half of a secret is left at its end. */
function toBrief(redactor: Redactor): (text: string) => string {
  return (text) => {
    const shown = toVisible(redactor.redact(text.slice(0, 8_000)));
    return shown.length > 1_000 ? `${shown.slice(0, 1_000)}…` : shown;
  };
}

function unredactable(): FlowError {
  return new FlowError('REDACTION_FAILED', 'The pack of the Aksara backend is not shown: text that looks like a secret could not be removed from it.', { remedy: 'Remove the secret at its source, or ask about a smaller object.' });
}
