import type { AcceptedRisk, Diagnostic, ProjectSnapshot } from '#contract';

/** What the URL's id names: a finding, by its short or its stable id, or one that is accepted. */
export type Selection =
  | { readonly kind: 'diagnostic'; readonly rowId: string; readonly diagnostic: Diagnostic }
  | { readonly kind: 'accepted'; readonly rowId: string; readonly risk: AcceptedRisk };

export function findSelection({ diagnostics, accepted = [] }: ProjectSnapshot, id: string): Selection | null {
  const diagnostic = diagnostics.find((candidate) => candidate.shortId === id || candidate.id === id);
  if (diagnostic) return { kind: 'diagnostic', rowId: diagnostic.shortId, diagnostic };
  const risk = accepted.find((candidate) => candidate.finding.id === id);
  return risk ? { kind: 'accepted', rowId: id, risk } : null;
}
