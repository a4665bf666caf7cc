import { quoteWords, reportedLead, toVisibleLine } from '#flows';
import { findingLevels, type DiagnosticIssue, type DiagnosticsResponse, type Diagnostic, type Finding } from '#contract';

/** What a backend found about itself, as findings of the rule `reported`. Its texts stand in quotes: they are words of strangers, which a pack fences. */
export function foldIssues({ issues }: DiagnosticsResponse): readonly Finding[] {
  return [...new Map(issues.map(toFinding).map((finding) => [finding.id, finding])).values()];
}

/** Numbered worst first, then by id by code unit. */
export function numberFindings(findings: readonly Finding[]): readonly Diagnostic[] {
  return findings
    .toSorted((a, b) => findingLevels.indexOf(a.level) - findingLevels.indexOf(b.level) || (a.id < b.id ? -1 : 1))
    .map((finding, index) => ({ ...finding, shortId: `d-${String(index + 1).padStart(3, '0')}` }));
}

function toFinding({ kind, severity, title, message, hint }: DiagnosticIssue): Finding {
  return {
    id: `reported:${line(kind)}:${line(title)}`,
    rule: 'reported',
    name: /^[\w.-]+$/.test(kind) ? line(kind) : words(kind),
    level: findingLevels.find((level) => level === severity) ?? 'info',
    title: `${reportedLead}${words(title)}`,
    object: { kind: 'database', id: 'backend', part: null },
    evidence: message ? [words(message)] : [],
    remedy: hint ? { text: words(hint), sql: null } : null,
  };
}

function words(text: string): string {
  return quoteWords(line(text));
}

function line(text: string): string {
  return toVisibleLine(text).slice(0, 300);
}
