import type { Diagnostic, ProjectSnapshot } from '#contract';
import { failed, found, notFound, type Resolution } from './resolution.ts';

/** A finding by short id (`d-001`), stable id, or rule when only one finding has that rule. */
export function resolveDiagnostic(snapshot: Pick<ProjectSnapshot, 'diagnostics'>, asked: string): Resolution<Diagnostic> {
  const id = asked.trim();
  const exact = snapshot.diagnostics.find((diagnostic) => diagnostic.id === id || diagnostic.shortId === id.toLowerCase());
  if (exact !== undefined) return found(exact);
  const [only, ...more] = snapshot.diagnostics.filter((diagnostic) => diagnostic.rule === id.toUpperCase());
  if (only !== undefined && more.length === 0) return found(only);
  return failed(notFound('diagnostic', id, snapshot.diagnostics.flatMap((diagnostic) => [diagnostic.shortId, diagnostic.id])));
}
