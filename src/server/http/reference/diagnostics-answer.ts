import { arch, platform, release } from 'node:os';
import type { Diagnostic, DiagnosticIssue, DiagnosticsResponse, ProjectSnapshot } from '#contract';
import type { About } from '../handlers.ts';

export function toDiagnostics({ diagnostics }: ProjectSnapshot, about: About): DiagnosticsResponse {
  const count = (level: Diagnostic['level']): number => diagnostics.filter((diagnostic) => diagnostic.level === level).length;
  return {
    issues: diagnostics.map(toIssue),
    stats: { errors: count('error'), warnings: count('warning'), info: count('info') },
    timestamp: about.now().toISOString(),
    // They were made when the snapshot was read.
    duration_ms: 0,
    system: { aksara_version: about.version, python_version: '', os: `${platform()} ${release()}`, arch: arch() },
  };
}

function toIssue(diagnostic: Diagnostic): DiagnosticIssue {
  const { remedy, object } = diagnostic;
  return {
    kind: diagnostic.name,
    severity: diagnostic.level,
    title: diagnostic.title,
    message: diagnostic.evidence.join('\n'),
    hint: remedy?.text ?? null,
    meta: { object_kind: object.kind, object_id: object.id, part: object.part },
    actions: remedy?.sql ? [{ kind: 'run_sql', target: object.id, title: remedy.text, example: remedy.sql, description: null }] : [],
    id: diagnostic.id,
    short_id: diagnostic.shortId,
    rule: diagnostic.rule,
    object,
  };
}
