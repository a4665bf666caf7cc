import { projectSnapshotSchema, type Redaction } from '#contract';
import { redactSnapshot } from '#flows';
import type { Project } from './project/project.ts';

/**
 * The project as a file: the redacted snapshot as JSON, with a line feed at the end. Keys stand in the order of the contract, those of a
 * JSON schema in that of its document, since packs show it. Throws REDACTION_FAILED.
 */
export function snapshotText(project: Project, keys: readonly string[]): { readonly text: string; readonly redactions: readonly Redaction[] } {
  const { snapshot, redactions } = redactSnapshot(project.snapshot(), { parser: project.parser, secrets: project.secrets(keys) });
  return { text: `${JSON.stringify(projectSnapshotSchema.parse(snapshot))}\n`, redactions };
}
