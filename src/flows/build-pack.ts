import { nearest } from '#analysis';
import { FlowError, type CustomAction, type DetailLevel, type FlowRequest, type PackResult, type PlanEvidence, type ProjectSnapshot, type RedactRule, type SqlParser, type WhatIfEvidence } from '#contract';
import { actionsOf, allActions, findAction } from './actions/registry.ts';
import { packEvidence } from './builders/pack-evidence.ts';
import { cliCommand } from './cli-command.ts';
import { assemblePack } from './pack/assemble.ts';
import { defaultBudget } from './pack/budget.ts';
import { failedPack } from './pack/failed-pack.ts';
import { contentHash } from './pack/identity.ts';
import { resultMarkdown } from './pack/result-markdown.ts';
import { rulesLooked } from './pack/rules-looked.ts';
import { promptOf } from './prompts/action-prompts.ts';
import { pastedPlan } from './resolve/pasted-plan.ts';
import { showsWhatIf } from './sections/what-if.ts';
import { structureOnly } from './snapshot/structure-only.ts';
import type { KnownSecret } from './text/known-values.ts';
import { createRedactor, holdsSecret } from './text/redact.ts';
import { redactPatternProblem } from './text/redact-pattern.ts';
import { estimateTokens, tokenizerName } from './text/tokens.ts';
import { toVisibleLine } from './text/visible.ts';

/** Facts that need I/O, gathered by the host, and where the pack would go. */
export interface PackEvidence {
  readonly plan: PlanEvidence | null;
  /** For `asksWhatIf` requests; absent = no index could be tried. */
  readonly whatIf?: WhatIfEvidence | null;
  readonly provider: string;
  readonly model: string;
}

export interface PackOptions {
  readonly parser: SqlParser;
  /** Tokens of the user prompt, by our estimate, when the request asks for none. Default: the configuration's, else 8,000. */
  readonly budget?: number;
  /** Values this process holds that must not leave it. */
  readonly secrets?: readonly KnownSecret[];
  /** Day by which accepted risks end, `YYYY-MM-DD`. Without it their end is not judged. */
  readonly today?: string;
}

/**
 * Builds the prompt pack of a request from a snapshot: the same input gives the same bytes on every host. Expected failures (unknown
 * action or object, SQL that does not parse, a secret that cannot be removed) come back as `ok: false`.
 */
export function buildPack(request: FlowRequest, snapshot: ProjectSnapshot, evidence: PackEvidence, options: PackOptions): PackResult {
  const key = request.body.action_key;
  const custom = snapshot.configuration?.actions ?? [];
  const action = findAction(request.kind, key, custom);
  const prompt = promptOf(key, custom);
  if (action === null || prompt === undefined) return failedPack(key, unknownAction(request, custom));
  const own = custom.some(({ action_key }) => action_key === key);
  const rules = snapshot.configuration?.redact ?? [];
  const broken = brokenRule(rules);
  if (broken !== null) return failedPack(key, broken);
  const secrets = options.secrets ?? [];
  const redactor = createRedactor(secrets, rules);
  const fail = (error: FlowError): PackResult => redactor.redactAll(failedPack(key, error, action));
  const pasted = pastedPlan(request);
  if (!pasted.ok) return fail(pasted.error);
  const detail = packDetail(request, snapshot);
  const today = options.today ?? null;
  const told = withoutConfigProblems(detail === 'structure' ? structureOnly(snapshot, options.parser, today) : snapshot);
  const facts = { snapshot: told, plan: detail === 'structure' ? null : (pasted.value ?? evidence.plan), whatIf: detail === 'structure' ? null : (evidence.whatIf ?? null), today };
  const collected = packEvidence(request, { ...facts, parser: options.parser, detail });
  if (!collected.ok) return fail(collected.error);
  const parts = { ...collected.value, prompt, isOwnPrompt: own, cliCommand: cliCommand(request) };
  const assembled = assemblePack(parts, packBudget(request, snapshot, options), redactor);
  const { systemPrompt, userPrompt, redactions, findings, accepted, sections, omitted, cliCommand: command, identity } = assembled;
  const shown = [userPrompt, findings, accepted, identity, command, own ? systemPrompt : ''];
  if (holdsSecret(shown, secrets, rules)) return failedPack(key, unredactable(), action);
  const tokens = { system: estimateTokens(systemPrompt), user: estimateTokens(userPrompt) };
  return {
    ok: true,
    action_key: key,
    risk: action.risk,
    provider: evidence.provider,
    model: evidence.model,
    system_prompt: systemPrompt,
    user_prompt: userPrompt,
    result_markdown: resultMarkdown({ findings, accepted, omitted, looked: rulesLooked(request.kind, told, collected.value.sections), unjudged: collected.value.unjudged === true }),
    result_json: { ...identity },
    suggested_next: action.recommended_next,
    what_it_does: own ? redactor.redact(action.what_it_does) : action.what_it_does,
    what_it_cannot_do: own ? redactor.redact(action.what_it_cannot_do) : action.what_it_cannot_do,
    error_code: null,
    error: null,
    pack_id: contentHash({ action_key: key, system_prompt: systemPrompt, user_prompt: userPrompt, findings, detail }),
    findings,
    ...(accepted.length === 0 ? {} : { accepted }),
    sections,
    omitted,
    redactions: [...collected.value.masked, ...redactions],
    tokens: { ...tokens, total: tokens.system + tokens.user, tokenizer: tokenizerName, exact: false },
    detail,
    cli_command: command,
  };
}

/** How much a pack shows: as its request says, else as the project's configuration does, else `statistics`. */
export function packDetail({ body }: FlowRequest, { configuration }: Pick<ProjectSnapshot, 'configuration'>): DetailLevel {
  return body.detail ?? configuration?.detail ?? 'statistics';
}

/** Whether `whatIf` evidence is to be gathered for a request. */
export function asksWhatIf(request: FlowRequest, snapshot: Pick<ProjectSnapshot, 'configuration'>): boolean {
  return packDetail(request, snapshot) !== 'structure' && showsWhatIf(request, snapshot);
}

function packBudget({ body }: FlowRequest, { configuration }: ProjectSnapshot, options: PackOptions): number {
  return body.budget ?? options.budget ?? configuration?.budget ?? defaultBudget;
}

/** A mistake in the configuration file is the developer's to see, and says nothing about the project to a model. */
function withoutConfigProblems(snapshot: ProjectSnapshot): ProjectSnapshot {
  return { ...snapshot, skipped: snapshot.skipped.filter(({ part }) => part !== 'configuration') };
}

function unknownAction(request: FlowRequest, custom: readonly CustomAction[]): FlowError {
  const key = request.body.action_key;
  const elsewhere = allActions(custom).find(({ action_key }) => action_key === key);
  const own = actionsOf(request.kind, custom).map(({ action_key }) => action_key);
  const shown = toVisibleLine(key).slice(0, 100);
  if (elsewhere !== undefined) {
    const message = `${shown} is an action for a ${elsewhere.kind}, not for a ${request.kind}. Actions for a ${request.kind}: ${own.join(', ')}.`;
    return new FlowError('INVALID_ACTION', message, { suggestions: own });
  }
  const near = nearest(key, own);
  return new FlowError('INVALID_ACTION', `Unknown ${request.kind} action: ${shown}. Actions: ${own.join(', ')}.`, { suggestions: near.length > 0 ? near : own });
}

/** A configuration is checked when it is read; a snapshot from elsewhere may hold a rule that was not, and then nothing goes out. */
function brokenRule(rules: readonly RedactRule[]): FlowError | null {
  for (const [index, { pattern }] of rules.entries()) {
    const problem = redactPatternProblem(pattern);
    if (problem !== null) return new FlowError('REDACTION_FAILED', `The pack was not made: redact rule ${index + 1} of the configuration cannot be used. ${problem}`);
  }
  return null;
}

function unredactable(): FlowError {
  return new FlowError(
    'REDACTION_FAILED',
    'The pack was not made: text that looks like a secret could not be removed from it. Remove the secret at its source, or ask about a smaller object.',
  );
}
