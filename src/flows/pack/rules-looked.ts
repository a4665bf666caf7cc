import type { FlowKind, ProjectSnapshot } from '#contract';
import type { SectionDraft } from './section.ts';

/** The sections that hold what the rules of a statement judge: without them they had nothing to look at. */
const judged: Partial<Record<FlowKind, string>> = { query: 'plan', migration: 'statements' };

/**
 * Whether any rule could look at an object of this kind, so that "nothing found" is never said of what was not looked at: by the
 * outcomes the snapshot keeps (one without them was made before they were kept, and is taken as looked at), or by its own evidence.
 */
export function rulesLooked(kind: FlowKind, { checks }: Pick<ProjectSnapshot, 'checks'>, sections: readonly Pick<SectionDraft, 'id'>[]): boolean {
  const section = judged[kind];
  if (section !== undefined && sections.some(({ id }) => id === section)) return true;
  if (kind === 'migration') return false;
  const relevant = (checks ?? []).filter(({ ruleset }) => kind !== 'route' || !ruleset.startsWith('schema@'));
  return checks === undefined || relevant.some(({ outcome }) => outcome === 'clean' || outcome === 'finding');
}
