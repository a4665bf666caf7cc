import type { AcceptedRisk, Finding, Skipped } from '#contract';
import { acceptedLine } from '../sections/findings.ts';
import { fence, line } from '../text/fence.ts';

/** Findings printed in full in the Result tab; the rest is counted and stands in the prompt. */
const FINDINGS_SHOWN = 12;

interface ResultParts {
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedRisk[];
  readonly omitted: readonly Skipped[];
  /** A rule could look at the object. */
  readonly looked: boolean;
  /** Part of it no rule judges. */
  readonly unjudged: boolean;
}

/** What is known before any model answers: findings worst first with evidence and remedy, what somebody accepted, then what is missing. */
export function resultMarkdown({ findings, accepted, omitted, ...judged }: ResultParts): string {
  const shown = findings.slice(0, FINDINGS_SHOWN);
  const rest = findings.length - shown.length;
  return [
    '**Prompt pack ready** — copy it into any chat.',
    findings.length === 0 ? noFindings(judged) : `### Findings\n\n${shown.map(findingItem).join('\n\n')}`,
    ...(rest > 0 ? [`… ${rest} more findings in the prompt.`] : []),
    ...(accepted.length === 0 ? [] : [`### Accepted risks\n\n${accepted.map((risk) => `- ${acceptedLine(risk)}`).join('\n')}`]),
    ...(omitted.length === 0 ? [] : [`### Not included\n\n${omitted.map(omittedItem).join('\n')}`]),
  ].join('\n\n');
}

function noFindings({ looked, unjudged }: Pick<ResultParts, 'looked' | 'unjudged'>): string {
  if (!looked) return 'No rule could look at this object: what the rules need was not read.';
  return unjudged ? 'The rules found nothing to report, but none of them judges what only code declares.' : 'The rules found nothing to report on this object.';
}

function findingItem(finding: Finding): string {
  const head = `**${finding.level}** ${finding.rule} ${line(finding.name)}: ${line(finding.title)}`;
  const evidence = finding.evidence.map((fact) => `- ${line(fact)}`).join('\n');
  const remedy = finding.remedy === null ? '' : line(finding.remedy.text);
  const sql = finding.remedy?.sql == null ? '' : fence(finding.remedy.sql, 'sql');
  return [head, evidence, remedy, sql].filter((part) => part !== '').join('\n\n');
}

function omittedItem({ part, reason, remedy }: Skipped): string {
  return `- ${line(part)}: ${line(reason)}${remedy === null ? '' : ` (${line(remedy)})`}`;
}
