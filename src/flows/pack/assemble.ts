import type { AcceptedRisk, Finding, PackSection, Redaction, Skipped } from '#contract';
import { bullets } from '../text/block.ts';
import { line } from '../text/fence.ts';
import type { Redactor } from '../text/redact.ts';
import { estimateTokens } from '../text/tokens.ts';
import { fitBudget, renderSection } from './budget.ts';
import { section, type Evidence, type SectionDraft } from './section.ts';

/** What a pack is put together from. */
export interface PackParts extends Evidence {
  readonly prompt: { readonly system: string; readonly task: string };
  /** True when a configuration wrote the prompt: then it is redacted like the evidence. Ours stay the same to the byte. */
  readonly isOwnPrompt: boolean;
  readonly findings: readonly Finding[];
  readonly accepted?: readonly AcceptedRisk[];
  readonly identity: Readonly<Record<string, unknown>>;
  readonly cliCommand: string;
}

export interface AssembledPack {
  readonly systemPrompt: string;
  readonly userPrompt: string;
  readonly sections: readonly PackSection[];
  readonly omitted: readonly Skipped[];
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedRisk[];
  readonly identity: Readonly<Record<string, unknown>>;
  readonly cliCommand: string;
  /** Secrets removed from the sections, by kind. */
  readonly redactions: readonly Redaction[];
}

/** Redacts, fits the budget (tokens of the user prompt), and joins the sections behind the task; "Not included" stands last. */
export function assemblePack(parts: PackParts, budget: number, redactor: Redactor): AssembledPack {
  const prompt = parts.isOwnPrompt ? redactor.redactAll(parts.prompt) : parts.prompt;
  const [drafts, listed] = redactor.redactAll([parts.sections, parts.omitted] as const);
  const redactions = redactor.report();
  const { userPrompt, sections, omitted } = fitPrompt({ task: prompt.task, drafts, listed }, budget);
  return {
    systemPrompt: prompt.system,
    userPrompt,
    sections,
    omitted,
    redactions,
    findings: redactor.redactAll(parts.findings.map(toFinding)),
    accepted: redactor.redactAll((parts.accepted ?? []).map((risk) => ({ ...risk, finding: toFinding(risk.finding) }))),
    identity: redactor.redactAll(parts.identity),
    cliCommand: redactor.redact(parts.cliCommand),
  };
}

interface PromptParts {
  readonly task: string;
  readonly drafts: readonly SectionDraft[];
  readonly listed: readonly Skipped[];
}

/** Each cut adds a line to "Not included", so the room for the sections shrinks until the whole prompt fits. */
function fitPrompt({ task, drafts, listed }: PromptParts, budget: number) {
  let room = budget - estimateTokens(task) - (notIncluded(listed)?.tokens ?? 0);
  for (;;) {
    const fitted = fitBudget(drafts, room, budget);
    const omitted = [...fitted.omitted, ...listed];
    const last = notIncluded(omitted);
    const sections = last === null ? fitted.sections : [...fitted.sections, last];
    const userPrompt = `${[task, ...sections.map(({ text }) => text)].join('\n\n')}\n`;
    const over = estimateTokens(userPrompt) - budget;
    if (over <= 0 || room <= 0) return { userPrompt, sections, omitted };
    room -= over;
  }
}

/** Without the short id of a diagnostic: it counts the findings of a whole snapshot and says nothing inside a pack. */
function toFinding({ id, rule, name, level, title, object, evidence, remedy }: Finding): Finding {
  return { id, rule, name, level, title, object, evidence, remedy };
}

function notIncluded(omitted: readonly Skipped[]): PackSection | null {
  const items = omitted.map(({ part, reason, remedy }) => `${line(part)}: ${line(reason)}${remedy === null ? '' : ` (${line(remedy)})`}`);
  const draft = section('not-included', 'Not included', 'this pack', items.length === 0 ? [] : [bullets(items)]);
  return draft === null ? null : renderSection(draft);
}
