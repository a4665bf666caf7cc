import { toVisibleLine } from '#flows';
import { findingLevels, type DiagnosticIssue, type DiagnosticsResponse, type Diagnostic, type Finding } from '#contract';

/** What a backend found about itself, as findings of the rule `reported`. Its texts stand in code spans: they are words of strangers. */
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
    name: line(kind),
    level: findingLevels.find((level) => level === severity) ?? 'info',
    title: `The backend reports ${code(title)}`,
    object: { kind: 'database', id: 'backend', part: null },
    evidence: message ? [code(message)] : [],
    remedy: hint ? { text: code(hint), sql: null } : null,
  };
}

function line(text: string): string {
  return toVisibleLine(text).slice(0, 300);
}

/** A code span that its text cannot leave. */
function code(text: string): string {
  const shown = line(text);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${shown}${fence}` : `${fence} ${shown} ${fence}`;
}
